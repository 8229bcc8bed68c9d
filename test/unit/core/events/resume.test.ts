import assert from "node:assert/strict";
import type { RunEvent } from "../../../../src/core/events/events";
import { renumbered, resumeOffset } from "../../../../src/core/events/resume";

describe("a run that goes on", () => {
  const event = (e: object): RunEvent => e as RunEvent;
  const taken = resumeOffset([
    event({ at: 3, type: "attempt", attempt: 2 }),
    event({ at: 9, type: "attempt", attempt: 1 }),
  ]);
  const cases: readonly (readonly [object, object])[] = [
    [{ type: "note" }, { type: "note", at: 10 }],
    [
      { type: "started", budget: 16 },
      { type: "started", budget: 18, at: 10 },
    ],
    [
      { type: "attempt", attempt: 2, lineage: 1, parent: 1 },
      { type: "attempt", attempt: 4, lineage: 3, parent: 3, at: 10 },
    ],
    [
      { type: "candidate", attempt: 1, sameAs: undefined },
      { type: "candidate", attempt: 3, sameAs: undefined, at: 10 },
    ],
    [
      { type: "question", answers: [{ attempts: [1, 2] }] },
      { type: "question", answers: [{ attempts: [3, 4] }], at: 10 },
    ],
    [
      { type: "finished", attempt: 1 },
      { type: "finished", attempt: 3, at: 10 },
    ],
    [
      { type: "reply", attempt: 1 },
      { type: "reply", attempt: 3, at: 10 },
    ],
  ];
  for (const [before, after] of cases) {
    it(`numbers on: ${(before as RunEvent).type}`, () =>
      assert.deepEqual(renumbered(event({ ...before, at: 1 }), taken), after));
  }
});
