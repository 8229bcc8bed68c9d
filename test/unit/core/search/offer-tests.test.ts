import assert from "node:assert/strict";
import type { Attempt } from "../../../../src/core/attempts/attempt";
import type { Offer, OfferedTests } from "../../../../src/core/events/offered-tests";
import { offerTests } from "../../../../src/core/search/offer-tests";
import { defaultOptions } from "../../../../src/core/search/options";
import { newRun, type RunState } from "../../../../src/core/search/state";
import type { Judgement } from "../../../../src/core/verdict";

const draft = { kind: "draft", form: "chat", temperature: 0, seed: 1, firstLine: undefined } as const;

const attempt = (grade: Judgement["grade"], number = 1): Attempt => ({
  number,
  lineage: number,
  call: draft,
  fate: {
    kind: "judged",
    candidate: { edit: { files: [] }, text: `body ${number}`, adjustments: [] },
    judgement: {
      grade,
      verdicts: [],
      tests: { passed: 0, total: 0 },
      uncovered: [],
      protection: "bubblewrap",
      reason: "",
    },
    fingerprint: "",
  },
});

const tests: OfferedTests = { edit: { files: [] }, diff: "", cases: [], killed: 1, mutants: 1 };

describe("when tests are asked for", () => {
  const cases: readonly {
    readonly it: string;
    readonly grade: Judgement["grade"];
    readonly ending?: RunState["ending"];
    readonly made?: number;
    readonly taken?: number;
    readonly cancelled?: boolean;
    /** Calls that they may cost; undefined where none are asked for. */
    readonly calls: number | undefined;
  }[] = [
    { it: "a suggested body", grade: "suggested", calls: 4 },
    { it: "one that passes what the person said", grade: "passing", ending: { kind: "found" }, calls: 4 },
    { it: "no more calls than are left", grade: "suggested", made: 12, taken: 2, calls: 2 },
    { it: "not without calls", grade: "suggested", made: 14, taken: 2, calls: undefined },
    { it: "not of a body that is refused", grade: "rejected", calls: undefined },
    { it: "not once it is cancelled", grade: "suggested", cancelled: true, calls: undefined },
    {
      it: "not of a model that broke off",
      grade: "suggested",
      ending: { kind: "broken", reason: "gone", next: undefined },
      calls: undefined,
    },
  ];
  for (const { it: what, grade, ending, made = 1, taken = 0, cancelled = false, calls } of cases)
    it(what, async () => {
      const state = newRun();
      state.made.push(...Array.from({ length: made }, () => draft));
      state.attempts.push(attempt(grade));
      if (grade !== "rejected") state.groups = { ...state.groups, byBehaviour: [[1]] };
      state.ending = ending;
      const over = new AbortController();
      if (cancelled) over.abort();
      const asked: number[] = [];
      const said: string[] = [];
      const offer: Offer = async (_, rivals, budget) => {
        assert.deepEqual(rivals, []);
        asked.push(budget);
        return { calls: 2, tests };
      };
      const deps = { offer, options: { ...defaultOptions, budget: 16 } };
      await offerTests(deps, state, taken, (e) => said.push(e.type), over.signal);
      assert.deepEqual(asked, calls === undefined ? [] : [calls]);
      assert.deepEqual(said, calls === undefined ? [] : ["note"]);
      assert.equal(state.stated, calls === undefined ? 0 : 2);
      assert.equal(state.offered, calls === undefined ? undefined : tests);
    });

  it("candidates that behave otherwise have a say", async () => {
    const state = newRun();
    state.attempts.push(...[1, 2, 3].map((n) => attempt("suggested", n)));
    state.groups = { ...state.groups, byBehaviour: [[2], [1, 3]] };
    const said: string[] = [];
    const offer: Offer = async (candidate, rivals) => {
      said.push(candidate.text, ...rivals.map((r) => r.text));
      return { calls: 1, tests };
    };
    await offerTests({ offer, options: defaultOptions }, state, 0, () => {}, new AbortController().signal);
    assert.deepEqual(said, ["body 2", "body 1"]);
  });

  it("a cancelled run has none, and no error", async () => {
    const state = newRun();
    state.attempts.push(attempt("suggested"));
    state.groups = { ...state.groups, byBehaviour: [[1]] };
    const over = new AbortController();
    const offer: Offer = async (_candidate, _rivals, _budget, signal) => {
      over.abort();
      signal.throwIfAborted();
      return { calls: 1, tests };
    };
    await offerTests({ offer, options: defaultOptions }, state, 0, () => {}, over.signal);
    assert.equal(state.offered, undefined);
  });
});
