import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { RunEvent } from "../../src/core/events/events";
import { emptyView, fold } from "../../src/core/events/view";
import { processesThatKnow, root, startCli } from "../support/cli";

const eventsOf = (stdout: string): readonly RunEvent[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RunEvent);

const implement = ["implement", "sum.go", "Sum", "--model", "embedded"];

/** The real model and the real toolchain on copies of a module, by the built command line. */
describe("stubwright implement", () => {
  let dir = "";
  let module = "";
  let scratch = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-e2e-"));
    module = join(dir, "module");
    scratch = join(dir, "scratch");
    cpSync(join(root, "test/fixtures/modules/e2e"), module, { recursive: true });
    mkdirSync(scratch);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("writes an easy body, and writes it nowhere until it is told to", async function () {
    this.timeout(600_000);
    const before = readFileSync(join(module, "sum.go"), "utf8");
    const run = await startCli([...implement, "--json"], module, { TMPDIR: scratch }).ended;
    assert.equal(run.code, 0, run.stderr);
    const events = eventsOf(run.stdout);
    assert.equal(events[0]?.type, "started");
    assert.equal(events.at(-1)?.type, "finished");
    const view = events.reduce(fold, emptyView);
    assert.deepEqual(
      view.baseline?.baseline.targetTests.map((test) => test.name),
      ["TestSum"],
    );
    const chosen = view.attempts.find((attempt) => attempt.attempt === view.finished?.attempt);
    assert.equal(chosen?.judgement?.grade, "passing");
    assert.equal(readFileSync(join(module, "sum.go"), "utf8"), before);
    assert.deepEqual(readdirSync(module).sort(), ["go.mod", "sum.go", "sum_test.go"]);
    assert.deepEqual(readdirSync(scratch), []);

    const applied = await startCli([...implement, "--apply"], module, { TMPDIR: scratch }).ended;
    assert.equal(applied.code, 0, applied.stderr);
    assert.match(applied.stdout, /^--- /m);
    assert.notEqual(readFileSync(join(module, "sum.go"), "utf8"), before);
    const again = await startCli(implement, module).ended;
    assert.equal(again.code, 2, "it is no stub any more");
  });

  it("takes the body alone of a stub without tests, and tests of the model's too where they are asked for", async function () {
    this.timeout(600_000);
    rmSync(join(module, "sum_test.go"));
    const stub = readFileSync(join(module, "sum.go"), "utf8");
    const alone = await startCli([...implement, "--apply"], module, { TMPDIR: scratch }).ended;
    assert.equal(alone.code, 4, alone.stderr);
    assert.notEqual(readFileSync(join(module, "sum.go"), "utf8"), stub);
    assert.deepEqual(readdirSync(module).sort(), ["go.mod", "sum.go"]);

    writeFileSync(join(module, "sum.go"), stub);
    const both = await startCli([...implement, "--apply", "--with-tests"], module, { TMPDIR: scratch }).ended;
    assert.equal(both.code, 4, "what the model states raises no grade");
    assert.match(both.stdout, /^\+\+\+ b\/sum\.go$[\s\S]*^\+\+\+ b\/sum_test\.go$/m);
    assert.match(both.stderr, /^tests {2}\d+ cases? proposed by the model\. .*never raise the grade/m);
    assert.match(
      readFileSync(join(module, "sum_test.go"), "utf8"),
      /func TestSum\([\s\S]*nobody has confirmed it/,
    );
    execFileSync("go", ["test", "."], { cwd: module });
  });

  it("ends at once when it is cancelled, with no process and no file left", async function () {
    if (process.platform === "win32") return this.skip();
    this.timeout(600_000);
    const { child, ended } = startCli([...implement, "--json"], module, { TMPDIR: scratch });
    await new Promise<void>((resolve) => {
      child.stdout?.on("data", (piece: string) => /"type":"(attempt|finished)"/.test(piece) && resolve());
      child.once("close", () => resolve());
    });
    const asked = Date.now();
    child.kill("SIGINT");
    const run = await ended;
    assert.equal(run.code, 130, run.stderr);
    assert.ok(Date.now() - asked < 10_000, "a cancelled run hangs");
    const last = eventsOf(run.stdout).at(-1);
    assert.ok(last?.type === "finished" && last.outcome === "cancelled");
    assert.deepEqual(processesThatKnow(scratch), []);
    assert.deepEqual(readdirSync(scratch), []);
  });

  it("leaves no process when it is killed, and the next call clears its files away", async function () {
    if (process.platform !== "linux") return this.skip();
    this.timeout(600_000);
    const args = [...implement, "--json"];
    const { child, ended } = startCli(args, module, { TMPDIR: scratch });
    await new Promise<void>((resolve) => {
      child.stdout?.on("data", (piece: string) => /"type":"(attempt|finished)"/.test(piece) && resolve());
      child.once("close", () => resolve());
    });
    child.kill("SIGKILL");
    await ended;
    while (processesThatKnow(scratch).length > 0) await wait(100);
    assert.notDeepEqual(readdirSync(scratch), []);
    const next = await startCli(["check", "sum.go", "Sum", "--candidate", "sum.go"], module, {
      TMPDIR: scratch,
    }).ended;
    assert.equal(next.code, 1, next.stderr);
    assert.deepEqual(readdirSync(scratch), []);
  });

  const refusals: [string, readonly string[], number, RegExp][] = [
    ["no such file", ["implement", "none.go", "Sum"], 2, /none\.go/],
    ["no such name", ["implement", "sum.go", "Product"], 2, /Product[\s\S]*Sum/],
    ["no such flag", ["implement", "sum.go", "Sum", "--colour"], 2, /unknown option/],
    ["a budget of nothing", ["implement", "sum.go", "Sum", "--budget", "0"], 2, /whole number/],
    ["no such command", ["improve"], 2, /unknown command/],
    ["no Go", ["implement", "sum.go", "Sum", "--go", "/nonexistent"], 3, /nonexistent/],
    ["no such server", ["implement", "sum.go", "Sum", "--server", "http://127.0.0.1:9"], 3, /127\.0\.0\.1:9/],
  ];
  for (const [name, args, code, message] of refusals) {
    it(`says what is wrong: ${name}`, async () => {
      const run = await startCli(args, module).ended;
      assert.match(run.stderr, message);
      assert.equal(run.code, code);
      assert.equal(run.stdout, "");
    });
  }

  it("refuses a file that does not compile, and says where", async () => {
    writeFileSync(join(module, "broken.go"), "package sum\n\nfunc broken() int { return x }\n");
    const run = await startCli(implement, module).ended;
    assert.equal(run.code, 2, run.stderr);
    assert.match(run.stderr, /broken\.go:3/);
  });
});
