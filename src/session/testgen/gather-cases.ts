import type { ChatModel } from "../../core/model";
import type { TargetContext, TargetDecl } from "../../core/prompt/context";
import { fail, ok, type Result } from "../../core/result";
import { callKey, caseKey, caseText, type TestCase } from "../../core/testgen/case";
import { casesIn, examplesIn } from "../../core/testgen/doc-examples";
import { probesFor } from "../../core/testgen/inputs";
import type { Versions } from "../../core/testgen/mutant-types";
import type { TriedProbe } from "../../core/testgen/questions";
import type { TriedCase } from "../../core/testgen/select-cases";
import { closedCases, type TestSubject } from "../../core/testgen/suite";
import type { ShownCase, TestsEvent } from "../../core/testgen/test-events";
import {
  type CasePrompt,
  caseForms,
  casePrompt,
  casesOfAnswer,
  expectationPrompt,
} from "../../core/testgen/test-prompt";
import { isProbeable } from "../../core/testgen/trial-file";
import type { Helper } from "../../go/helper-client/client";
import { type Trial, tryCases } from "../../go/mutation/trial";
import { judgeContext } from "../../go/snapshot/context";
import type { GoDeps, GoSnapshot } from "../../go/snapshot/subject";

/** Of a request what gathering cases needs. */
export interface CaseRequest {
  /** Model calls at the most. */
  readonly budget: number;
  readonly seed: number;
  /** Calls and results that the person stated: `F(1) == 2`. */
  readonly answers: readonly string[];
}

/** What one call of writing tests works with. */
export interface CaseContext {
  readonly request: CaseRequest;
  readonly subject: TestSubject;
  readonly snapshot: GoSnapshot;
  readonly deps: GoDeps;
  readonly helper: Helper;
  readonly versions: Versions;
  readonly context: TargetContext;
  /** What the model answered earlier in the same run, by what it was asked: nothing is asked twice. */
  readonly cachedAnswers?: Map<string, readonly TestCase[]>;
  readonly emit: (event: TestsEvent) => void;
  readonly signal: AbortSignal;
}

export interface GatheredCases {
  readonly calls: number;
  readonly tried: readonly TriedCase[];
  readonly probes: readonly TriedProbe[];
  /** How often each case was stated. */
  readonly votes: ReadonlyMap<string, number>;
}

/** Where no code confirms what a small model expects, it has to say so twice, and never otherwise. */
export function believed(
  { versions }: CaseContext,
  tried: readonly TriedCase[],
  votes: ReadonlyMap<string, number>,
): readonly TriedCase[] {
  if (versions.code !== undefined) return tried;
  const stated = (key: string): number => tried.filter((t) => callKey(t.case) === key).length;
  return tried.filter(
    ({ case: c }) => c.origin !== "model" || ((votes.get(caseKey(c)) ?? 0) >= 2 && stated(callKey(c)) === 1),
  );
}

/** Asks for cases until every change of the function is noticed or the budget is spent; tries them after each answer. */
export async function gatherCases(ctx: CaseContext, model: ChatModel): Promise<Result<GatheredCases>> {
  const { subject, request, versions, deps } = ctx;
  const { parser } = deps;
  const person = casesIn(parser, request.answers, subject.shape, "person");
  const doc = examplesIn(parser, subject.file, subject.shape);
  // Who says it first is believed: the person before the comment, the comment before the model.
  let cases = distinct(closedCases(subject, [...person, ...doc]));
  const stated = new Set(cases.map(callKey));
  let trial = await tryThem(ctx, cases, []);
  if (!trial.ok) return trial;
  let calls = 0;
  const votes = new Map<string, number>();
  for (const ask of asks(ctx, model)) {
    if (calls >= request.budget || enough(ctx, trial.value)) break;
    const answered = await ask(trial.value, calls);
    if (answered === undefined) continue;
    if (!answered.ok) return answered;
    const { cost } = answered.value;
    const fresh = closedCases(subject, answered.value.cases).filter((c) => !stated.has(callKey(c)));
    if (cost !== undefined) {
      calls++;
      ctx.emit({ type: "asked", call: calls, cases: fresh.map((c) => shown(ctx, c)), ...cost });
    }
    for (const c of fresh) votes.set(caseKey(c), (votes.get(caseKey(c)) ?? 0) + 1);
    const before = cases.length;
    cases = distinct([...cases, ...fresh]);
    if (cases.length === before) continue;
    const probes = isProbeable(subject) ? probesFor(subject.shape, cases, mostProbes, request.seed) : [];
    const again = await tryThem(ctx, cases, probes);
    if (!again.ok) return again;
    trial = again;
  }
  const { value } = trial;
  if (versions.code !== undefined && value.probes.length <= cases.length && isProbeable(subject)) {
    const again = await tryThem(ctx, cases, probesFor(subject.shape, cases, mostProbes, request.seed));
    if (again.ok) return ok({ ...again.value, tried: again.value.cases, calls, votes });
  }
  return ok({ ...value, tried: value.cases, calls, votes });
}

/** Inputs that nobody stated a result for. */
const mostProbes = 40;

const distinct = (cases: readonly TestCase[]): readonly TestCase[] => [
  ...new Map(cases.map((c) => [caseKey(c), c])).values(),
];

