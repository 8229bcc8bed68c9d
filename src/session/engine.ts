import { join } from "node:path";
import type { BiteReport } from "../core/bite-report";
import type { Outcome, RunEvent } from "../core/events";
import type { TestPlace } from "../core/failing-test";
import type { SearchOptions } from "../core/options";
import { defaultOptions } from "../core/options";
import { rebase } from "../core/rebase";
import { takenBy } from "../core/renumber";
import { fail, ok, type Result } from "../core/result";
import type { TestsEvent, TestsResult } from "../core/test-events";
import type { Judgement } from "../core/verdict";
import { checkCandidate } from "../go/check";
import { goEnvironment } from "../go/environment";
import type { StartConnection } from "../go/gopls/start";
import { findGopls, goplsFor, installGopls } from "../go/gopls-install";
import { loadGoParser } from "../go/parser";
import type { Environment } from "../go/process";
import { probeSandbox, type Sandbox } from "../go/sandbox";
import type { Allowed } from "../go/sandbox-needs";
import { sweepFolders } from "../go/scratch";
import type { GoDeps, JudgeSettings } from "../go/snapshot";
import { sourceFile } from "../go/source";
import { findGo, type Toolchain } from "../go/toolchain";
import { embeddedModel } from "../model/catalog";
import { listServer } from "../model/choose";
import { discoverIn } from "../model/discover";
import { isPulled, modelPath, pull } from "../model/pull";
import { cacheDir } from "./cache";
import { checkTests } from "./check-tests";
import { createFailing, type DiagnosisAsked, type TestsAsked } from "./failing";
import type { Listen } from "./fix-run";
import { holdModel, type ModelState } from "./model-holder";
import { runOnce, type Trail } from "./run";
import { defaultTestsBudget, type TestsRequest, writeTests } from "./write-tests";

/** What the person's settings come to for one file. */
export interface EngineSettings {
  /** Their environment, with what their editor adds for Go's tools. */
  readonly env: Environment;
  /** A go command or a GOROOT that they named. */
  readonly go: string | undefined;
  readonly gopls: string | undefined;
  readonly sandbox: boolean;
  /** What tests may do in it besides. */
  readonly allowed: Allowed;
  readonly server: string | undefined;
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
  readonly options: Partial<SearchOptions>;
  readonly judge: Partial<JudgeSettings>;
  /** Paths of diffs are relative to it. */
  readonly cwd: string;
}

export interface EngineDeps {
  /** Asked at the beginning of each run and judgement. */
  settings(file: string): Promise<EngineSettings>;
  /** Stands for https://huggingface.co when the embedded model is fetched. */
  mirror(): string | undefined;
  onModel(state: ModelState): void;
  /** An editor's own way to start gopls and speak to it. */
  readonly connectGopls?: StartConnection;
}

export interface RunAsked {
  readonly id: string;
  readonly file: string;
  readonly names: readonly string[];
  readonly hint: string | undefined;
  /** The failing test that the run is to make pass. */
  readonly test?: TestPlace | undefined;
  readonly buffers: ReadonlyMap<string, string>;
  readonly before: readonly RunEvent[] | undefined;
  readonly answers: readonly string[];
}

export interface WriteTestsAsked {
  readonly file: string;
  readonly name: string;
  readonly buffers: ReadonlyMap<string, string>;
}

export interface BiteAsked {
  readonly file: string;
  readonly name?: string | undefined;
  readonly buffers: ReadonlyMap<string, string>;
}

export interface JudgementAsked {
  readonly file: string;
  readonly names: readonly string[];
  /** The failing test that the proposal makes pass. */
  readonly test: TestPlace | undefined;
  readonly buffers: ReadonlyMap<string, string>;
  readonly base: string;
  readonly proposed: string;
}

export type SessionEngine = ReturnType<typeof createEngine>;

