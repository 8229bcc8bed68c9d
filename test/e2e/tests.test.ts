import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MutationReport } from "../../src/core/testgen/mutation-report";
import type { TestsEvent } from "../../src/core/testgen/test-events";
import { root, startCli } from "../support/cli";

/** The real model and the real toolchain on a copy of a module, by the built command line. */
describe("stubwright test", () => {
  let module = "";
  beforeEach(() => {
    module = mkdtempSync(join(tmpdir(), "stubwright-e2e-"));
    cpSync(join(root, "test/fixtures/editor"), module, { recursive: true });
  });
  afterEach(() => rmSync(module, { recursive: true, force: true }));

  it("writes tests that pass every gate, and writes them nowhere until it is told to", async function () {
    this.timeout(600_000);
    const asked = ["test", "shapes/shapes.go", "Area", "--model", "embedded", "--json"];
    const run = await startCli(asked, module).ended;
    assert.equal(run.code, 0, run.stdout + run.stderr);
    const events = run.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as TestsEvent);
    const last = events.at(-1);
    assert.ok(last?.type === "finished");
    assert.match(last.diff, /^\+\+\+ b\/shapes\/shapes_test\.go$/m);
    assert.equal(existsSync(join(module, "shapes/shapes_test.go")), false);

    const applied = await startCli([...asked, "--apply"], module).ended;
    assert.equal(applied.code, 0, applied.stderr);
    assert.match(readFileSync(join(module, "shapes/shapes_test.go"), "utf8"), /^func TestArea\(/m);
    execFileSync("go", ["test", "./shapes"], { cwd: module });
  });

  it("says which tests cannot fail and which changes none notices, without a model", async function () {
    this.timeout(120_000);
    const run = await startCli(["test", "shapes/around_test.go", "--check", "--json"], module).ended;
    assert.equal(run.code, 4, run.stderr);
    const report = JSON.parse(run.stdout) as MutationReport;
    assert.equal(report.name, "Around");
    assert.deepEqual(
      report.toothless.map((t) => t.test),
      ["TestAroundRuns"],
    );
    assert.ok(report.survivors.some((s) => s.change === "* to /" && s.line === 14));
  });
});
