import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type ProcessResult, type RunOptions, run } from "../../../src/go/process/run";

const here = tmpdir();
const env = { PATH: process.env["PATH"] };
const never = new AbortController().signal;
const node = process.execPath;

const sh = (script: string, options: Partial<RunOptions> = {}, signal = never): Promise<ProcessResult> =>
  run("/bin/sh", ["-c", script], { cwd: here, env, ...options }, signal);

describe("a command that ends by itself", () => {
  const cases: readonly [string, string, Partial<ProcessResult>][] = [
    [
      "its exit code and both streams",
      "echo out; echo err >&2; exit 3",
      { end: "exited", code: 3, stdout: "out\n", stderr: "err\n" },
    ],
    ["the signal that ended it", "kill -SEGV $$", { end: "exited", code: undefined, signal: "SIGSEGV" }],
    ["text whose bytes came apart", "printf '\\303'; sleep 0.1; printf '\\244'", { stdout: "ä" }],
    ["an environment that is given, not inherited", "echo [$HOME]", { stdout: "[]\n" }],
  ];
  for (const [title, script, expected] of cases) {
    it(`tells ${title}`, async () => {
      const result = await sh(script);
      for (const [key, value] of Object.entries(expected)) {
        assert.deepEqual(result[key as keyof ProcessResult], value, key);
      }
    });
  }

  it("gets what stands on standard input", async () => {
    assert.equal((await sh("cat", { stdin: "given" })).stdout, "given");
  });

  it("may leave standard input unread", async () => {
    assert.equal((await sh("exit 0", { stdin: "x".repeat(1 << 20) })).code, 0);
  });

  it("hands out lines as they come, the last one without its newline too", async () => {
    const lines: string[] = [];
    await sh("printf 'a\\r\\n\\nb'; sleep 0.05; printf 'c\\nd'", { onLine: (line) => lines.push(line) });
    assert.deepEqual(lines, ["a", "", "bc", "d"]);
  });
});

describe("a command that cannot be started", () => {
  const cases: readonly [string, string, string[], string][] = [
    ["is not there", "/nowhere/go", [], "ENOENT"],
    ["is a folder", here, [], "EACCES"],
    ["has an argument no system takes", "/bin/echo", ["a\0b"], "null bytes"],
  ];
  for (const [title, command, args, said] of cases) {
    it(`is a value when it ${title}`, async () => {
      const result = await run(command, args, { cwd: here, env }, never);
      assert.equal(result.end, "not-started");
      assert.match(result.error, new RegExp(said));
    });
  }
});

describe("output beyond the limit", () => {
  it("keeps the beginning and the end and counts the rest", async () => {
    const script = "process.stdout.write('A'.repeat(600) + 'B'.repeat(5000) + 'C'.repeat(500))";
    const result = await run(node, ["-e", script], { cwd: here, env, maxOutputBytes: 1000 }, never);
    assert.equal(result.dropped.stdout, 5100);
    assert.equal(result.stdout, `${"A".repeat(500)}\n[5100 bytes left out]\n${"C".repeat(500)}`);
  });

  it("is whole at the limit", async () => {
    const result = await sh("printf 1234567890", { maxOutputBytes: 10 });
    assert.deepEqual([result.stdout, result.dropped.stdout], ["1234567890", 0]);
  });

  it("does not keep a flood in memory", async () => {
    const result = await sh("yes | head -c 50000000");
    assert.equal(result.dropped.stdout, 50_000_000 - (1 << 20));
  });
});

