import { draftPlan } from "../../core/attempts/plan";
import type { RunEvent } from "../../core/events/events";
import { renumbered } from "../../core/events/resume";
import type { ChatModel } from "../../core/model";
import { firstLinesFor } from "../../core/prompt/first-lines";
import { ok, type Result } from "../../core/result";
import { createDrafter } from "../../core/search/drafter";
import type { SearchOptions } from "../../core/search/options";
import { search } from "../../core/search/search";
import type { SearchDeps } from "../../core/search/state";
import { indexFile } from "../../core/syntax/index-file";
import { slice } from "../../core/syntax/lines";
import type { TestCase } from "../../core/testgen/case";
import type { StatedTests } from "../../core/testgen/stated-tests";
import { createJudge } from "../../go/judge/judge";
import { judgeContext } from "../../go/snapshot/context";
import type { GoDeps, GoSnapshot } from "../../go/snapshot/subject";
import { createOffer } from "../testgen/draft-offer";
import { createArbiter } from "../testgen/model-tie-break";
import { announceRun, remarks } from "./announce";
import { type EarlyNotes, earlyNotes } from "./early-notes";
import type { HelperServices } from "./helper";
import { inside } from "./inside";
import { type ProjectNotes, projectNotes } from "./project-notes";
import type { Ran, RunRequest, Session } from "./request";
import { runSnapshot } from "./run-snapshot";
import { seedAttempts } from "./seed-attempts";
import { optionsFrom, type StartingPoint, startingPoint } from "./starting-point";
import { withStated } from "./stated";
import { openTools, type RunTools } from "./tools";

/** One run, from the file on disk to the outcome; the search's events with those of its surroundings before them. */
export async function runOnce(
  request: RunRequest,
  session: Session,
  listen: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<Result<Ran>> {
  const began = performance.now();
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const made = await runSnapshot(request, session, until);
  if (!made.ok) return made;
  const { snapshot, stated } = made.value;
  const start = startingPoint(request.resume, snapshot, began);
  const root = inside(request.cwd, request.file) ? request.cwd : snapshot.module.dir;
  const emit = (event: RunEvent): void => {
    const whole = stated === undefined ? event : withStated(event, stated, root);
    listen(start.anew === undefined ? whole : renumbered(whole, start.anew));
  };
  const measured = Math.round(start.now());
  const notes = earlyNotes(emit, start.now);
  const tools = openTools(snapshot, session, notes.warn, signal, until);
  try {
    const opened = await session.opening;
    signal.throwIfAborted();
    if (!opened.ok) return opened;
    const { model } = opened.value;
    const run = { request, session, snapshot, stated, start, root, measured, notes, tools };
    return ok(await searched(run, model, emit, signal));
  } finally {
    ended.abort();
    tools.close();
  }
}

/** A run that waits for nothing but its model. */
interface OpenRun {
  readonly request: RunRequest;
  readonly session: Session;
  readonly snapshot: GoSnapshot;
  readonly stated: StatedTests | undefined;
  readonly start: StartingPoint;
  /** Paths of the diff are relative to it. */
  readonly root: string;
  readonly measured: number;
  readonly notes: EarlyNotes;
  readonly tools: RunTools;
}

async function searched(
  run: OpenRun,
  model: ChatModel,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<Ran> {
  const { request, session, snapshot, stated, start, measured } = run;
  const project = await projectNotes(snapshot);
  const options = { ...optionsFrom(start, request.options), project: textOf(project) };
  announceRun({ request, snapshot, sandbox: session.go.sandbox, model, options, measured }, emit);
  run.notes.release();
  for (const { level, about } of remarks(request, project, stated))
    emit({ at: measured, type: "note", level, ...about });
  const services = await run.tools.services;
  signal.throwIfAborted();
  const { state, files, now } = start;
  const outcome = await search(searchDeps(run, model, options, services), emit, signal, state);
  return { outcome, resumeState: { state, files, ms: now() } };
}

const textOf = (notes: ProjectNotes | undefined): string | undefined =>
  notes !== undefined && "text" in notes ? notes.text : undefined;

function searchDeps(
  run: OpenRun,
  model: ChatModel,
  options: SearchOptions,
  { fixers, confirmer, std, helper }: HelperServices,
) {
  const { request, session, snapshot, stated, start, root, tools } = run;
  const { go } = session;
  const { parser } = go;
  const { seed } = options;
  const { fixTarget, answers = [] } = request;
  const { gopls, vetUnit } = tools;
  const cachedAnswers = new Map<string, readonly TestCase[]>();
  const offering = { snapshot, stated, go, model, seed, answers, cachedAnswers, root };
  const context = { snapshot, std: std?.signature, hideBody: fixTarget !== undefined };
  const firstLines = options.firstLines ? firstLinesOf(snapshot, go) : [];
  return {
    judge: createJudge(snapshot, go, { gopls, lookup: std?.lookup, vetUnit }),
    model,
    drafter: createDrafter({ parser, model, options, context, symbols: std?.symbols }),
    parser,
    fixers,
    confirmer,
    arbiter: helper && createArbiter(judgeContext(snapshot, go), helper, model, seed, cachedAnswers),
    offer: helper && wantsTests(request, snapshot, stated) ? createOffer({ ...offering, helper }) : undefined,
    options,
    plan: draftPlan(options, model.info.capabilities, firstLines),
    seeds: fixTarget && seedAttempts(parser, snapshot, fixTarget, seed),
    now: start.now,
    root,
  } satisfies SearchDeps;
}

/** A function without tests of its own: none decides, or only those that are made of the person's answers. */
const wantsTests = (
  { options, names, fixTarget, outside, answers = [] }: RunRequest,
  { baseline }: GoSnapshot,
  stated: StatedTests | undefined,
): boolean =>
  options.offerTests &&
  names.length === 1 &&
  fixTarget === undefined &&
  outside === undefined &&
  baseline.untestable === undefined &&
  (stated === undefined || answers.length > 0) &&
  baseline.targetTests.every((t) => stated?.tests.some((s) => s.name === t.name));

/** First lines only for a target of one function: a line fits one signature. */
function firstLinesOf({ target, file }: GoSnapshot, { parser }: GoDeps): readonly string[] {
  const [name, ...others] = target.names;
  const decl = indexFile(parser, file.text).decls.find((d) => d.kind === "func" && d.name === name);
  if (decl?.kind !== "func" || others.length > 0) return [];
  return firstLinesFor(decl, `${decl.name} ${decl.doc === undefined ? "" : slice(file.text, decl.doc)}`);
}
