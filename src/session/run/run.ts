import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { modelCalls } from "../../core/attempts/attempt";
import { draftPlan } from "../../core/attempts/plan";
import type { Outcome, RunEvent } from "../../core/events/events";
import { type ResumeOffset, renumbered } from "../../core/events/resume";
import type { TestPlace } from "../../core/faultloc/failing-test";
import type { ChatModel } from "../../core/model";
import { type Note, note } from "../../core/problem/codes";
import { allowing, byHand } from "../../core/problem/next";
import { firstLinesFor } from "../../core/prompt/first-lines";
import { ok, type Result } from "../../core/result";
import { createDrafter } from "../../core/search/drafter";
import type { SearchOptions } from "../../core/search/options";
import { search } from "../../core/search/search";
import { newRun, type RunState, type SearchDeps } from "../../core/search/state";
import { indexFile } from "../../core/syntax/index-file";
import { slice } from "../../core/syntax/lines";
import type { TestCase } from "../../core/testgen/case";
import type { StatedTests } from "../../core/testgen/stated-tests";
import { vetUnit as findVetUnit } from "../../go/compile/vet-unit";
import { createJudge } from "../../go/judge/judge";
import { decidedBy } from "../../go/judge/repair-baseline";
import { allowedNote } from "../../go/sandbox/blocked";
import { judgeContext } from "../../go/snapshot/context";
import type { GoDeps, GoSnapshot, JudgeSettings } from "../../go/snapshot/snapshot";
import type { OpenModel } from "../../model/choose";
import { createOffer } from "../testgen/draft-offer";
import { createArbiter } from "../testgen/model-tie-break";
import { type GoplsSetup, openQuickDiagnostics } from "./gopls";
import { openHelperServices } from "./helper";
import { type FixTarget, seedAttempts } from "./seed-attempts";
import { type StatedSnapshot, snapshotWithStated, withStated } from "./stated";

export interface RunRequest {
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  readonly options: SearchOptions;
  readonly settings: Partial<JudgeSettings>;
  /** Unsaved texts by absolute path. */
  readonly buffers?: ReadonlyMap<string, string>;
  /** Calls with what they give, in the person's words: `F(1) == 2`. They are judged by, and offered as tests. */
  readonly answers?: readonly string[];
  /** A body that is there already is to be fixed, because a test fails. */
  readonly fixTarget?: FixTarget | undefined;
  /** Of a stub that is to be written because a test of another package fails. */
  readonly outside?: TestPlace | undefined;
  /** An earlier run that this one goes on with. */
  readonly resume?: Resume | undefined;
  /** Paths of the diff are relative to this folder where the file lies in it, else to the module. */
  readonly cwd: string;
}

/** What runs on one machine share. Nothing of it is changed by a run. */
export interface Session extends GoplsSetup {
  readonly go: GoDeps;
  /** Begun early, so that the model loads while the baseline is measured. */
  readonly opening: Promise<Result<OpenModel>>;
}

/** Where a run stood when it ended, and the files it stood on. */
export interface ResumeState {
  readonly state: RunState;
  readonly files: string;
  /** Milliseconds that it took. */
  readonly ms: number;
}

export interface Resume {
  /** How far it got, for faces: attempts are numbered on. */
  readonly offset: ResumeOffset;
  /** Not there after a restart; of no use where the files have changed. */
  readonly resumeState: ResumeState | undefined;
}

export interface Ran {
  readonly outcome: Outcome;
  readonly resumeState: ResumeState;
}

