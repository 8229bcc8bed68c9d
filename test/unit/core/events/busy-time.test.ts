import assert from "node:assert/strict";
import { unionLength } from "../../../../src/core/events/busy-time";

describe("busy time of intervals", () => {
  for (const [name, intervals, want] of [
    ["nothing", [], 0],
    [
      "apart",
      [
        [0, 1],
        [5, 7],
      ],
      3,
    ],
    [
      "overlapping",
      [
        [0, 4],
        [2, 6],
      ],
      6,
    ],
    [
      "nested and out of order",
      [
        [3, 4],
        [0, 10],
      ],
      10,
    ],
  ] as const) {
    it(name, () => assert.equal(unionLength(intervals), want));
  }
});
