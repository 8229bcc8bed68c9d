import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { asked } from "../core/attempt";
import { createDrafter } from "../core/drafter";
import type { Outcome, RunEvent } from "../core/events";
import type { TestPlace } from "../core/failing-test";
import { leadsFor } from "../core/leads";
import type { ChatModel } from "../core/model";
import type { SearchOptions } from "../core/options";
import { draftPlan } from "../core/plan";
import { renumbered, type Taken } from "../core/renumber";
import { ok, type Result } from "../core/result";
import { newRun, type RunState } from "../core/run";
import { search } from "../core/search";
import { indexFile } from "../core/syntax-index";
import { slice } from "../core/syntax-lines";
import type { TestCase } from "../core/test-case";
import type { StatedTests } from "../core/test-stated";
import { createJudge } from "../go/judge";
import { decidedBy } from "../go/repair-baseline";
import { allowedNote } from "../go/sandbox-allowed";
import type { GoDeps, GoSnapshot, JudgeSettings } from "../go/snapshot";
import { vetUnit as findVetUnit } from "../go/vet-unit";
import type { OpenModel } from "../model/choose";
import { openAids } from "./aids";
import { createArbiter } from "./arbiter";
import { createOffer } from "./offer";
import { type GoplsSetup, openOpinion } from "./opinion";
import { openingOf, type Repair } from "./repair";
import { type StatedSnapshot, snapshotWithStated, statedNote, withStated } from "./stated";

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
  /** A body that is there already is to be mended, because a test fails. */
  readonly repair?: Repair | undefined;
  /** Of a stub that is to be written because a test of another package fails. */
  readonly outside?: TestPlace | undefined;
  /** An earlier run that this one goes on with. */
  readonly goOn?: GoOn | undefined;
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
export interface Trail {
  readonly state: RunState;
  readonly files: string;
  /** Milliseconds that it took. */
  readonly ms: number;
}

export interface GoOn {
  /** How far it got, for faces: attempts are numbered on. */
  readonly taken: Taken;
  /** Not there after a restart; of no use where the files have changed. */
  readonly trail: Trail | undefined;
}

export interface Ran {
  readonly outcome: Outcome;
  readonly trail: Trail;
}

/** One run, from the file on disk to the outcome; the search's events with those of its surroundings before them. */
export async function runOnce(
  request: RunRequest,
  session: Session,
  listen: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<Result<Ran>> {
  const began = performance.now();
  const { file, goOn, repair } = request;
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const made = await snapshotOf(request, session, until);
  if (!made.ok) return made;
  const { snapshot, stated } = made.value;
  const files = filesOf(snapshot);
  const trail = goOn?.trail?.files === files ? goOn.trail : undefined;
  const state = trail === undefined ? newRun() : { ...trail.state, ending: undefined, offered: undefined };
  const now = (): number => performance.now() - began + (trail?.ms ?? 0);
  const anew = goOn !== undefined && trail === undefined ? goOn.taken : undefined;
  const root = inside(request.cwd, file) ? request.cwd : snapshot.module.dir;
  const emit = (event: RunEvent): void => {
    const whole = stated === undefined ? event : withStated(event, stated, root);
    listen(anew === undefined ? whole : renumbered(whole, anew));
  };
  const measured = Math.round(now());
  const early: RunEvent[] = [];
  const say: { emit: (event: RunEvent) => void } = { emit: (event) => void early.push(event) };
  const told = new Set<string>();
  const trouble = (message: string): void => {
    // gopls is started anew now and then, and may be missing each time.
    if (told.has(message)) return;
    told.add(message);
    say.emit({ at: Math.round(now()), type: "note", level: "warning", message });
  };
  const gopls = openOpinion(snapshot, session.go, session, trouble, signal);
  const vetUnit = unitOf(snapshot, until);
  const aids = openAids(snapshot, session.go, gopls.opinion, session.cacheDir, trouble, signal);
  try {
    const opened = await session.opening;
    signal.throwIfAborted();
    if (!opened.ok) return opened;
    const { model } = opened.value;
    const project = await projectNotes(snapshot);
    const options = { ...optionsOf(request, state, anew), project: project?.text };
    announce(snapshot, session, model, options, measured, emit);
    if (repair !== undefined) emit({ ...repair.fault, at: measured });
    if (project !== undefined)
      say.emit({ at: measured, type: "note", level: "info", message: noted(project.path, request.cwd) });
    if (stated !== undefined)
      say.emit({ at: measured, type: "note", level: "info", message: statedNote(stated) });
    else if ((request.answers ?? []).length > 0)
      say.emit({ at: measured, type: "note", level: "warning", message: unreadable(request.answers ?? []) });
    say.emit = emit;
    for (const event of early) emit(event);
    const { parser } = session.go;
    const { fixers, confirmer, std, helper } = await aids.ready;
    signal.throwIfAborted();
    const court = { snapshot, deps: session.go, opinion: undefined };
    const heard = new Map<string, readonly TestCase[]>();
    const deps = {
      judge: createJudge(snapshot, session.go, { opinion: gopls.opinion, lookup: std?.lookup, vetUnit }),
      model,
      drafter: createDrafter({
        parser,
        model,
        options,
        context: { snapshot, std: std?.signature, hideBody: repair !== undefined },
        symbols: std?.symbols,
      }),
      parser,
      fixers,
      confirmer,
      arbiter: helper && createArbiter(court, helper, model, options.seed, heard),
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
              heard,
              root,
            })
          : undefined,
      options,
      plan: draftPlan(options, model.info.capabilities, options.leads ? leadsOf(snapshot, session.go) : []),
      opening: repair && openingOf(parser, snapshot, repair, options.seed),
      now,
      root,
    };
    const outcome = await search(deps, emit, signal, state);
    return ok({ outcome, trail: { state, files, ms: now() } });
  } finally {
    over.abort();
    aids.close();
    gopls.close();
  }
}

