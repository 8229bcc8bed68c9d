import assert from "node:assert/strict";
import {
  draftPlan,
  hottest,
  type PlanOptions,
  runForms,
  usableForms,
} from "../../../../src/core/attempts/plan";
import type { ModelInfo } from "../../../../src/core/model";
import { type DraftForm, draftForms } from "../../../../src/core/prompt/form";

type Capabilities = ModelInfo["capabilities"];

const fim = { prefix: "<p>", suffix: "<s>", middle: "<m>" };
const everything: Capabilities = { prefill: true, complete: true, fim, seed: true, parallel: 1 };
const chatOnly: Capabilities = { ...everything, prefill: false, complete: false, fim: undefined };
const options: PlanOptions = {
  budget: 16,
  seed: 1,
  forms: runForms,
  seeTests: true,
  sampledOnly: undefined,
};

describe("the forms that a model is asked in", () => {
  const cases: readonly {
    readonly name: string;
    readonly model: Partial<Capabilities>;
    readonly options?: Partial<PlanOptions>;
    readonly forms: readonly DraftForm[];
  }[] = [
    {
      name: "a model that can do everything: every form of a run, in its order",
      model: {},
      forms: ["prefill", "fim", "examples", "tests", "plain"],
    },
    {
      name: "prompts may not show the tests",
      model: {},
      options: { seeTests: false },
      forms: ["prefill", "fim", "examples", "plain"],
    },
    {
      name: "no tokens for fill-in-the-middle",
      model: { fim: undefined },
      forms: ["prefill", "examples", "tests", "plain"],
    },
    {
      name: "no raw text: neither fill-in-the-middle nor plain completion",
      model: { complete: false },
      forms: ["prefill", "examples", "tests"],
    },
    {
      name: "no answer is continued: plain chat comes first",
      model: { prefill: false },
      forms: ["chat", "fim", "plain"],
    },
    {
      name: "nothing but chat",
      model: { prefill: false, complete: false, fim: undefined },
      forms: ["chat"],
    },
    {
      name: "chat that was asked for is asked once, in its place",
      model: { prefill: false },
      options: { forms: ["plain", "chat"] },
      forms: ["plain", "chat"],
    },
    {
      name: "only chat was asked for",
      model: {},
      options: { forms: ["chat"] },
      forms: ["chat"],
    },
    {
      name: "all forms were asked for: none is unusable",
      model: {},
      options: { forms: draftForms },
      forms: draftForms,
    },
    {
      name: "the only form asked for is unusable",
      model: { fim: undefined },
      options: { forms: ["fim"] },
      forms: [],
    },
  ];
  for (const { name, model, options: more, forms } of cases)
    it(`${name}: ${forms.join(", ") || "none"}`, () =>
      assert.deepEqual(usableForms({ ...options, ...more }, { ...everything, ...model }), forms));
});

/** `fim 0.4 #6`, with the first line that is forced behind it. */
const listed = (more: Partial<PlanOptions>, capabilities = everything, firstLines: readonly string[] = []) =>
  draftPlan({ ...options, ...more }, capabilities, firstLines).map(
    ({ form, temperature, seed, firstLine }) =>
      `${form} ${temperature} #${seed}${firstLine === undefined ? "" : ` ${firstLine}`}`,
  );

describe("the plan of a run", () => {
  it("is greedy by form, then warmer in turns with forced first lines, and hot beyond the budget", () =>
    assert.deepEqual(listed({ budget: 10 }, everything, ["var n int", "return nil", "never reached"]), [
      "prefill 0 #1",
      "fim 0 #1",
      "examples 0 #1",
      "tests 0 #1",
      "plain 0 #1",
      "prefill 0.4 #2",
      "fim 0.4 #3",
      "prefill 0 #1 var n int",
      "examples 0.4 #4",
      "tests 0.4 #5",
      `prefill ${hottest} #12`,
      `fim ${hottest} #13`,
      `examples ${hottest} #14`,
      `tests ${hottest} #15`,
      `plain ${hottest} #16`,
    ]));

  it("gets warmer round by round", () =>
    assert.deepEqual(listed({ budget: 8 }, chatOnly), [
      "chat 0 #1",
      "chat 0.4 #2",
      "chat 0.7 #3",
      "chat 0.5 #4",
      "chat 0.8 #5",
      "chat 1 #6",
      "chat 1 #7",
      "chat 1 #8",
      `chat ${hottest} #10`,
    ]));

  it("forces no first line in a chat", () =>
    assert.deepEqual(listed({ budget: 8 }, chatOnly, ["var n int"]), listed({ budget: 8 }, chatOnly)));

  it("samples one form only, if that is asked for", () =>
    assert.deepEqual(listed({ budget: 3, seed: 5, sampledOnly: 0.8 }), [
      "prefill 0.8 #5",
      "prefill 0.8 #6",
      "prefill 0.8 #7",
    ]));

  it("is empty if no form is usable", () =>
    assert.deepEqual(listed({ forms: ["fim"] }, { ...everything, fim: undefined }), []));

  const firstLines = ["var n int", "return nil"];
  it("is the same for the same seed", () =>
    assert.deepEqual(draftPlan(options, everything, firstLines), draftPlan(options, everything, firstLines)));

  it("differs for another seed, in its seeds only", () => {
    const [one, seven] = [1, 7].map((seed) => draftPlan({ ...options, seed }, everything, firstLines));
    assert.deepEqual(
      seven,
      one?.map((draft) => ({ ...draft, seed: draft.seed + 6 })),
    );
  });
});
