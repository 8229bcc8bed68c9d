import assert from "node:assert/strict";
import type { Attempt } from "../../../../src/core/attempts/attempt";
import type { RunEvent } from "../../../../src/core/events/events";
import type { Arbiter, StatedCase } from "../../../../src/core/ports";
import { defaultOptions } from "../../../../src/core/search/options";
import { newRun } from "../../../../src/core/search/state";
import { arbitrate, preferred } from "../../../../src/core/search/tie-break";
import type { Judgement } from "../../../../src/core/verdict";

const stated = (passes: readonly number[], fails: readonly number[]): StatedCase => ({
  text: `F(${passes.join()}) == 1`,
  passes: new Set(passes),
  fails: new Set(fails),
});

/** Cases on candidates, and which of three is preferred. */
const choices: readonly {
  readonly why: string;
  readonly cases: readonly StatedCase[];
  readonly takes: number;
}[] = [
  { why: "no case speaks", cases: [], takes: 0 },
  { why: "all pass", cases: [stated([0, 1, 2], [])], takes: 0 },
  { why: "all fail: the case is wrong", cases: [stated([], [0, 1, 2])], takes: 0 },
  { why: "the first fails where another passes", cases: [stated([1], [0, 2])], takes: 1 },
  { why: "the first passes where the others fail", cases: [stated([0], [1, 2])], takes: 0 },
  { why: "cases contradict each other", cases: [stated([1], [0]), stated([0], [1])], takes: 0 },
  { why: "more speak for one of two", cases: [stated([1, 2], [0]), stated([2], [0, 1])], takes: 2 },
  { why: "the other one dies", cases: [stated([], [0])], takes: 0 },
];

const judgement = (grade: Judgement["grade"]): Judgement => ({
  grade,
  verdicts: [],
  tests: { passed: 0, total: 0 },
  uncovered: ["F"],
  reason: "",
});

const attempt = (number: number, grade: Judgement["grade"]): Attempt => ({
  number,
  lineage: number,
  call: {
    kind: "seeded",
    form: "present",
    candidate: { edit: { files: [] }, text: "", adjustments: [] },
    temperature: 0,
    seed: 1,
  },
  fate: {
    kind: "judged",
    candidate: { edit: { files: [] }, text: `${number}`, adjustments: [] },
    judgement: judgement(grade),
    fingerprint: `${number}`,
  },
});

describe("generated cases where no test decides", () => {
  for (const { why, cases, takes } of choices) {
    it(`${why}: ${takes === 0 ? "the first stays" : `${takes} is taken`}`, () => {
      assert.equal(preferred(cases, 3), takes);
    });
  }

  const runs: readonly {
    readonly title: string;
    readonly grades: readonly Judgement["grade"][];
    readonly byBehaviour: readonly (readonly number[])[];
    readonly budget?: number;
    readonly asked: boolean;
    readonly lead: number;
  }[] = [
    { title: "switch", grades: ["suggested", "suggested"], byBehaviour: [[1], [2]], asked: true, lead: 2 },
    {
      title: "are not asked for where all agree",
      grades: ["suggested", "suggested"],
      byBehaviour: [[1, 2]],
      asked: false,
      lead: 1,
    },
    {
      title: "are not asked for where tests decide",
      grades: ["passing", "passing"],
      byBehaviour: [[1], [2]],
      asked: false,
      lead: 1,
    },
    {
      title: "are not asked for without calls left",
      grades: ["suggested", "suggested"],
      byBehaviour: [[1], [2]],
      budget: 1,
      asked: false,
      lead: 1,
    },
  ];
  for (const { title, grades, byBehaviour, budget = 16, asked, lead } of runs) {
    it(title, async () => {
      const state = newRun();
      state.attempts.push(...grades.map((grade, i) => attempt(i + 1, grade)));
      state.groups = { ...state.groups, byBehaviour };
      const seen: string[][] = [];
      const said: RunEvent["type"][] = [];
      const arbiter: Arbiter = async (candidates) => {
        seen.push(candidates.map((c) => c.text));
        return { calls: 2, cases: [stated([1], [0])] };
      };
      const options = { ...defaultOptions, budget };
      await arbitrate({ arbiter, options }, state, (e) => said.push(e.type), new AbortController().signal);
      assert.deepEqual(seen, asked ? [["1", "2"]] : []);
      assert.equal(state.groups.byBehaviour[0]?.[0], lead);
      assert.deepEqual(said, lead === 1 ? [] : ["note"]);
      assert.equal(state.stated, asked ? 2 : 0);
    });
  }
});
