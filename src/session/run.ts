import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { createDrafter } from "../core/drafter";
import type { Outcome, RunEvent } from "../core/events";
import { leadsFor } from "../core/leads";
import type { ChatModel } from "../core/model";
import type { SearchOptions } from "../core/options";
import { ok, type Result } from "../core/result";
import { search } from "../core/search";
import { indexFile } from "../core/syntax-index";
import { createJudge } from "../go/judge";
import { createSnapshot, type GoDeps, type GoSnapshot, type JudgeSettings } from "../go/snapshot";
import type { OpenModel } from "../model/choose";
import { openAids } from "./aids";
import { openOpinion } from "./opinion";

export interface RunRequest {
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  readonly options: SearchOptions;
  readonly settings: Partial<JudgeSettings>;
  /** Paths of the diff are relative to this folder where the file lies in it, else to the module. */
  readonly cwd: string;
}

/** What runs on one machine share. Nothing of it is changed by a run. */
export interface Session {
  readonly go: GoDeps;
  readonly cacheDir: string;
  /** Begun early, so that the model loads while the baseline is measured. */
  readonly opening: Promise<Result<OpenModel>>;
}

/** One run, from the file on disk to the outcome; the search's events with those of its surroundings before them. */
export async function runOnce(
  request: RunRequest,
  session: Session,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<Result<Outcome>> {
  const began = performance.now();
  const now = (): number => performance.now() - began;
  const { file, names, settings } = request;
  const snapshot = await createSnapshot({ file, names, settings }, session.go, signal);
  if (!snapshot.ok) return snapshot;
  const measured = Math.round(now());
  const early: RunEvent[] = [];
  const say: { emit: (event: RunEvent) => void } = { emit: (event) => void early.push(event) };
  const trouble = (message: string): void =>
    say.emit({ at: Math.round(now()), type: "note", level: "warning", message });
  const gopls = openOpinion(snapshot.value, session.go, session.cacheDir, trouble, signal);
  const aids = openAids(snapshot.value, session.go, gopls.opinion, session.cacheDir, trouble, signal);
  try {
    const opened = await session.opening;
    signal.throwIfAborted();
    if (!opened.ok) return opened;
    const { model } = opened.value;
    const options = { ...request.options, project: await projectText(snapshot.value) };
    announce(snapshot.value, session, model, options, measured, emit);
    say.emit = emit;
    for (const event of early) emit(event);
    const { parser } = session.go;
    const { fixers, confirmer, std } = await aids.ready;
    signal.throwIfAborted();
    const deps = {
      judge: createJudge(snapshot.value, session.go, gopls.opinion),
      model,
      drafter: createDrafter({
        parser,
        model,
        options,
        context: { snapshot: snapshot.value, std: std?.signature },
        symbols: std?.symbols,
      }),
      parser,
      fixers,
      confirmer,
      options,
      leads: leadsOf(snapshot.value, session.go),
      now,
      root: inside(request.cwd, file) ? request.cwd : snapshot.value.module.dir,
    };
    return ok(await search(deps, emit, signal));
  } finally {
    aids.close();
    gopls.close();
  }
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
  emit({ at: measured, type: "baseline", baseline, ms: measured });
}

/** Only a target of one function is led: a line fits one signature. */
function leadsOf({ target, file }: GoSnapshot, { parser }: GoDeps): readonly string[] {
  const [name, ...others] = target.names;
  const decl = indexFile(parser, file.text).decls.find((d) => d.kind === "func" && d.name === name);
  return decl?.kind === "func" && others.length === 0 ? leadsFor(decl) : [];
}

/** The nearest .stubwright.md from the file's folder up to the module's. */
async function projectText({ file, module }: GoSnapshot): Promise<string | undefined> {
  for (let dir = dirname(file.path); inside(module.dir, dir); dir = dirname(dir)) {
    const text = await readFile(join(dir, ".stubwright.md"), "utf8").catch(() => undefined);
    if (text !== undefined || dir === dirname(dir)) return text;
  }
  return undefined;
}

const inside = (folder: string, path: string): boolean => !/^\.\.(?:[\\/]|$)/.test(relative(folder, path));