/** Of a body that is to be mended also how its tests stand now. */
async function snapshotOf(
  { file, names, settings, repair, outside, answers = [], buffers = new Map() }: RunRequest,
  { go }: Session,
  signal: AbortSignal,
): Promise<Result<StatedSnapshot>> {
  const allowed = repair === undefined ? settings : { ...settings, allowNonStub: true };
  const made = await snapshotWithStated({ file, names, settings: allowed, buffers }, answers, go, signal);
  const test = repair?.test ?? outside;
  if (!made.ok || test === undefined) return made;
  const snapshot = await decidedBy(made.value.snapshot, test, go, signal);
  return snapshot.ok ? ok({ ...made.value, snapshot: snapshot.value }) : snapshot;
}

/** A run that goes on has its budget again; one that begins anew there makes other drafts. */
function optionsOf({ options }: RunRequest, { made }: RunState, anew: Taken | undefined): SearchOptions {
  const { budget, confirmCalls, seed } = options;
  return {
    ...options,
    budget: budget + asked(made).length,
    confirmCalls: confirmCalls + made.length,
    seed: seed + (anew?.attempts ?? 0),
  };
}

const unreadable = (answers: readonly string[]): string =>
  `No test could be made of ${answers.join(" and ")}: a call with what it gives is needed, such as F(1) == 2.`;

/** A function without tests of its own: none decides, or only those that are made of the person's answers. */
const wantsTests = (
  { options, names, repair, outside, answers = [] }: RunRequest,
  { baseline }: GoSnapshot,
  stated: StatedTests | undefined,
): boolean =>
  options.offerTests &&
  names.length === 1 &&
  repair === undefined &&
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
  emit({ at: 0, type: "started", run: randomUUID(), target, model: model.info, budget, seed, hint });
  if (go.sandbox.kind === "none") {
    emit({ at: measured, type: "note", level: "warning", message: go.sandbox.summary });
  }
  const allowed = allowedNote(go.sandbox);
  if (allowed !== undefined) emit({ at: measured, type: "note", level: "warning", message: allowed });
  for (const { name, kept } of baseline.redTests)
    if (kept !== undefined)
      emit({ at: measured, type: "note", level: "warning", message: `${name} decides nothing: it ${kept}.` });
  emit({ at: measured, type: "baseline", baseline, ms: measured });
}

/** Only a target of one function is led: a line fits one signature. */
function leadsOf({ target, file }: GoSnapshot, { parser }: GoDeps): readonly string[] {
  const [name, ...others] = target.names;
  const decl = indexFile(parser, file.text).decls.find((d) => d.kind === "func" && d.name === name);
  if (decl?.kind !== "func" || others.length > 0) return [];
  return leadsFor(decl, `${decl.name} ${decl.doc === undefined ? "" : slice(file.text, decl.doc)}`);
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

const noted = (path: string, cwd: string): string =>
  `The text of ${inside(cwd, path) ? relative(cwd, path) : path} is part of every prompt.`;

/** Everything a candidate is judged against, in a word: the same files, the same verdict. */
const filesOf = ({ file, package: { files, testFiles } }: GoSnapshot): string =>
  [file, ...files, ...testFiles].map((f) => `${f.path} ${f.hash}`).join("\n");

const inside = (folder: string, path: string): boolean => !/^\.\.(?:[\\/]|$)/.test(relative(folder, path));