async function tryThem(
  ctx: CaseContext,
  cases: readonly TestCase[],
  probes: ReturnType<typeof probesFor>,
): Promise<Result<Trial>> {
  const { subject, versions, snapshot, deps, helper, signal, emit } = ctx;
  const judging = judgeContext(snapshot, deps);
  // What the code gives for an input of a case that is red is half of the question.
  const all = versions.code === undefined ? [] : [...(isProbeable(subject) ? cases : []), ...probes];
  const trial = await tryCases({ subject, cases, probes: all }, versions, judging, helper, signal);
  signal.throwIfAborted();
  if (!trial.ok || cases.length === 0) return trial;
  const green = trial.value.cases.filter((t) => t.onCode !== undefined && t.onCode === "pass");
  const killed = new Set(green.flatMap((t) => [...t.kills]));
  emit({
    type: "tried",
    cases: cases.length,
    green: green.length,
    killed: killed.size,
    mutants: versions.mutants.length,
  });
  return trial;
}

/** Every change is noticed by what somebody stated, and there are rows enough to read. */
function enough({ versions }: CaseContext, { cases }: Trial): boolean {
  if (versions.code === undefined) return cases.filter((c) => c.case.origin !== "model").length >= 3;
  const green = cases.filter((t) => t.onCode === "pass");
  const killed = new Set(green.flatMap((t) => [...t.kills]));
  return green.length >= 3 && killed.size === versions.mutants.length;
}

interface AnsweredCases {
  readonly cases: readonly TestCase[];
  /** Undefined where it was heard before. */
  readonly cost: { readonly outputTokens: number; readonly ms: number } | undefined;
}

type Ask = (trial: Trial, calls: number) => Promise<Result<AnsweredCases> | undefined>;

/**
 * What to ask, in order: rows without and then with a little chance; then what a given input gives that tells a change
 * apart which nothing noticed yet: the toolchain finds the input, the model states what it should give.
 */
function asks(ctx: CaseContext, model: ChatModel): readonly Ask[] {
  const { subject, context, request } = ctx;
  const { shape } = subject;
  const [decl] = context.decls;
  if (decl === undefined) return [];
  const forms = caseForms(model.info, shape);
  const { prefill } = model.info.capabilities;
  const draft =
    (form: (typeof forms)[number], temperature: number, seed: number): Ask =>
    (trial) => {
      const known = trial.cases.filter((t) => t.case.origin !== "model").map((t) => t.case);
      return ask(
        ctx,
        model,
        casePrompt(form, { context, decl, shape }, known.slice(0, 4), prefill),
        temperature,
        seed,
      );
    };
  const [first = "lines", second = first] = forms;
  const drafts = [
    draft(first, 0, request.seed),
    draft(first, 0.5, request.seed),
    draft(second, 0.4, request.seed + 1),
  ];
  const pointed: Ask = (trial) => askAbout(ctx, model, decl, trial);
  return [...drafts, ...(first === "rows" ? Array.from({ length: request.budget }, () => pointed) : [])];
}

/** Undefined where no input is left that would tell more. */
async function askAbout(
  ctx: CaseContext,
  model: ChatModel,
  decl: TargetDecl,
  trial: Trial,
): Promise<Result<AnsweredCases> | undefined> {
  const { subject, context, request } = ctx;
  const green = trial.cases.filter((t) => t.onCode === "pass");
  const killed = new Set(green.flatMap((t) => [...t.kills]));
  const prompted = new Set(trial.cases.map((t) => callKey(t.case)));
  const news = (p: TriedProbe): number => [...p.kills].filter((k) => !killed.has(k)).length;
  const open = trial.probes.filter(
    (p) =>
      news(p) > 0 &&
      p.gives !== undefined &&
      !prompted.has(callKey({ ...p.probe, wants: [], origin: "model" })),
  );
  const [best] = [...open].sort((a, b) => news(b) - news(a));
  if (best === undefined) return undefined;
  const known = green.map((t) => t.case).slice(0, 5);
  const asked = { context, decl, shape: subject.shape };
  return ask(ctx, model, expectationPrompt(asked, known, best.probe), 0, request.seed);
}

async function ask(
  ctx: CaseContext,
  model: ChatModel,
  prompted: CasePrompt,
  temperature: number,
  seed: number,
): Promise<Result<AnsweredCases>> {
  const sampling = { temperature, seed, maxTokens: 260, stop: prompted.stop };
  const { prompt } = prompted;
  const key = JSON.stringify([prompt, temperature, seed]);
  const known = ctx.cachedAnswers?.get(key);
  if (known !== undefined) return ok({ cases: known, cost: undefined });
  const replied =
    prompt.kind === "chat"
      ? await model.chat(prompt.messages, sampling, () => undefined, ctx.signal)
      : await model.complete(
          prompt.text,
          sampling,
          (_, soFar) => (rowsIn(soFar) > 10 ? "stop" : undefined),
          ctx.signal,
        );
  ctx.signal.throwIfAborted();
  if (!replied.ok) return fail(replied.error.problem);
  const { text, outputTokens, ms } = replied.value;
  const cases = casesOfAnswer(ctx.deps.parser, prompted, text, ctx.subject.shape);
  ctx.cachedAnswers?.set(key, cases);
  return ok({ cases, cost: { outputTokens, ms } });
}

const rowsIn = (text: string): number => text.split("\n").length;

export const shown = ({ subject }: CaseContext, c: TestCase): ShownCase => ({
  text: caseText(subject.shape.decl, c),
  origin: c.origin,
});
