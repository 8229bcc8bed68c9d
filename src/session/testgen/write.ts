import { unifiedDiff } from "../../core/edit/unified-diff";
import type { ChatModel } from "../../core/model";
import { contextOf } from "../../core/prompt/context";
import { ok, type Result } from "../../core/result";
import { findStubs } from "../../core/stub/find-stubs";
import { type OpenQuestion, questionsOf, withCode } from "../../core/testgen/questions";
import { chooseCases, type TriedCase } from "../../core/testgen/select-cases";
import {
  survivorOf,
  type TestQuestion,
  type TestsEvent,
  type TestsResult,
} from "../../core/testgen/test-events";
import { withHelper } from "../../go/helper-client/open";
import { judgeTests, type TestsJudged } from "../../go/mutation/test-gates";
import { versionsOf } from "../../go/mutation/versions";
import { judgeContext } from "../../go/snapshot/context";
import { createSnapshot, type GoDeps, type JudgeSettings } from "../../go/snapshot/snapshot";
import type { OpenModel } from "../../model/choose";
import { believed, type CaseContext, type CaseRequest, gatherCases, shown } from "./gather-cases";
import { subjectOf } from "./subject";
import { type Suite, suiteOf } from "./suite";

export interface TestsRequest extends CaseRequest {
  /** Absolute path. */
  readonly file: string;
  /** `Func` or `Type.Method`. */
  readonly name: string;
  readonly settings: Partial<JudgeSettings>;
  readonly buffers?: ReadonlyMap<string, string>;
  /** Whether what the code gives today may be written down where nobody stated it. */
  readonly characterise: boolean;
  /** Puts a question to the person where there is one: who is right? Undefined leaves it open. */
  readonly ask?: (question: TestQuestion) => Promise<"code" | "stated" | undefined>;
  readonly cwd: string;
}

export interface TestsSession {
  readonly go: GoDeps;
  readonly cacheDir: string;
  readonly opening: Promise<Result<OpenModel>>;
}

export const defaultTestsBudget = 8;

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
  const subject = subjectOf(snapshot, session.go);
  if (!subject.ok) return subject;
  return withHelper(snapshot.build.go, session.cacheDir, signal, async (helper) => {
    const { parser } = session.go;
    const written = !findStubs(parser, snapshot.file.text, snapshot.assembly).some(
      (s) => s.name === snapshot.target.names[0],
    );
    const judging = judgeContext(snapshot, session.go);
    const versions = await versionsOf(judging, helper, written, request.seed, signal);
    signal.throwIfAborted();
    if (!versions.ok) return versions;
    const context = contextOf(parser, { snapshot, seeTests: false });
    const ctx: CaseContext = {
      request,
      subject: subject.value,
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
      testFile: subject.value.style.file,
      mutants: versions.value.mutants.length,
      protection: session.go.sandbox.kind,
    });
    const opened = await session.opening;
    signal.throwIfAborted();
    if (!opened.ok) return opened;
    const result = await write(ctx, request, opened.value.model);
    if (result.ok) emit({ type: "finished", ...result.value });
    return result;
  });
}

async function write(
  ctx: CaseContext,
  request: TestsRequest,
  model: ChatModel,
): Promise<Result<TestsResult>> {
  const gathered = await gatherCases(ctx, model);
  if (!gathered.ok) return gathered;
  const { tried, probes, calls, votes } = gathered.value;
  const written = ctx.versions.code !== undefined;
  const open = written ? questionsOf(ctx.subject.shape.decl, tried, probes) : [];
  const { confirmed, red, left } = await answered(ctx, request, open);
  const sound = [...confirmed, ...believed(ctx, tried, votes)];
  const stated = chooseCases(sound);
  const chosen = written && request.characterise ? withCode([...tried, ...red], probes, stated) : stated;
  const none = {
    edit: undefined,
    diff: "",
    cases: [],
    questions: left,
    killed: 0,
    mutants: ctx.versions.mutants.length,
    survivors: [],
    calls,
  };
  const ended = (outcome: TestsResult["outcome"], reason: string): Result<TestsResult> =>
    ok({ ...none, outcome, reason });
  if (chosen.length + red.length === 0) {
    const see = left.length > 0 ? ", but there are questions for you" : "";
    return ended("exhausted", `None of the ${tried.length} proposed cases could be kept${see}.`);
  }
  const insideOnly = "The cases use names that are visible only inside the package.";
  const suite = chosen.length === 0 ? undefined : await suiteOf(ctx, chosen, !written);
  if (suite === undefined && chosen.length > 0) return ended("exhausted", insideOnly);
  const judging = judgeContext(ctx.snapshot, ctx.deps);
  const nothing: TestsJudged = { verdicts: [], score: undefined };
  const judged =
    suite === undefined
      ? nothing
      : await judgeTests(suite.proposed, ctx.versions, judging, ctx.helper, ctx.signal);
  ctx.signal.throwIfAborted();
  for (const verdict of judged.verdicts) ctx.emit({ type: "verdict", verdict });
  // What is red by the person's own word has no gate to pass: it says what the code does not do yet.
  const whole = red.length === 0 ? suite : await suiteOf(ctx, [...chosen, ...red], !written);
  if (whole === undefined) return ended("exhausted", insideOnly);
  return ok({ ...none, ...conclusion(ctx, request, judged, chosen, red, whole, left) });
}