describe("the process tree", () => {
  const folder = mkdtempSync(join(here, "stubwright-tree-"));
  after(() => rmSync(folder, { recursive: true }));

  /** Each shape starts a process that would outlive its parent and writes its id to the file `pid`. */
  const shapes: readonly [string, string][] = [
    ["a child", "sleep 300 & echo $! > pid; wait"],
    ["a grandchild", "sh -c 'sleep 300 & echo $! > pid; wait' & wait"],
    ["a grandchild with a session of its own", "setsid sh -c 'echo $$ > pid; exec sleep 300' & wait"],
    [
      "a daemon whose parent is gone",
      "(setsid sh -c 'echo $$ > pid; exec sleep 300' >/dev/null 2>&1 &); sleep 300",
    ],
    [
      "one that ignores polite signals",
      "trap '' TERM INT QUIT HUP; sh -c 'trap \"\" TERM; echo $$ > pid; sleep 300; sleep 300'; sleep 300",
    ],
  ];

  for (const [index, [title, script]] of shapes.entries()) {
    const endings: readonly [string, (o: RunOptions) => Promise<ProcessResult>, ProcessResult["end"]][] = [
      ["at a timeout", (o) => sh(script, { ...o, timeoutMs: 500 }), "timed-out"],
      ["when cancelled", (o) => cancelled(script, o), "cancelled"],
    ];
    for (const [when, start, end] of endings) {
      it(`is dead ${when}: ${title}`, async function () {
        if (title.includes("session") && process.platform !== "linux") this.skip();
        const cwd = mkdtempSync(join(folder, `${index}-`));
        const result = await start({ cwd, env });
        assert.equal(result.end, end);
        const pid = readFileSync(join(cwd, "pid"), "utf8").trim();
        assert.ok(!isAlive(pid), `process ${pid} is alive`);
      });
    }
  }

  it("is dead when the command ends and leaves a child that holds its output", async () => {
    const result = await sh("sleep 300 & echo $!");
    assert.equal(result.code, 0);
    assert.ok(!isAlive(result.stdout.trim()));
  });

  it("is swept after code that is not trusted, daemons too", async function () {
    if (process.platform !== "linux") this.skip();
    const cwd = mkdtempSync(join(folder, "sweep-"));
    await sh("(setsid sh -c 'echo $$ > pid; exec sleep 300' >/dev/null 2>&1 &); sleep 0.3", {
      cwd,
      sweep: true,
    });
    assert.ok(!isAlive(readFileSync(join(cwd, "pid"), "utf8").trim()));
  });

  it("is killed where code that is not trusted stops itself, or the shell above it", async function () {
    if (process.platform !== "linux") this.skip();
    for (const pid of ["$$", "$PPID"]) {
      const { end, signal } = await sh(`sh -c 'kill -STOP ${pid}'; sleep 300`, { sweep: true });
      assert.deepEqual([end, signal], ["exited", "SIGKILL"]);
    }
  });

  it("may say its last words when grace is given", async () => {
    const script = "trap 'echo dump; exit 9' TERM; echo ready; while :; do sleep 0.02; done";
    const result = await sh(script, { timeoutMs: 300, grace: { signal: "SIGTERM", ms: 5_000 } });
    assert.deepEqual([result.end, result.code, result.stdout], ["timed-out", 9, "ready\ndump\n"]);
  });

  it("does not start when cancelled before", async () => {
    const result = await sh("echo started", {}, AbortSignal.abort());
    assert.deepEqual([result.end, result.stdout], ["cancelled", ""]);
  });

  it("dies with a parent that exits", async () => {
    const cwd = mkdtempSync(join(folder, "parent-"));
    const tree = JSON.stringify(join(__dirname, "../../../src/go/process/tree"));
    const script = `const { spawnTree } = require(${tree});
      spawnTree("/bin/sh", ["-c", "echo $$ > pid; sleep 300"], { cwd: ${JSON.stringify(cwd)}, env: process.env });
      const poll = setInterval(() => require("fs").existsSync(${JSON.stringify(join(cwd, "pid"))}) && process.exit(0), 20);`;
    const result = await run(
      node,
      ["-r", require.resolve("tsx/cjs"), "-e", script],
      { cwd, env: process.env },
      never,
    );
    assert.equal(result.code, 0, result.stderr);
    assert.ok(!isAlive(readFileSync(join(cwd, "pid"), "utf8").trim()));
  });
});

async function cancelled(script: string, options: RunOptions): Promise<ProcessResult> {
  const stop = new AbortController();
  const running = sh(script, options, stop.signal);
  while (!existsSync(join(options.cwd, "pid"))) await wait(10);
  await wait(50);
  stop.abort();
  return running;
}

/** A zombie is dead: it waits for its parent only. */
function isAlive(pid: string): boolean {
  assert.match(pid, /^\d+$/);
  if (process.platform !== "linux") {
    try {
      return process.kill(Number(pid), 0);
    } catch {
      return false;
    }
  }
  if (!readdirSync("/proc").includes(pid)) return false;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
}
