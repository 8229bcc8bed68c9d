import type { Versions } from "../core/bite";
import { contextOf, type TargetContext, type TargetDecl } from "../core/context";
import { unifiedDiff } from "../core/diff";
import type { ChatModel } from "../core/model";
import { fail, ok, type Problem, type Result } from "../core/result";
import { functionNamed } from "../core/splice-parts";
import { findStubs } from "../core/stub";
import { indexFile } from "../core/syntax-index";
import { callKey, callText, caseKey, caseText, shapeOf, type TestCase } from "../core/test-case";
import { chooseCases, type TriedCase } from "../core/test-choose";
import {
  type ShownCase,
  survivorOf,
  type TestQuestion,
  type TestsEvent,
  type TestsResult,
} from "../core/test-events";
import { casesIn, examplesIn } from "../core/test-examples";
import { probesFor } from "../core/test-inputs";
import {
  type CasePrompt,
  caseForms,
  casePrompt,
  casesOfAnswer,
  expectationPrompt,
} from "../core/test-prompt";
import { styleOf, testName } from "../core/test-style";
import { closedCases, declaredNames, type Surroundings, suiteCode, suiteFile } from "../core/test-suite";
import { isProbeable } from "../core/test-trial";
import { gofmt } from "../go/format";
import { type Helper, startHelper } from "../go/helper";
import { buildHelper, helperSources } from "../go/helper-build";
import { createSnapshot, type GoDeps, type GoSnapshot, type JudgeSettings } from "../go/snapshot";
import { judgeTests, type TestsJudged } from "../go/test-gates";
import { type Trial, type TriedProbe, tryCases } from "../go/test-trial";
import { versionsOf } from "../go/versions";
import type { OpenModel } from "../model/choose";

export interface TestsRequest {
  /** Absolute path. */
  readonly file: string;
  /** `Func` or `Type.Method`. */
  readonly name: string;
  /** Model calls at the most. */
  readonly budget: number;
  readonly seed: number;
  readonly settings: Partial<JudgeSettings>;
  readonly buffers?: ReadonlyMap<string, string>;
  /** Calls and results that the person stated: `F(1) == 2`. */
  readonly answers: readonly string[];
  /** Whether what the code gives today may be written down where nobody stated it. */
  readonly characterise: boolean;
  readonly cwd: string;
}

export interface TestsSession {
  readonly go: GoDeps;
  readonly cacheDir: string;
  readonly opening: Promise<Result<OpenModel>>;
}

export const defaultTestsBudget = 8;

/** What one call of writing tests works with. */
interface Desk {
  readonly request: TestsRequest;
  readonly around: Surroundings;
  readonly snapshot: GoSnapshot;
  readonly deps: GoDeps;
  readonly helper: Helper;
  readonly versions: Versions;
  readonly context: TargetContext;
  readonly emit: (event: TestsEvent) => void;
  readonly signal: AbortSignal;
}

/** Writes tests of one function: cases that somebody states, tried on the function and on small changes of it. */
export async function writeTests(
  request: TestsRequest,
  session: TestsSession,
  emit: (event: TestsEvent) => void,
  signal: AbortSignal,
): Promise<Result<TestsResult>> {
  const { file, name, buffers = new Map<string, string>() } = request;
  const settings = { ...request.settings, allowNonStub: true, importersMs: 0 };
  const made = await createSnapshot({ file, names: [name], settings, buffers }, session.go, signal);
  if (!made.ok) return made;
  const snapshot = made.value;
  const around = surroundingsOf(snapshot, session.go);
  if (!around.ok) return around;
  const built = await buildHelper(
    snapshot.build.go,
    { sources: helperSources, cacheDir: session.cacheDir },
    signal,
  );
  signal.throwIfAborted();
  if (!built.ok) return built;
  const helper = startHelper(built.value, snapshot.build.go);
  try {
    const { parser } = session.go;
    const written = !findStubs(parser, snapshot.file.text, snapshot.assembly).some(
      (s) => s.name === snapshot.target.names[0],
    );
    const court = { snapshot, deps: session.go, opinion: undefined };
    const versions = await versionsOf(court, helper, written, request.seed, signal);
    signal.throwIfAborted();
    if (!versions.ok) return versions;
    const context = contextOf(parser, { snapshot, seeTests: false });
    const desk: Desk = {
      request,
      around: around.value,
      snapshot,
      deps: session.go,
      helper,
      versions: versions.value,
      context,
      emit,
      signal,
    };
    emit({
      type: "started",
      name,
      file,
      testFile: around.value.style.file,
      mutants: versions.value.mutants.length,
    });
    const opened = await session.opening;
    signal.throwIfAborted();
    if (!opened.ok) return opened;
    const result = await write(desk, opened.value.model);
    if (result.ok) emit({ type: "finished", ...result.value });
    return result;
  } finally {
    helper.stop();
  }
}