/** One run, from the file on disk to the outcome; the search's events with those of its surroundings before them. */
export async function runOnce(
  request: RunRequest,
  session: Session,
  listen: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<Result<Ran>> {
  const began = performance.now();
  const { file, resume, fixTarget } = request;
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const made = await snapshotOf(request, session, until);
  if (!made.ok) return made;
  const { snapshot, stated } = made.value;
  const files = filesOf(snapshot);
  const resumeState = resume?.resumeState?.files === files ? resume.resumeState : undefined;
  const state =
    resumeState === undefined ? newRun() : { ...resumeState.state, ending: undefined, offered: undefined };
  const now = (): number => performance.now() - began + (resumeState?.ms ?? 0);
  const anew = resume !== undefined && resumeState === undefined ? resume.offset : undefined;
  const root = inside(request.cwd, file) ? request.cwd : snapshot.module.dir;
  const emit = (event: RunEvent): void => {
    const whole = stated === undefined ? event : withStated(event, stated, root);
    listen(anew === undefined ? whole : renumbered(whole, anew));
  };
  const measured = Math.round(now());
  const early: RunEvent[] = [];
  const say: { emit: (event: RunEvent) => void } = { emit: (event) => void early.push(event) };
  const warned = new Set<string>();
  const warn = (missing: Note): void => {
    // gopls is started anew now and then, and may be missing each time.
    const key = JSON.stringify(missing);
    if (warned.has(key)) return;
    warned.add(key);
    say.emit({ at: Math.round(now()), type: "note", level: "warning", ...missing });
  };
  const gopls = openQuickDiagnostics(snapshot, session.go, session, warn, signal);
  const vetUnit = unitOf(snapshot, until);
  const services = openHelperServices(
    snapshot,
    session.go,
    gopls.diagnostics,
    session.cacheDir,
    warn,
    signal,
  );
  try {
    const opened = await session.opening;
    signal.throwIfAborted();
    if (!opened.ok) return opened;
    const { model } = opened.value;
    const project = await projectNotes(snapshot);
    const options = { ...optionsOf(request, state, anew), project: project?.text };
    announce(snapshot, session, model, options, measured, emit);
    if (fixTarget !== undefined) emit({ ...fixTarget.fault, at: measured });
    for (const { level, about } of remarks(request, project, stated))
      say.emit({ at: measured, type: "note", level, ...about });
    say.emit = emit;
    for (const event of early) emit(event);
    const { parser } = session.go;
    const { fixers, confirmer, std, helper } = await services.ready;
    signal.throwIfAborted();
    const ctx = judgeContext(snapshot, session.go);
    const cachedAnswers = new Map<string, readonly TestCase[]>();
    const deps = {
      judge: createJudge(snapshot, session.go, {
        gopls: gopls.diagnostics,
        lookup: std?.lookup,
        vetUnit,
      }),
      model,
      drafter: createDrafter({
        parser,
        model,
        options,
        context: { snapshot, std: std?.signature, hideBody: fixTarget !== undefined },
        symbols: std?.symbols,
      }),
      parser,
      fixers,
      confirmer,
      arbiter: helper && createArbiter(ctx, helper, model, options.seed, cachedAnswers),
      offer:
        helper && wantsTests(request, snapshot, stated)
          ? createOffer({
              snapshot,
              stated,
              go: session.go,
              helper,
              model,
              seed: options.seed,
              answers: request.answers ?? [],
              cachedAnswers,
              root,
            })
          : undefined,
      options,
      plan: draftPlan(
        options,
        model.info.capabilities,
        options.firstLines ? firstLinesOf(snapshot, session.go) : [],
      ),
      seeds: fixTarget && seedAttempts(parser, snapshot, fixTarget, options.seed),
      now,
      root,
    } satisfies SearchDeps;
    const outcome = await search(deps, emit, signal, state);
    return ok({ outcome, resumeState: { state, files, ms: now() } });
  } finally {
    ended.abort();
    services.close();
    gopls.close();
  }
}

/** Of a body that is to be fixed also how its tests stand now. */
async function snapshotOf(
  { file, names, settings, fixTarget, outside, answers = [], buffers = new Map() }: RunRequest,
  { go }: Session,
  signal: AbortSignal,
): Promise<Result<StatedSnapshot>> {
  const allowed = fixTarget === undefined ? settings : { ...settings, allowNonStub: true };
  const made = await snapshotWithStated({ file, names, settings: allowed, buffers }, answers, go, signal);
  const test = fixTarget?.test ?? outside;
  if (!made.ok || test === undefined) return made;
  const snapshot = await decidedBy(made.value.snapshot, test, go, signal);
  return snapshot.ok ? ok({ ...made.value, snapshot: snapshot.value }) : snapshot;
}

/** A run that goes on has its budget again; one that begins anew there makes other drafts. */
function optionsOf(
  { options }: RunRequest,
  { made }: RunState,
  anew: ResumeOffset | undefined,
): SearchOptions {
  const { budget, confirmCalls, seed } = options;
  return {
    ...options,
    budget: budget + modelCalls(made).length,
    confirmCalls: confirmCalls + made.length,
    seed: seed + (anew?.attempts ?? 0),
  };
}

/** What goes into the run beside the code. */
function remarks(
  { cwd, answers = [] }: RunRequest,
  project: ProjectNotes | undefined,
  stated: StatedTests | undefined,
): readonly { readonly level: "info" | "warning"; readonly about: Note }[] {
  const own =
    project === undefined
      ? []
      : [{ level: "info", about: note("project-notes", { file: shortened(project.path, cwd) }) } as const];
  if (stated !== undefined) {
    const tests = stated.tests.map(({ name, of, cases }) => ({ name, of, cases }));
    return [...own, { level: "info", about: note("stated-tests", { tests }) }];
  }
  if (answers.length === 0) return own;
  return [
    ...own,
    { level: "warning", about: note("answers-unreadable", { answers }, byHand("state-cases")) },
  ];
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

/** Found out while the model drafts. One that is not there any more when the run ends is nobody's error. */
function unitOf({ build, package: { name }, before, std }: GoSnapshot, signal: AbortSignal) {
  const unit = findVetUnit(build, name, before, std, signal);
  unit.catch(() => {});
  return unit;
}

/** What the run is about and what decides it. */
function announce(
  { target, baseline }: GoSnapshot,
  { go }: Session,
  model: ChatModel,
  { budget, seed, hint }: SearchOptions,
  measured: number,
  emit: (event: RunEvent) => void,
): void {
  const protection = go.sandbox.kind;
  emit({
    at: 0,
    type: "started",
    run: randomUUID(),
    target,
    model: model.info,
    budget,
    seed,
    hint,
    protection,
  });
  const warn = (about: Note): void => emit({ at: measured, type: "note", level: "warning", ...about });
  if (protection === "none") warn(note("no-sandbox", {}));
  const allowed = allowedNote(go.sandbox);
  if (allowed !== undefined) warn(allowed);
  for (const { name, kept } of baseline.redTests)
    if (kept !== undefined) warn(note("test-blocked", { test: name, by: kept }, allowing(kept)));
  emit({ at: measured, type: "baseline", baseline, ms: measured });
}

/** First lines only for a target of one function: a line fits one signature. */
function firstLinesOf({ target, file }: GoSnapshot, { parser }: GoDeps): readonly string[] {
  const [name, ...others] = target.names;
  const decl = indexFile(parser, file.text).decls.find((d) => d.kind === "func" && d.name === name);
  if (decl?.kind !== "func" || others.length > 0) return [];
  return firstLinesFor(decl, `${decl.name} ${decl.doc === undefined ? "" : slice(file.text, decl.doc)}`);
}

interface ProjectNotes {
  readonly path: string;
  readonly text: string;
}

/** The nearest .stubwright.md from the file's folder up to the module's. */
async function projectNotes({ file, module }: GoSnapshot): Promise<ProjectNotes | undefined> {
  for (let dir = dirname(file.path); inside(module.dir, dir); dir = dirname(dir)) {
    const path = join(dir, ".stubwright.md");
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text !== undefined) return { path, text };
    if (dir === dirname(dir)) return undefined;
  }
  return undefined;
}

const shortened = (path: string, cwd: string): string => (inside(cwd, path) ? relative(cwd, path) : path);

/** Everything a candidate is judged against, in a word: the same files, the same verdict. */
const filesOf = ({ file, package: { files, testFiles } }: GoSnapshot): string =>
  [file, ...files, ...testFiles].map((f) => `${f.path} ${f.hash}`).join("\n");

const inside = (folder: string, path: string): boolean => !/^\.\.(?:[\\/]|$)/.test(relative(folder, path));
