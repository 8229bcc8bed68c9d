import assert from "node:assert/strict";
import type { RunEvent } from "../../src/core/events";
import { renumbered, takenBy } from "../../src/core/renumber";

const attempt = (n: number, parent?: number): RunEvent => ({
  at: 10,
  type: "attempt",
  attempt: n,
  form: "chat",
  lineage: parent ?? n,
  parent,
  prompt: { kind: "complete", text: "" },
  temperature: 0,
  seed: 1,
});

describe("a run that begins anew where another one stopped", () => {
  const taken = takenBy([
    attempt(1),
    attempt(3),
    attempt(2),
    { at: 70, type: "text", attempt: 2, piece: "x" },
  ]);

  it("goes on behind the last attempt and the last moment", () => {
    assert.deepEqual(taken, { attempts: 3, at: 70 });
    assert.deepEqual(takenBy([]), { attempts: 0, at: 0 });
  });

  const cases: Readonly<Record<string, readonly [event: RunEvent, expected: object]>> = {
    "an attempt": [attempt(1), { at: 80, attempt: 4, lineage: 4, parent: undefined }],
    "a repair": [attempt(2, 1), { attempt: 5, lineage: 4, parent: 4 }],
    "a text": [
      { at: 1, type: "text", attempt: 2, piece: "x" },
      { at: 71, attempt: 5 },
    ],
    "a note": [
      { at: 1, type: "note", level: "info", message: "m" },
      { at: 71, message: "m" },
    ],
    "a candidate": [
      { at: 1, type: "candidate", attempt: 2, edit: { files: [] }, text: "", mended: [], sameAs: 1 },
      { attempt: 5, sameAs: 4 },
    ],
    "a question": [
      { at: 1, type: "question", call: "F(1)", answers: [{ attempts: [1, 2], value: "1" }] },
      { answers: [{ attempts: [4, 5], value: "1" }] },
    ],
  };
  for (const [what, [event, expected]] of Object.entries(cases)) {
    it(`numbers ${what} on`, () =>
      assert.deepEqual(renumbered(event, taken), { ...event, at: event.at + 70, ...expected }));
  }

  it("numbers what is proposed on", () => {
    const finished: RunEvent = {
      at: 5,
      type: "finished",
      outcome: "passing",
      diff: "",
      edit: undefined,
      attempt: 1,
      calls: 1,
      promptTokens: 0,
      outputTokens: 0,
      reason: "",
      ms: { total: 0, model: 0, toolchain: 0 },
    };
    const on = renumbered(finished, taken);
    assert.equal(on.type === "finished" && on.attempt, 4);
    const none = renumbered({ ...finished, attempt: undefined }, taken);
    assert.equal(none.type === "finished" && none.attempt, undefined);
  });
});