/** The function, its package and its tests' style; a Problem where no table of cases could be written for it. */
export function surroundingsOf(
  snapshot: GoSnapshot,
  { parser }: Pick<GoDeps, "parser">,
): Result<Surroundings> {
  const file = indexFile(parser, snapshot.file.text);
  const [name = ""] = snapshot.target.names;
  const decl = functionNamed(file, name);
  const shape = decl && shapeOf(decl);
  if (decl === undefined || shape === undefined)
    return fail(
      input(`${name} returns nothing that a table of cases could compare, or takes what it could not hold.`),
    );
  return ok({
    parser,
    snapshot,
    file,
    shape,
    style: styleOf(parser, snapshot, decl),
    std: snapshot.std,
    declared: declaredNames(parser, snapshot.package.files),
  });
}

const input = (message: string): Problem => ({ kind: "input", message, next: "Write its tests by hand." });

interface Gathered {
  readonly calls: number;
  readonly tried: readonly TriedCase[];
  readonly probes: readonly TriedProbe[];
  /** How often each case was stated. */
  readonly votes: ReadonlyMap<string, number>;
}

/** Where no code confirms what a small model expects, it has to say so twice, and never otherwise. */
function believed(
  { versions }: Desk,
  tried: readonly TriedCase[],
  votes: ReadonlyMap<string, number>,
): readonly TriedCase[] {
  if (versions.code !== undefined) return tried;
  const stated = (key: string): number => tried.filter((t) => callKey(t.case) === key).length;
  return tried.filter(
    ({ case: c }) => c.origin !== "model" || ((votes.get(caseKey(c)) ?? 0) >= 2 && stated(callKey(c)) === 1),
  );
}

async function write(desk: Desk, model: ChatModel): Promise<Result<TestsResult>> {
  const gathered = await gather(desk, model);
  if (!gathered.ok) return gathered;
  const { tried, probes, calls } = gathered.value;
  const questions = questionsOf(desk, tried, probes);
  for (const question of questions) desk.emit({ type: "question", question });
  const stated = chooseCases(believed(desk, tried, gathered.value.votes));
  const chosen = desk.request.characterise ? withCode(desk, tried, probes, stated) : stated;
  const none = {
    edit: undefined,
    diff: "",
    cases: [],
    questions,
    killed: 0,
    mutants: desk.versions.mutants.length,
    survivors: [],
    calls,
  };
  if (chosen.length === 0)
    return ok({
      ...none,
      outcome: "exhausted",
      reason: `No case of ${tried.length} that were stated could be kept${questions.length > 0 ? "; see the questions" : ""}.`,
    });
  const suite = await suiteOf(
    desk,
    chosen.map((t) => t.case),
  );
  if (suite === undefined)
    return ok({
      ...none,
      outcome: "exhausted",
      reason: "The cases name what is seen from inside the package only.",
    });
  const judged = await judgeTests(
    suite.proposed,
    desk.versions,
    { snapshot: desk.snapshot, deps: desk.deps, opinion: undefined },
    desk.helper,
    desk.signal,
  );
  desk.signal.throwIfAborted();
  for (const verdict of judged.verdicts) desk.emit({ type: "verdict", verdict });
  return ok({ ...none, ...conclusion(desk, judged, chosen, suite, questions) });
}

