import assert from "node:assert/strict";
import type { Call } from "../../../../src/core/attempts/attempt";
import { draftPlan } from "../../../../src/core/attempts/plan";
import type { Candidate } from "../../../../src/core/candidate";
import type { RunEvent } from "../../../../src/core/events/events";
import type { Judge } from "../../../../src/core/judge";
import type { ChatModel, ModelInfo } from "../../../../src/core/model";
import type { Comparison, Confirmer } from "../../../../src/core/ports";
import { problem } from "../../../../src/core/problem/codes";
import { bySetting } from "../../../../src/core/problem/next";
import { fail, ok } from "../../../../src/core/result";
import type { Drafter } from "../../../../src/core/search/drafter-port";
import { defaultOptions, type SearchOptions } from "../../../../src/core/search/options";
import { search } from "../../../../src/core/search/search";
import type { SeedAttempts } from "../../../../src/core/search/state";
import type { Snapshot } from "../../../../src/core/snapshot";
import type { Finding, Judgement, Verdict } from "../../../../src/core/verdict";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

/**
 * What each call answers, as the one expression that the body returns, and what a judge says of such a body:
 * `ok…` passes, `hm…` is suggested, `no…` fails an assertion, `bad…` does not compile, `none` is no candidate,
 * `env…` breaks the toolchain, `down` is a server that is gone.
 */
interface Scenario {
  readonly name: string;
  readonly answers: readonly string[];
  readonly options?: Partial<SearchOptions>;
  /** Bodies judged before the model is asked: the present one, then small changes of it. A repair is asked for first. */
  readonly seeds?: readonly string[];
  /** Behaviour of a body: bodies of one behaviour agree. Left out: every body behaves like its first two letters. */
  readonly behaves?: (body: string) => string;
  readonly impossible?: { readonly killed: number; readonly total: number };
  /** The function's comment. */
  readonly doc?: string;
  /** Bodies that differ do so by panics only. */
  readonly differOnlyByMisbehaviour?: boolean;
  /** Inputs on which candidates panic alike. */
  readonly panicked?: number;
  /** Small changes that the tests notice where candidates agree. Left out: there are none to notice. */
  readonly mutants?: { readonly killed: number; readonly total: number };
  readonly want: {
    readonly outcome: string;
    readonly calls: number;
    readonly reason: RegExp;
    readonly attempt?: number;
  };
}