/** Runs and judgements for an editor: what they share stays open between them. */
export function createEngine(deps: EngineDeps) {
  // What an extension host that was killed left behind.
  sweepFolders();
  const cache = (): string => cacheDir(process.env);
  const modelsDir = (): string => join(cache(), "models");
  const mirror = (): string | undefined => deps.mirror() ?? process.env["STUBWRIGHT_MIRROR"];
  const trails = new Map<string, Trail>();
  const models = holdModel(deps.onModel);
  const parser = loadGoParser();
  const goDeps = keptWhileSame(async (settings: GoSettings, signal): Promise<Result<GoBase>> => {
    const { go, env, cwd, sandbox } = settings;
    const [toolchain, kept] = await Promise.all([
      findGo({ configured: go, env, cwd }, signal),
      probeSandbox(sandbox, env, signal),
    ]);
    signal.throwIfAborted();
    return toolchain.ok ? ok({ toolchain: toolchain.value, sandbox: kept }) : toolchain;
  });
  const depsFor = async (settings: EngineSettings, signal: AbortSignal): Promise<Result<GoDeps>> => {
    const { go, env, cwd, sandbox } = settings;
    const base = await goDeps({ go, env, cwd, sandbox }, signal);
    if (!base.ok) return base;
    const allowing = { ...base.value.sandbox, allowed: settings.allowed };
    return ok({ ...base.value, sandbox: allowing, env, parser: await parser });
  };
  const failing = createFailing(cache);
  const ready = async (dir: string, signal: AbortSignal) => {
    const settings = await deps.settings(join(dir, "x.go"));
    const go = await depsFor(settings, signal);
    return go.ok ? ok({ go: go.value, settings }) : go;
  };
  return {
    tests: {
      /** Runs tests of a package as the person would. */
      async run(asked: TestsAsked, onOutput: (text: string) => void, signal: AbortSignal) {
        const found = await ready(asked.dir, signal);
        if (!found.ok) return found;
        return failing.run(asked, found.value.settings.judge, found.value.go, onOutput, signal);
      },
      /** Why a test fails, and the functions that may be at fault. */
      async diagnose(asked: DiagnosisAsked, onOutput: (text: string) => void, signal: AbortSignal) {
        const found = await ready(asked.dir, signal);
        if (!found.ok) return found;
        return failing.diagnose(asked, found.value.settings.judge, found.value.go, onOutput, signal);
      },
    },
    async run(
      { id, file, names, hint, test, buffers, before, answers }: RunAsked,
      emit: (event: RunEvent) => void,
      signal: AbortSignal,
    ): Promise<Result<Outcome>> {
      const settings = await deps.settings(file);
      const go = await depsFor(settings, signal);
      if (!go.ok) return go;
      const { server, model, apiKey, gopls, cwd, judge } = settings;
      const lease = models.lease({ server, model, apiKey, dir: modelsDir(), cwd }, signal);
      try {
        const options = { ...defaultOptions, ...settings.options, hint };
        const goOn = before && { taken: takenBy(before), trail: trails.get(id) };
        const { connectGopls } = deps;
        const session = { go: go.value, cacheDir: cache(), gopls, connectGopls, opening: lease.opening };
        const around = { options, settings: judge, answers, goOn, cwd };
        const planned =
          test === undefined
            ? ok({ request: { file, names, buffers, ...around }, through: (listen: Listen) => listen })
            : await failing.plan({ test, file, names, buffers }, around, go.value, signal);
        if (!planned.ok) return planned;
        const { request, through } = planned.value;
        const ran = await runOnce(request, session, through(emit), signal);
        if (!ran.ok) return ran;
        trails.set(id, ran.value.trail);
        // A model that broke a run off may be dead: the next run opens it anew.
        if (ran.value.outcome === "broken") await models.close();
        return ok(ran.value.outcome);
      } finally {
        lease.end();
      }
    },
    async judge(
      { file, names, test, buffers, base, proposed }: JudgementAsked,
      signal: AbortSignal,
    ): Promise<Result<{ readonly judgement: Judgement; readonly text: string }>> {
      const settings = await deps.settings(file);
      const go = await depsFor(settings, signal);
      if (!go.ok) return go;
      const now = buffers.get(file);
      if (now === undefined)
        return fail({ kind: "input", message: `${file} is not open.`, next: "Open it and try again." });
      // On the file that it was made for it is judged as it stands, whatever the person changed in it.
      const carried =
        now === base
          ? ok({ text: proposed })
          : rebase(go.value.parser, base, sourceFile(file, now), names, proposed);
      if (!carried.ok) return carried;
      const candidateText = carried.value.text;
      const request = { file, names, buffers, settings: settings.judge, candidateText, failing: test };
      const judged = await checkCandidate(request, go.value, () => {}, signal);
      return judged.ok ? ok({ judgement: judged.value, text: candidateText }) : judged;
    },
    async writeTests(
      { file, name, buffers }: WriteTestsAsked,
      emit: (event: TestsEvent) => void,
      ask: TestsRequest["ask"],
      signal: AbortSignal,
    ): Promise<Result<TestsResult>> {
      const settings = await deps.settings(file);
      const go = await depsFor(settings, signal);
      if (!go.ok) return go;
      const { server, model, apiKey, cwd, judge } = settings;
      const lease = models.lease({ server, model, apiKey, dir: modelsDir(), cwd }, signal);
      try {
        const request = {
          file,
          name,
          buffers,
          budget: defaultTestsBudget,
          seed: defaultOptions.seed,
          settings: judge,
          answers: [],
          characterise: true,
          ...(ask === undefined ? {} : { ask }),
          cwd,
        };
        const session = { go: go.value, cacheDir: cache(), opening: lease.opening };
        return await writeTests(request, session, emit, signal);
      } finally {
        lease.end();
      }
    },
    async checkTests(
      { file, name, buffers }: BiteAsked,
      signal: AbortSignal,
    ): Promise<Result<readonly BiteReport[]>> {
      const settings = await deps.settings(file);
      const go = await depsFor(settings, signal);
      if (!go.ok) return go;
      const request = { file, name, buffers, seed: defaultOptions.seed, settings: settings.judge };
      return checkTests(request, go.value, cache(), () => {}, signal);
    },
    models: {
      async embedded() {
        const { id, bytes, licence } = embeddedModel;
        const path = modelPath(embeddedModel, modelsDir());
        const from = mirror() ?? "Hugging Face";
        return { id, bytes, licence, from, path, there: await isPulled(embeddedModel, modelsDir()) };
      },
      pull: (onProgress: (done: number, total: number) => void, signal: AbortSignal) =>
        pull({ model: embeddedModel, dir: modelsDir(), mirror: mirror(), onProgress }, signal),
      list: listServer,
      async found(signal: AbortSignal) {
        const models = await discoverIn(modelsDir())(signal);
        return models.map(({ name, from, place }) => ({
          name,
          from,
          server:
            place.kind === "embedded" ? undefined : place.kind === "ollama" ? place.origin : place.baseUrl,
        }));
      },
      close: models.close,
    },
    gopls: {
      async state(file: string, signal: AbortSignal) {
        const settings = await deps.settings(file);
        const go = await depsFor(settings, signal);
        if (!go.ok) return go;
        const { toolchain } = go.value;
        const vars = await goEnvironment(toolchain, settings.cwd, settings.env, signal);
        if (!vars.ok) return vars;
        const place = {
          configured: settings.gopls,
          env: settings.env,
          vars: vars.value.vars,
          cacheDir: cache(),
        };
        const found = await findGopls(place, signal);
        const missing = found.ok ? undefined : `${found.error.message} ${found.error.next}`;
        return ok({ missing, fitting: goplsFor(toolchain.version) });
      },
      async install(file: string, onProgress: (line: string) => void, signal: AbortSignal) {
        const settings = await deps.settings(file);
        const go = await depsFor(settings, signal);
        if (!go.ok) return go;
        const { toolchain, env } = go.value;
        return installGopls({ toolchain, env, cacheDir: cache(), onProgress }, signal);
      },
    },
    async dispose(): Promise<void> {
      trails.clear();
      await models.close();
    },
  };
}

interface GoBase {
  readonly toolchain: Toolchain;
  readonly sandbox: Sandbox;
}

type GoSettings = Pick<EngineSettings, "go" | "env" | "cwd" | "sandbox">;

/** Looked for once; again when what it depends on has changed, or when it was not found. */
function keptWhileSame<A, T>(
  look: (asked: A, signal: AbortSignal) => Promise<Result<T>>,
): (asked: A, signal: AbortSignal) => Promise<Result<T>> {
  let kept: { readonly key: string; readonly found: Result<T> } | undefined;
  return async (asked, signal) => {
    const key = JSON.stringify(asked);
    if (kept?.key === key) return kept.found;
    const found = await look(asked, signal);
    if (found.ok) kept = { key, found };
    return found;
  };
}
