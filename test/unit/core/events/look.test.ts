import assert from "node:assert/strict";
import { attemptLook, isDone, outcomeLooks, runLook } from "../../../../src/core/events/look";
import type { AttemptView } from "../../../../src/core/events/view";
import type { Judgement } from "../../../../src/core/verdict";

const begun: AttemptView = {
  attempt: 2,
  form: "chat",
  lineage: 1,
  parent: undefined,
  prompt: { kind: "complete", text: "func F" },
  temperature: 0,
  seed: 1,
  since: 0,
  state: "writing",
  text: "",
  pieces: 0,
  reply: undefined,
  dropped: undefined,
  noCandidate: undefined,
  candidate: undefined,
  gates: [],
  judgement: undefined,
};
const judged = (grade: Judgement["grade"]): AttemptView => ({
  ...begun,
  state: "judged",
  judgement: {
    grade,
    verdicts: [],
    tests: { passed: 0, total: 1 },
    uncovered: [],
    protection: "bubblewrap",
    reason: "",
  },
});
const copy = { edit: { files: [] }, text: "", mended: [], sameAs: 1 };

describe("how an attempt looks", () => {
  const cases: readonly (readonly [AttemptView, string, "done" | "goes on"])[] = [
    [begun, "reading the prompt", "goes on"],
    [{ ...begun, text: "func" }, "writing", "goes on"],
    [{ ...begun, state: "answered" }, "waiting for its gates", "goes on"],
    [{ ...begun, state: "judging" }, "being judged", "goes on"],
    [{ ...begun, state: "no-candidate" }, "no candidate", "done"],
    [{ ...begun, state: "answered", candidate: copy }, "same code as attempt 1", "done"],
    [judged("passing"), "passes", "done"],
    [judged("suggested"), "no test decides", "done"],
    [judged("rejected"), "rejected", "done"],
    [judged("broken"), "could not be judged", "done"],
  ];
  for (const [attempt, label, end] of cases)
    it(`${label}: ${end}`, () => {
      assert.equal(attemptLook(attempt).label, label);
      assert.equal(isDone(attempt), end === "done");
      assert.equal(isDone(attempt, true), true);
      assert.equal(attemptLook(attempt, true).label, end === "done" ? label : "stopped");
    });
});

describe("how a run looks", () => {
  const cases = [
    ["queued", undefined, "Waiting"],
    ["running", undefined, "Running"],
    ["finished", undefined, "Running"],
    ["finished", "verified", "Verified"],
    ["finished", "passing", "Passing"],
    ["finished", "suggested", "Suggested"],
    ["finished", "exhausted", "Exhausted"],
    ["finished", "cancelled", "Cancelled"],
    ["finished", "broken", "Broken"],
  ] as const;
  for (const [state, outcome, label] of cases)
    it(`${state}, ${outcome ?? "without an end"}: ${label}`, () =>
      assert.equal(runLook(state, outcome).label, label));

  it("with a label for each outcome and no two alike", () => {
    const pinned = cases.flatMap(([, outcome]) => outcome ?? []);
    assert.deepEqual(pinned, Object.keys(outcomeLooks));
    assert.equal(new Set(Object.values(outcomeLooks).map(({ label }) => label)).size, pinned.length);
  });
});