const scenarios: readonly Scenario[] = [
  {
    name: "two different drafts that agree are verified",
    answers: ["ok1", "ok2"],
    want: {
      outcome: "verified",
      calls: 3,
      reason: /2 independent candidates agree on 300 generated inputs/,
      attempt: 1,
    },
  },
  {
    name: "what agrees is verified where the tests notice seven of ten small changes",
    answers: ["ok1", "ok2"],
    mutants: { killed: 7, total: 10 },
    want: { outcome: "verified", calls: 3, reason: /agree on 300 generated inputs/, attempt: 1 },
  },
  {
    name: "what agrees is passing where the tests decide too little, and says so",
    answers: ["ok1", "ok2"],
    mutants: { killed: 6, total: 10 },
    want: {
      outcome: "passing",
      calls: 3,
      reason: /agree on 300 generated inputs, but your tests kill only 6 of 10 mutants/,
      attempt: 1,
    },
  },
  {
    name: "what panics alike on many inputs is passing",
    answers: ["ok1", "ok2"],
    panicked: 40,
    want: {
      outcome: "passing",
      calls: 3,
      reason: /agree on 300 generated inputs, but they all panic on 40 others/,
      attempt: 1,
    },
  },
  {
    name: "what two of many drafts agree on is passing: a model that mostly fails may be guessing",
    answers: ["bad", "bad1", "bad2", "bad3", "ok1", "ok2"],
    want: {
      outcome: "passing",
      calls: 7,
      reason: /agree on 300 generated inputs, but only 2 of 6 drafts behave the same way/,
      attempt: 5,
    },
  },
  {
    name: "what two of five drafts agree on is verified",
    answers: ["bad", "bad1", "bad2", "ok1", "ok2"],
    want: { outcome: "verified", calls: 6, reason: /agree on 300 generated inputs/, attempt: 4 },
  },
  {
    name: "the same draft twice does not verify itself",
    answers: ["ok1", "ok1", "ok1", "ok2"],
    want: { outcome: "verified", calls: 5, reason: /agree/, attempt: 1 },
  },
  {
    name: "a lonely passing draft stays passing when its calls are spent",
    answers: ["ok1", ...Array(20).fill("bad")],
    want: { outcome: "passing", calls: 10, reason: /no second candidate/, attempt: 1 },
  },
  {
    name: "passing drafts that differ end in the question, after all calls if nothing decides between them",
    answers: ["ok1", "yes"],
    behaves: (b) => b,
    want: {
      outcome: "passing",
      calls: 16,
      reason: /your tests do not decide F\(7\): ok1 or yes\?/,
      attempt: 1,
    },
  },
  {
    name: "the larger group comes first",
    answers: ["ok1", "yes1", "yes2", "yes3"],
    want: { outcome: "passing", calls: 7, reason: /do not decide/, attempt: 2 },
  },
  {
    name: "what panics or changes its arguments where another does not gives way, and the search waits for no more",
    answers: ["okPanics1", "yes1", "okPanics2", "okPanics3"],
    want: { outcome: "passing", calls: 7, reason: /do not decide/, attempt: 2 },
  },
  {
    name: "two agree against one that gives the same and panics where they do not",
    answers: ["okPanics1", "yes1", "yes2"],
    differOnlyByMisbehaviour: true,
    want: {
      outcome: "verified",
      calls: 4,
      reason: /2 independent candidates agree on 300 generated inputs \(those that differ panic/,
      attempt: 2,
    },
  },
  {
    name: "nobody is left out of an agreement who gives other values too",
    answers: ["okPanics1", "yes1", "yes2"],
    want: { outcome: "passing", calls: 7, reason: /do not decide/, attempt: 2 },
  },
  {
    name: "one that panics where others do not agrees with nobody",
    answers: ["yes1", "okPanics1", "okPanics2"],
    differOnlyByMisbehaviour: true,
    want: { outcome: "passing", calls: 7, reason: /do not decide/, attempt: 1 },
  },
  {
    name: "a panic may be right where the comment speaks of panics",
    answers: ["okPanics1", "yes1", "okPanics2", "okPanics3"],
    doc: "F panics where n is negative.",
    want: { outcome: "passing", calls: 7, reason: /do not decide/, attempt: 1 },
  },
  {
    name: "the same draft again is a vote for it",
    answers: ["ok1", "yes1", "yes1", "yes1"],
    want: { outcome: "passing", calls: 7, reason: /do not decide/, attempt: 2 },
  },
  {
    name: "a repair of the first is not independent of it but counts as a candidate",
    answers: ["no1", "bad", "bad", "bad", "bad", "bad", "ok1", "bad"],
    want: { outcome: "passing", calls: 16, reason: /no second candidate/, attempt: 7 },
  },
  {
    name: "nothing passes: it says how far the best one got",
    answers: Array(16).fill("no1"),
    want: {
      outcome: "exhausted",
      calls: 16,
      reason: /Attempt 1 got furthest: 1 of 2 tests passed; then tests: got 1, want 2/,
      attempt: 1,
    },
  },
  {
    name: "no answer holds a candidate",
    answers: Array(16).fill("none"),
    options: { budget: 4 },
    want: { outcome: "exhausted", calls: 4, reason: /No answer in 4 model calls contained a candidate/ },
  },
  {
    name: "without tests the largest group is suggested",
    answers: ["hm1", "ho1", "ho2"],
    options: { budget: 3 },
    want: {
      outcome: "suggested",
      calls: 3,
      reason: /2 of 3 candidates behave the same way.*Open: is F\(7\) hm1 or ho1\?/,
      attempt: 2,
    },
  },
  {
    name: "without confirmation the first passing draft ends the run",
    answers: ["bad", "ok1", "ok2"],
    options: { confirm: false },
    want: { outcome: "passing", calls: 3, reason: /no second candidate/, attempt: 2 },
  },
  {
    name: "mutants stand in where inputs cannot be generated",
    answers: ["ok1", "ok2"],
    impossible: { killed: 9, total: 10 },
    want: { outcome: "verified", calls: 3, reason: /its tests kill 9 of 10 mutants/, attempt: 1 },
  },
  {
    name: "too few killed mutants verify nothing",
    answers: ["ok1", "ok2"],
    impossible: { killed: 5, total: 10 },
    want: { outcome: "passing", calls: 3, reason: /5 of 10/, attempt: 1 },
  },
  {
    name: "a draft that holds constants of the tests verifies nothing, and gives way to one that does not",
    answers: ["okTest", "ok2", "bad", "ok3"],
    want: { outcome: "verified", calls: 5, reason: /2 independent candidates agree/, attempt: 2 },
  },
  {
    name: "drafts that all hold constants of the tests are passing at the most",
    answers: ["okTest1", "okTest2"],
    want: {
      outcome: "passing",
      calls: 16,
      reason: /hard-codes values from your tests \("copied"\)/,
      attempt: 1,
    },
  },
  {
    name: "drafts that are not always alike verify nothing, however many mutants their tests kill",
    answers: ["okRandom1", "okRandom2"],
    want: {
      outcome: "passing",
      calls: 16,
      reason: /nondeterministic: F\(1\) does not always give the same result/,
      attempt: 1,
    },
  },
  {
    name: "a draft that is not always alike gives way to those that are",
    answers: ["okRandom1", "ok2", "bad", "ok3"],
    want: { outcome: "verified", calls: 5, reason: /2 independent candidates agree/, attempt: 2 },
  },
  {
    name: "a small change that passes waits for the model to write the same, and what is there is repaired first",
    seeds: ["no0", "ok9"],
    answers: ["ok9", "ok1", "ok2"],
    want: {
      outcome: "verified",
      calls: 3,
      reason: /a mutant of the body and an independent draft agree on 300 generated inputs/,
      attempt: 2,
    },
  },
  {
    name: "a broken toolchain ends the run at once",
    answers: ["env", "ok1"],
    want: { outcome: "broken", calls: 2, reason: /no space left/ },
  },
  {
    name: "a server that is gone ends the run",
    answers: ["bad", "down"],
    want: { outcome: "broken", calls: 2, reason: /connection refused/ },
  },
  {
    name: "what passed before the server went is kept",
    answers: ["ok1", "bad", "down"],
    want: { outcome: "passing", calls: 3, reason: /no second candidate/, attempt: 1 },
  },
  {
    name: "a budget of output tokens is a budget",
    answers: Array(16).fill("bad"),
    options: { outputTokens: 25 },
    want: { outcome: "exhausted", calls: 3, reason: /3 model calls/, attempt: 1 },
  },
];

describe("search", () => {
  for (const scenario of scenarios) {
    it(scenario.name, async () => {
      const { outcome, events } = await run(scenario);
      const end = events.at(-1);
      assert.ok(end?.type === "finished");
      assert.equal(outcome, end.outcome);
      assert.equal(end.outcome, scenario.want.outcome, end.reason);
      assert.equal(end.calls, scenario.want.calls);
      assert.match(end.reason, scenario.want.reason);
      assert.equal(end.attempt, scenario.want.attempt);
      const proposes = ["verified", "passing", "suggested"].includes(end.outcome);
      assert.equal(end.diff !== "", proposes);
      assert.equal(end.edit !== undefined, proposes);
    });
  }

  it("judges the body that is there and its small changes before the model is asked", async () => {
    const { events } = await run({ ...base, seeds: ["no0", "bad1", "ok9"], answers: ["no2"] });
    const forms = events.flatMap((e) => (e.type === "attempt" ? [e.form] : []));
    assert.deepEqual(forms.slice(0, 4), ["present", "change", "change", "repair"]);
    const judged = events.flatMap((e) => (e.type === "judged" ? [e.judgement.grade] : []));
    assert.deepEqual(judged.slice(0, 4), ["rejected", "rejected", "passing", "rejected"]);
  });

  // The call under way when a run is over is cut short: how many tokens it had written is the machine's affair.
  const timing = { at: 0, ms: 0, promptTokens: 0, outputTokens: 0 };

  it("makes the same run whether judging or generating is the slower one", async () => {
    for (const scenario of scenarios) {
      const slowJudge = await run(scenario, { judge: 3, model: 0 });
      const slowModel = await run(scenario, { judge: 0, model: 3 });
      const gist = (events: readonly RunEvent[]) =>
        events.filter((e) => e.type === "attempt" || e.type === "finished").map((e) => ({ ...e, ...timing }));
      assert.deepEqual(gist(slowJudge.events), gist(slowModel.events), scenario.name);
    }
  });

  it("cancelled while a draft is written: ends at once and proposes nothing", async () => {
    const stop = new AbortController();
    const { events } = await run(
      { ...base, answers: Array(16).fill("bad") },
      { judge: 0, model: 5 },
      stop.signal,
      (e) => {
        if (e.type === "attempt" && e.attempt === 3) stop.abort();
      },
    );
    const end = events.at(-1);
    assert.ok(end?.type === "finished");
    assert.equal(end.outcome, "cancelled");
    assert.equal(end.calls, 3, "a cancelled call is a call");
    assert.equal(end.edit, undefined);
  });
});

const base: Scenario = scenarios[0] as Scenario;

const source = 'package p\n\n// F doubles.\nfunc F(n int) int {\n\tpanic("not implemented")\n}\n';
const file = { path: "/m/f.go", text: source, hash: "h" };
const bodyStart = source.indexOf("{\n");
const bodyEnd = source.lastIndexOf("}") + 1;

function candidateOf(expression: string): Candidate {
  const body = `{\n\treturn ${expression}\n}`;
  const changes = [{ start: bodyStart, end: bodyEnd, text: body }];
  return {
    edit: { files: [{ file: file.path, hash: file.hash, changes }] },
    text: source.slice(0, bodyStart) + body + source.slice(bodyEnd),
    adjustments: [],
  };
}

const bodyOf = (candidate: Candidate): string => /return (\w+)/.exec(candidate.text)?.[1] ?? "";

const snapshot = {
  target: { file: file.path, names: ["F"] },
  file,
  package: { name: "p", importPath: "m", dir: "/m", files: [file], testFiles: [], imports: [] },
  module: { path: "m", dir: "/m", goVersion: "1.21", workspace: ["m"], requires: [] },
  baseline: { targetTests: [], greenTests: [], redTests: [], blindTests: [], untestable: undefined },
} satisfies Snapshot;

const documented = (doc: string | undefined): Snapshot =>
  doc === undefined
    ? snapshot
    : { ...snapshot, file: { ...file, text: file.text.replace("func F", `// ${doc}\nfunc F`) } };

const info: ModelInfo = {
  id: "scripted",
  server: "none",
  contextTokens: 4096,
  capabilities: {
    prefill: true,
    complete: true,
    fim: { prefix: "<p>", suffix: "<s>", middle: "<m>" },
    seed: true,
    parallel: 1,
  },
};

const passed = (...gates: Verdict["gate"][]): Verdict[] =>
  gates.map((gate) => ({ gate, status: "passed", ms: 1 }));
const finding = (gate: Finding["gate"], cls: Finding["class"], message: string): Finding => ({
  gate,
  class: cls,
  file: file.path,
  line: 4,
  column: 1,
  message,
});

function judgementOf(body: string): Judgement {
  const none: Pick<Judgement, "tests" | "uncovered" | "protection"> = {
    tests: { passed: 0, total: 2 },
    uncovered: [],
    protection: "bubblewrap",
  };
  if (/^(ok|yes)/.test(body))
    return {
      grade: "passing",
      verdicts: passed("shape", "build", "vet", "tests"),
      tests: { passed: 2, total: 2 },
      uncovered: [],
      protection: "bubblewrap",
      reason: "TestF passes.",
    };
  if (/^h/.test(body))
    return {
      ...none,
      grade: "suggested",
      verdicts: passed("shape", "build", "vet"),
      uncovered: ["F"],
      protection: "bubblewrap",
      reason: "No test decides F.",
    };
  if (body === "env")
    return {
      ...none,
      grade: "broken",
      verdicts: [{ gate: "build", status: "broken", ms: 1, reason: "no space left" }],
      reason: "no space left",
    };
  if (/^no/.test(body)) {
    const verdicts: Verdict[] = [
      ...passed("shape", "build", "vet"),
      { gate: "tests", status: "failed", ms: 1, findings: [finding("tests", "assertion", "got 1, want 2")] },
    ];
    return {
      grade: "rejected",
      verdicts,
      tests: { passed: 1, total: 2 },
      uncovered: [],
      protection: "bubblewrap",
      reason: "",
    };
  }
  const findings = [finding("build", "type", "mismatched types"), finding("build", "type", "cannot use")];
  return {
    ...none,
    grade: "rejected",
    verdicts: [...passed("shape"), { gate: "build", status: "failed", ms: 1, findings }],
    reason: "",
  };
}

const repairsOfPresent: SeedAttempts["repairs"] = ([present]) =>
  present === undefined
    ? []
    : [
        {
          kind: "repair",
          of: present.number,
          finding: finding("tests", "assertion", "got 1, want 2"),
          temperature: 0,
          seed: 1,
        },
      ];

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });

async function run(
  scenario: Scenario,
  slow = { judge: 0, model: 0 },
  signal: AbortSignal = new AbortController().signal,
  onEvent: (event: RunEvent) => void = () => {},
): Promise<{ outcome: string; events: RunEvent[] }> {
  const events: RunEvent[] = [];
  const judge: Judge = {
    snapshot: documented(scenario.doc),
    judge: async (candidate) => {
      await pause(slow.judge, signal);
      return judgementOf(bodyOf(candidate));
    },
    tidy: async (text) => text,
  };
  const seeded = (scenario.seeds ?? []).map((body, i) => ({
    form: i === 0 ? ("present" as const) : ("change" as const),
    candidate: candidateOf(body),
  }));
  const drafter: Drafter = {
    draft: async (attempt, call: Call, _attempts, say, stop) => {
      const form = call.kind === "repair" ? "repair" : call.form;
      const { temperature, seed } = call;
      say({
        type: "attempt",
        attempt,
        form,
        lineage: attempt,
        parent: undefined,
        prompt: { kind: "complete", text: "" },
        temperature,
        seed,
      });
      await pause(slow.model, stop);
      if (stop.aborted) return fail({ kind: "cancelled", problem: problem("cancelled", {}) });
      const answer = scenario.answers[attempt - 1 - seeded.length] ?? "bad";
      if (answer === "down") {
        const down = { server: "It", cause: "connection refused" };
        const gone = problem("server-unreachable", down, bySetting("server"));
        return fail({ kind: "unreachable", problem: gone });
      }
      const reply = { text: answer, finish: "stop", promptTokens: 100, outputTokens: 10, ms: 1 } as const;
      if (answer === "none")
        return ok({ reply, candidate: fail({ reason: "no-code", message: "prose" } as const) });
      return ok({ reply, candidate: ok(candidateOf(answer)) });
    },
  };
  const behaves = scenario.behaves ?? ((body: string) => body.slice(0, 2));
  const confirmer: Confirmer = {
    compare: async (candidates): Promise<Comparison> => {
      if (scenario.impossible) return { kind: "impossible", reason: "F takes a connection" };
      const calls = new Map(
        candidates.flatMap((c, i) => (/Random/.test(bodyOf(c)) ? [[i, "F(1)"] as const] : [])),
      );
      if (calls.size > 0) return { kind: "nondeterministic", calls };
      const kinds = [...new Set(candidates.map((c) => behaves(bodyOf(c))))];
      const classes = kinds.map((kind) =>
        candidates.flatMap((c, i) => (behaves(bodyOf(c)) === kind ? [i] : [])),
      );
      const answers = classes.map((c) => ({
        candidates: c,
        value: bodyOf(candidates[c[0] ?? 0] as Candidate),
      }));
      return {
        kind: "compared",
        inputs: 300,
        panicked: scenario.panicked ?? 0,
        classes,
        misbehaving: candidates.flatMap((c, i) => (/Panics/.test(bodyOf(c)) ? [i] : [])),
        differOnlyByMisbehaviour: scenario.differOnlyByMisbehaviour ?? false,
        question: kinds.length > 1 ? { call: "F(7)", answers } : undefined,
      };
    },
    copied: async (candidate) => (/Test/.test(bodyOf(candidate)) ? ['"copied"'] : []),
    mutants: async () => scenario.impossible ?? scenario.mutants ?? { killed: 0, total: 0 },
  };
  const parser = await loadGoParser();
  const options = { ...defaultOptions, confirmCalls: 6, ...scenario.options };
  const model = { info } as ChatModel;
  const outcome = await search(
    {
      judge,
      model,
      drafter,
      parser,
      fixers: undefined,
      confirmer,
      options,
      plan: draftPlan(options, info.capabilities, []),
      seeds: { seeded, repairs: repairsOfPresent },
      now: () => performance.now(),
      root: "/m",
    },
    (event) => {
      events.push(event);
      onEvent(event);
    },
    signal,
  );
  return { outcome, events };
}