interface AnsweredQuestions {
  /** The code is right. */
  readonly confirmed: readonly TriedCase[];
  /** The code is wrong: red until it is fixed. */
  readonly red: readonly TriedCase[];
  readonly left: readonly TestQuestion[];
}

/** Puts the questions to the person, one after the other; what they stated themselves is their word already. */
async function answered(
  { emit, signal }: CaseContext,
  { ask }: TestsRequest,
  open: readonly OpenQuestion[],
): Promise<AnsweredQuestions> {
  const confirmed: TriedCase[] = [];
  const red: TriedCase[] = [];
  const left: TestQuestion[] = [];
  for (const { shown: question, stated, asItIs } of open) {
    const word = stated.case.origin === "person" ? "stated" : await ask?.(question);
    signal.throwIfAborted();
    if (word === "stated") red.push({ ...stated, case: { ...stated.case, origin: "person" } });
    else if (word === "code" && asItIs !== undefined) confirmed.push(asItIs);
    else {
      left.push(question);
      emit({ type: "question", question });
    }
  }
  return { confirmed, red, left };
}

function conclusion(
  ctx: CaseContext,
  request: TestsRequest,
  judged: TestsJudged,
  chosen: readonly TriedCase[],
  red: readonly TriedCase[],
  { inserted }: Suite,
  questions: readonly TestQuestion[],
): Partial<TestsResult> & Pick<TestsResult, "outcome" | "reason"> {
  const { subject, versions } = ctx;
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
      reason: `The ${refusal.gate} gate rejects the tests: ${why}.`,
    };
  }
  const { style, shape } = subject;
  const edit = { files: [inserted.edit] };
  const originals = new Map(style.text === undefined ? [] : [[style.file, style.text]]);
  const cases = [...chosen, ...red].map((t) => shown(ctx, t.case));
  const invented = cases.filter((c) => c.origin === "code").length;
  const { score } = judged;
  const counted = [
    `${cases.length} ${cases.length === 1 ? "case" : "cases"} of ${shape.decl.name}`,
    ...(score === undefined ? [] : [`they kill ${score.killed} of ${score.total} mutants`]),
    ...(invented === 0
      ? []
      : [
          `${invented} ${invented === 1 ? "case only records" : "cases only record"} what the code does today`,
        ]),
    ...(versions.code === undefined
      ? ["nothing has confirmed the expected results, since the function is a stub"]
      : []),
    ...(red.length === 0
      ? []
      : [
          `${red.length} ${red.length === 1 ? "is" : "are"} red until the code is fixed, because you said that the code is wrong there`,
        ]),
    ...(questions.length === 0
      ? []
      : [`${questions.length} more ${questions.length === 1 ? "needs" : "need"} your answer`]),
  ];
  return {
    outcome: versions.code === undefined || invented === cases.length ? "suggested" : "found",
    reason: `${counted.join("; ")}.`,
    edit,
    diff: unifiedDiff(edit, originals, request.cwd),
    cases,
    killed: score?.killed ?? 0,
    mutants: score?.total ?? 0,
    survivors: score?.survivors.map(survivorOf) ?? [],
  };
}