/** Asks for cases until every change of the function is noticed or the budget is spent; tries them after each answer. */
async function gather(desk: Desk, model: ChatModel): Promise<Result<Gathered>> {
  const { around, request, versions, deps } = desk;
  const { parser } = deps;
  const person = casesIn(parser, request.answers, around.shape, "person");
  const doc = examplesIn(parser, around.file, around.shape);
  // Who says it first is believed: the person before the comment, the comment before the model.
  let cases = distinct(closedCases(around, [...person, ...doc]));
  const stated = new Set(cases.map(callKey));
  let trial = await tryThem(desk, cases, []);
  if (!trial.ok) return trial;
  let calls = 0;
  const votes = new Map<string, number>();
  for (const ask of asks(desk, model)) {
    if (calls >= request.budget || enough(desk, trial.value)) break;
    const answered = await ask(trial.value, calls);
    if (answered === undefined) continue;
    if (!answered.ok) return answered;
    calls++;
    const fresh = closedCases(around, answered.value.cases).filter((c) => !stated.has(callKey(c)));
    desk.emit({
      type: "asked",
      call: calls,
      cases: fresh.map((c) => shown(desk, c)),
      ...answered.value.cost,
    });
    for (const c of fresh) votes.set(caseKey(c), (votes.get(caseKey(c)) ?? 0) + 1);
    const before = cases.length;
    cases = distinct([...cases, ...fresh]);
    if (cases.length === before) continue;
    const probes = isProbeable(around) ? probesFor(around.shape, cases, mostProbes, request.seed) : [];
    const again = await tryThem(desk, cases, probes);
    if (!again.ok) return again;
    trial = again;
  }
  const { value } = trial;
  if (versions.code !== undefined && value.probes.length <= cases.length && isProbeable(around)) {
    const again = await tryThem(desk, cases, probesFor(around.shape, cases, mostProbes, request.seed));
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
  desk: Desk,
  cases: readonly TestCase[],
  probes: ReturnType<typeof probesFor>,
): Promise<Result<Trial>> {
  const { around, versions, snapshot, deps, helper, signal, emit } = desk;
  const court = { snapshot, deps, opinion: undefined };
  // What the code gives for an input of a case that is red is half of the question.
  const all = versions.code === undefined ? [] : [...(isProbeable(around) ? cases : []), ...probes];
  const trial = await tryCases(around, cases, all, versions, court, helper, signal);
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
function enough({ versions }: Desk, { cases }: Trial): boolean {
  if (versions.code === undefined) return cases.filter((c) => c.case.origin !== "model").length >= 3;
  const green = cases.filter((t) => t.onCode === "pass");
  const killed = new Set(green.flatMap((t) => [...t.kills]));
  return green.length >= 3 && killed.size === versions.mutants.length;
}

interface Answered {
  readonly cases: readonly TestCase[];
  readonly cost: { readonly outputTokens: number; readonly ms: number };
}

type Ask = (trial: Trial, calls: number) => Promise<Result<Answered> | undefined>;

/**
 * What to ask, in order: rows without and then with a little chance; then what a given input gives that tells a change
 * apart which nothing noticed yet: the toolchain finds the input, the model states what it should give.
 */
function asks(desk: Desk, model: ChatModel): readonly Ask[] {
  const { around, context, request } = desk;
  const { shape } = around;
  const [decl] = context.decls;
  if (decl === undefined) return [];
  const forms = caseForms(model.info, shape);
  const { prefill } = model.info.capabilities;
  const draft =
    (form: (typeof forms)[number], temperature: number, seed: number): Ask =>
    (trial) => {
      const known = trial.cases.filter((t) => t.case.origin !== "model").map((t) => t.case);
      return ask(
        desk,
        model,
        casePrompt(form, context, decl, shape, known.slice(0, 4), prefill),
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
  const pointed: Ask = (trial) => askAbout(desk, model, decl, trial);
  return [...drafts, ...(first === "rows" ? Array.from({ length: request.budget }, () => pointed) : [])];
}

/** Undefined where no input is left that would tell more. */
async function askAbout(
  desk: Desk,
  model: ChatModel,
  decl: TargetDecl,
  trial: Trial,
): Promise<Result<Answered> | undefined> {
  const { around, context, request } = desk;
  const green = trial.cases.filter((t) => t.onCode === "pass");
  const killed = new Set(green.flatMap((t) => [...t.kills]));
  const asked = new Set(trial.cases.map((t) => callKey(t.case)));
  const news = (p: TriedProbe): number => [...p.kills].filter((k) => !killed.has(k)).length;
  const open = trial.probes.filter(
    (p) =>
      news(p) > 0 && p.gives !== undefined && !asked.has(callKey({ ...p.probe, wants: [], origin: "model" })),
  );
  const [best] = [...open].sort((a, b) => news(b) - news(a));
  if (best === undefined) return undefined;
  const known = green.map((t) => t.case).slice(0, 5);
  return ask(desk, model, expectationPrompt(context, decl, around.shape, known, best.probe), 0, request.seed);
}

async function ask(
  desk: Desk,
  model: ChatModel,
  asked: CasePrompt,
  temperature: number,
  seed: number,
): Promise<Result<Answered>> {
  const sampling = { temperature, seed, maxTokens: 260, stop: asked.stop };
  const { prompt } = asked;
  const replied =
    prompt.kind === "chat"
      ? await model.chat(prompt.messages, sampling, () => undefined, desk.signal)
      : await model.complete(
          prompt.text,
          sampling,
          (_, soFar) => (rowsIn(soFar) > 10 ? "stop" : undefined),
          desk.signal,
        );
  desk.signal.throwIfAborted();
  if (!replied.ok) return fail({ kind: "environment", message: replied.error.message, next: "" });
  const { text, outputTokens, ms } = replied.value;
  return ok({
    cases: casesOfAnswer(desk.deps.parser, asked, text, desk.around.shape),
    cost: { outputTokens, ms },
  });
}

const rowsIn = (text: string): number => text.split("\n").length;

const shown = ({ around }: Desk, c: TestCase): ShownCase => ({
  text: caseText(around.shape.decl, c),
  origin: c.origin,
});

/** A person answers few questions, and a small model raises many that are its own fault. */
const mostQuestions = 5;

/** Cases that fail on the code as it is: is the code wrong, or the test? */
function questionsOf(
  { around, versions }: Desk,
  tried: readonly TriedCase[],
  probes: readonly TriedProbe[],
): readonly TestQuestion[] {
  if (versions.code === undefined) return [];
  const { decl } = around.shape;
  const settled = new Set(tried.filter((t) => t.onCode === "pass").map((t) => callKey(t.case)));
  const gives = new Map(probes.map((p) => [callKey({ ...p.probe, wants: [], origin: "code" }), p.gives]));
  return tried
    .filter((t) => t.onCode !== "pass" && !settled.has(callKey(t.case)))
    .slice(0, mostQuestions)
    .map(({ case: c, onCode }) => ({
      call: callText(decl, c),
      stated: c.wants.join(", "),
      origin: c.origin,
      gives:
        onCode === "panic"
          ? "panics"
          : onCode === "died"
            ? "does not return"
            : (gives.get(callKey(c))?.join(", ") ?? "something else"),
    }));
}

/** Where stated cases leave changes unnoticed, what the code gives today is written down, and said to be that. */
function withCode(
  { versions }: Desk,
  tried: readonly TriedCase[],
  probes: readonly TriedProbe[],
  stated: readonly TriedCase[],
): readonly TriedCase[] {
  if (versions.code === undefined) return stated;
  // An input on which somebody stated something else is a question, never a fact.
  const doubted = new Set(tried.filter((t) => t.onCode !== "pass").map((t) => callKey(t.case)));
  const asItIs = probes.flatMap((p): TriedCase[] => {
    const c: TestCase = { ...p.probe, wants: p.gives ?? [], origin: "code" };
    const short = p.gives !== undefined && p.gives.join().length <= longestValue;
    return short && !doubted.has(callKey(c))
      ? [{ case: c, onCode: "pass", onEmpty: "pass", kills: p.kills }]
      : [];
  });
  return chooseCases([...stated, ...asItIs]);
}

const longestValue = 100;

interface Suite {
  readonly proposed: Parameters<typeof judgeTests>[0];
  readonly inserted: ReturnType<typeof suiteFile>;
}

async function suiteOf(
  { around, snapshot, signal }: Desk,
  cases: readonly TestCase[],
): Promise<Suite | undefined> {
  const raw = suiteCode(around, cases);
  if (raw === undefined) return undefined;
  const head = "package p\n\n";
  const clean = await gofmt(snapshot.build.go, head + raw, snapshot.package.dir, signal);
  signal.throwIfAborted();
  const code = clean?.ok ? clean.value.slice(head.length) : raw;
  const { style } = around;
  const inserted = suiteFile(around, code);
  const names = [testName(around.shape.decl, style.taken)];
  return {
    inserted,
    proposed: { path: style.file, text: inserted.text, before: style.text ?? "", code, names },
  };
}

function conclusion(
  desk: Desk,
  judged: TestsJudged,
  chosen: readonly TriedCase[],
  { inserted }: Suite,
  questions: readonly TestQuestion[],
): Partial<TestsResult> & Pick<TestsResult, "outcome" | "reason"> {
  const { around, request, versions } = desk;
  const refusal = judged.verdicts.find((v) => v.status === "failed" || v.status === "broken");
  if (refusal !== undefined) {
    const why =
      refusal.status === "failed"
        ? (refusal.findings[0]?.message ?? "")
        : refusal.status === "broken"
          ? refusal.reason
          : "";
    return {
      outcome: refusal.status === "broken" ? "broken" : "exhausted",
      reason: `The ${refusal.gate} gate refuses the tests: ${why}.`,
    };
  }
  const { style, shape } = around;
  const edit = { files: [inserted.edit] };
  const originals = new Map(style.text === undefined ? [] : [[style.file, style.text]]);
  const cases = chosen.map((t) => shown(desk, t.case));
  const invented = cases.filter((c) => c.origin === "code").length;
  const { bite } = judged;
  const counted = [
    `${cases.length} ${cases.length === 1 ? "case" : "cases"} of ${shape.decl.name}`,
    ...(bite === undefined ? [] : [`${bite.killed} of ${bite.total} small changes of it are noticed`]),
    ...(invented === 0
      ? []
      : [
          `${invented} ${invented === 1 ? "case is" : "cases are"} only what the code gives today, stated by nobody`,
        ]),
    ...(versions.code === undefined
      ? ["nothing has confirmed what they expect: the function is a stub"]
      : []),
    ...(questions.length === 0
      ? []
      : [`${questions.length} more ${questions.length === 1 ? "is a question" : "are questions"}`]),
  ];
  return {
    outcome: versions.code === undefined || invented === cases.length ? "suggested" : "found",
    reason: `${counted.join("; ")}.`,
    edit,
    diff: unifiedDiff(edit, originals, request.cwd),
    cases,
    killed: bite?.killed ?? 0,
    mutants: bite?.total ?? 0,
    survivors: bite?.survivors.map(survivorOf) ?? [],
  };
}
