import assert from "node:assert/strict";
import { type Block, type Evidence, likely, rankSuspects } from "../../../../src/core/faultloc/suspects";

/** Three functions of two blocks each: A in lines 1 to 9, B 11 to 19, C 21 to 29; the second block begins at 5, 15, 25. */
const blocks: readonly Block[] = ["A", "B", "C"].flatMap((func, i) => [
  { file: "/m/m.go", func, line: 10 * i + 1, endLine: 10 * i + 9, entry: true },
  { file: "/m/m.go", func, line: 10 * i + 5, endLine: 10 * i + 9, entry: false },
]);

const base: Evidence = {
  test: "TestX",
  blocks,
  traces: [],
  frames: [],
  what: "the panic",
  stubs: [],
  passThroughFunctions: [],
  calls: new Map(),
  passingMutants: [],
};
const fails = (...hits: number[]) => ({ test: "TestX", failed: true, hits });
const passes = (...hits: number[]) => ({ test: "TestOther", failed: false, hits });

interface Case {
  readonly title: string;
  readonly evidence: Partial<Evidence>;
  readonly order: readonly string[];
  /** The reasons of the first. */
  readonly reasons?: readonly string[];
}

const cases: readonly Case[] = [
  { title: "nothing is reached", evidence: { traces: [fails()] }, order: [] },
  {
    title: "only what fails reaches it",
    evidence: { traces: [fails(0, 2), passes(0)] },
    order: ["B", "A"],
    reasons: ["only failing cases reach it"],
  },
  {
    title: "one block of it is reached by what fails only",
    evidence: { traces: [fails(0, 1, 2), passes(0, 2)] },
    order: ["A", "B"],
    reasons: ["only failing cases reach line 5 of it"],
  },
  {
    title: "what only another failing test reaches is none of this one's",
    evidence: { traces: [fails(0), { test: "TestOther", failed: true, hits: [2] }] },
    order: ["A"],
    reasons: ["only failing cases reach it"],
  },
  {
    title: "what only hands on stands behind what it calls, though nothing else calls it",
    evidence: {
      traces: [fails(0, 2), passes(2)],
      passThroughFunctions: [{ file: "/m/m.go", name: "A" }],
      calls: new Map([
        ["TestX", ["A"]],
        ["A", ["B"]],
      ]),
    },
    order: ["B", "A"],
  },
  {
    title: "what only hands on comes first where many cases that pass reach what it calls",
    evidence: {
      traces: [fails(0, 2), passes(2), passes(2), passes(2), passes(2), passes(2)],
      passThroughFunctions: [{ file: "/m/m.go", name: "A" }],
    },
    order: ["A", "B"],
    reasons: ["only failing cases reach it", "it is only a thin wrapper"],
  },
  {
    title: "a small change in what only hands on still puts it first",
    evidence: {
      traces: [fails(0, 2), passes(2)],
      passThroughFunctions: [{ file: "/m/m.go", name: "A" }],
      passingMutants: [{ file: "/m/m.go", func: "A", line: 2, change: "line 2: a and b swapped" }],
    },
    order: ["A", "B"],
  },
  {
    title: "two cases fail and one passes in a table",
    evidence: { traces: [fails(0, 2), fails(0, 2), passes(0, 4)] },
    order: ["B", "A"],
  },
  {
    title: "a stub comes first",
    evidence: {
      traces: [fails(0, 2)],
      stubs: [{ file: "/m/m.go", name: "A" }],
      calls: new Map([["TestX", ["B"]]]),
    },
    order: ["A", "B"],
    reasons: ["it is a stub", "only failing cases reach it"],
  },
  {
    title: "then where it panics, innermost first",
    evidence: {
      traces: [fails(0, 2, 4), passes(2)],
      frames: [
        { file: "/m/m.go", line: 16 },
        { file: "/m/m.go", line: 3 },
      ],
    },
    order: ["B", "A", "C"],
    reasons: ["the panic is on its line 16", "failing cases reach it, and so does 1 passing case"],
  },
  {
    title: "then what a small change mends",
    evidence: {
      traces: [fails(0, 2), passes(2)],
      passingMutants: [{ file: "/m/m.go", func: "B", line: 12, change: "line 12: < to <=" }],
    },
    order: ["B", "A"],
    reasons: [
      "a mutant of it passes the test: line 12: < to <=",
      "failing cases reach it, and so does 1 passing case",
    ],
  },
  {
    title: "nearest to the assertion where all else is alike",
    evidence: {
      traces: [fails(0, 2, 4)],
      calls: new Map([
        ["TestX", ["C"]],
        ["C", ["B"]],
        ["B", ["A"]],
      ]),
    },
    order: ["C", "B", "A"],
    reasons: ["only failing cases reach it", "TestX calls it"],
  },
  {
    title: "the one that was entered last is nearest too",
    evidence: { traces: [fails(0, 2, 4)] },
    order: ["C", "B", "A"],
  },
];

describe("suspects", () => {
  for (const { title, evidence, order, reasons } of cases) {
    it(title, () => {
      const ranked = rankSuspects({ ...base, ...evidence });
      assert.deepEqual(
        ranked.map((s) => s.name),
        order,
      );
      if (reasons !== undefined) assert.deepEqual(ranked[0]?.reasons, reasons);
    });
  }

  it("offers the first and what is at least half as likely", () => {
    const ranked = rankSuspects({
      ...base,
      traces: [fails(0, 2), passes(2), passes(2), passes(2), passes(2)],
    });
    assert.deepEqual(
      likely(ranked).map((s) => s.name),
      ["A"],
    );
  });
});
