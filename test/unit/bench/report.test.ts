import assert from "node:assert/strict";
import { summarise } from "../../../src/bench/report";
import type { TaskResult } from "../../../src/bench/result";

const ran = (arm: string, id: string, solved: boolean): TaskResult => ({
  id,
  arm,
  seed: 1,
  scoredBy: "hidden",
  outcome: "passing",
  calls: 2,
  callsToPass: 2,
  promptTokens: 10,
  outputTokens: 5,
  ms: { total: 3, model: 1, toolchain: 1 },
  form: "prefill",
  mended: ["import left out: fmt"],
  reason: "",
  solved,
});

const arms = ["tests-confirm-leads", "tests", "tests-confirm", "build", "single"];

describe("the summary of a benchmark", () => {
  const summary = summarise(
    arms.flatMap((arm) => [ran(arm, "a", true), ran(arm, "b", arm === "tests")]),
    [],
  );

  it("goes from one draft to the whole loop, ablations behind it", () => {
    assert.deepEqual(
      summary.arms.map((a) => a.arm),
      ["single", "build", "tests", "tests-confirm", "tests-confirm-leads"],
    );
  });

  it("compares whole arms with each other and an ablation with what it was taken from", () => {
    assert.deepEqual(
      summary.pairs.map((p) => [p.a, p.b, p.onlyA, p.onlyB]),
      [
        ["single", "build", 0, 0],
        ["single", "tests", 0, 1],
        ["build", "tests", 0, 1],
        ["tests", "tests-confirm", 1, 0],
        ["tests", "tests-confirm-leads", 1, 0],
        ["tests-confirm", "tests-confirm-leads", 0, 0],
      ],
    );
  });

  it("counts what was claimed and right, and what touched it", () => {
    const tests = summary.arms.find((a) => a.arm === "tests");
    assert.ok(tests);
    assert.deepEqual([tests.tasks, tests.solved, tests.calls], [2, 2, 4]);
    assert.equal(tests.boxes["passing-right"], 2);
    assert.deepEqual(tests.solvedWithinCalls, [0, 2]);
    assert.deepEqual(tests.solvedWithMend, { "import left out": 2 });
    assert.equal(summary.arms[0]?.boxes["passing-wrong"], 1);
  });
});
