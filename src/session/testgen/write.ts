import type { ChatModel } from "../../core/model";
import { contextOf } from "../../core/prompt/context";
import { ok, type Result } from "../../core/result";
import type { TestsEvent, TestsResult } from "../../core/testgen/test-events";
import { withHelper } from "../../go/helper-client/open";
import { versionsOf } from "../../go/mutation/versions";
import { judgeContext } from "../../go/snapshot/context";
import { createSnapshot } from "../../go/snapshot/snapshot";
import type { GoDeps, JudgeSettings } from "../../go/snapshot/subject";
import type { OpenModel } from "../../model/choose";
import type { AskPerson } from "./ask-person";
import { conclude } from "./conclude";
import { type CaseContext, type CaseRequest, gatherCases } from "./gather-cases";
import { judgeSuite } from "./judge-suite";
import { keepCases } from "./keep-cases";
import { isWritten, subjectOf } from "./subject";

export interface TestsRequest extends CaseRequest {
  /** Absolute path. */
  readonly file: string;
  /** `Func` or `Type.Method`. */
  readonly name: string;
  readonly settings: Partial<JudgeSettings>;
  readonly buffers?: ReadonlyMap<string, string>;
  /** Whether what the code gives today may be written down where nobody stated it. */
  readonly characterise: boolean;
  /** Left out where there is no person to ask. */
  readonly ask?: AskPerson;
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
    const given = { request, subject: subject.value, snapshot, deps: session.go, helper, emit, signal };
    const found = await withVersions(given);
    if (!found.ok) return found;
    const ctx = found.value;
    emit({
      type: "started",
      name,
      file,
      testFile: ctx.subject.style.file,
      mutants: ctx.versions.mutants.length,
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

/** With what cases are tried on, and what the model is told. */
async function withVersions(given: Omit<CaseContext, "versions" | "context">): Promise<Result<CaseContext>> {
  const { snapshot, deps, helper, request, signal } = given;
  const written = isWritten(snapshot, deps);
  const versions = await versionsOf(judgeContext(snapshot, deps), helper, written, request.seed, signal);
  signal.throwIfAborted();
  if (!versions.ok) return versions;
  const context = contextOf(deps.parser, { snapshot, seeTests: false });
  return ok({ ...given, versions: versions.value, context });
}

async function write(
  ctx: CaseContext,
  request: TestsRequest,
  model: ChatModel,
): Promise<Result<TestsResult>> {
  const gathered = await gatherCases(ctx, model);
  if (!gathered.ok) return gathered;
  const { tried, calls } = gathered.value;
  const kept = await keepCases(ctx, request, gathered.value);
  const { chosen, red, questions } = kept;
  const none = {
    edit: undefined,
    diff: "",
    cases: [],
    questions,
    killed: 0,
    mutants: ctx.versions.mutants.length,
    survivors: [],
    calls,
  };
  if (chosen.length + red.length === 0) {
    const see = questions.length > 0 ? ", but there are questions for you" : "";
    const reason = `None of the ${tried.length} proposed cases could be kept${see}.`;
    return ok({ ...none, outcome: "exhausted", reason });
  }
  const judged = await judgeSuite(ctx, kept);
  if (judged === undefined) {
    const reason = "The cases use names that are visible only inside the package.";
    return ok({ ...none, outcome: "exhausted", reason });
  }
  return ok({ ...none, ...conclude(ctx, judged, kept, request.cwd) });
}
