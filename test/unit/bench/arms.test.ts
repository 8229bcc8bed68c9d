import assert from "node:assert/strict";
import { armNames, armsFor } from "../../../src/bench/arms";
import { worded } from "../../../src/core/problem/problem-text";

const over = { budget: 16, seed: 1 };

describe("the arms of a benchmark", () => {
  it("are in the reports' order", () =>
    assert.deepEqual(armNames, ["single", "fixers", "forms", "sampled", "build", "tests"]));

  const cases: readonly (readonly [names: readonly string[], run: readonly string[]])[] = [
    [
      ["sampled", "tests", "single"],
      ["tests", "single", "sampled"],
    ],
    [
      ["build", "forms"],
      ["forms", "build"],
    ],
  ];
  for (const [names, run] of cases)
    it(`run as ${run.join(", ")}: one that others are measured by comes first`, () => {
      const arms = armsFor(names, [], over);
      assert.ok(arms.ok);
      assert.deepEqual(
        arms.value.map((a) => a.name),
        run,
      );
    });

  it("are named where one is unknown", () => {
    const arms = armsFor(["test"], [], over);
    assert.ok(!arms.ok);
    assert.match(worded(arms.error, "terminal"), /single.*tests/);
  });
});
