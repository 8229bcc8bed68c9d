import { join } from "node:path";
import type { Engine, ModelState } from "../core/engine";
import { resumeOffset } from "../core/events/resume";
import { problem } from "../core/problem/codes";
import { byHand } from "../core/problem/next";
import { fail, ok, type Result } from "../core/result";
import type { SearchOptions } from "../core/search/options";
import { defaultOptions } from "../core/search/options";
import { rebase } from "../core/splice/rebase";
import { findGopls, goplsFor, installGopls } from "../go/gopls/install";
import type { StartConnection } from "../go/gopls/start";
import { checkCandidate } from "../go/judge/check";
import type { Environment } from "../go/process/run";
import { sweepFolders } from "../go/process/temp-dir";
import type { Allowed } from "../go/sandbox/policy";
import { findSandbox, noSandbox, type Sandbox, type Unprotected } from "../go/sandbox/probe";
import type { GoDeps, JudgeSettings } from "../go/snapshot/snapshot";
import { goEnvironment } from "../go/toolchain/environment";
import { findGo } from "../go/toolchain/find-go";
import { loadGoParser } from "../go/toolchain/parser";
import { sourceFile } from "../go/toolchain/source-file";
import { embeddedModel } from "../model/catalog";
import { listServer } from "../model/choose";
import { discoverIn } from "../model/discover";
import { isPulled, modelPath, pull } from "../model/pull";
import { cacheDir } from "./cache";
import { createFailing } from "./fix/failing-tests";
import type { Listen } from "./fix/plan";
import { holdModel } from "./model-holder";
import type { ResumeState } from "./run/request";
import { runOnce } from "./run/run";
import { checkTests } from "./testgen/check";
import { defaultTestsBudget, writeTests } from "./testgen/write";

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
  /** An editor's own way to start gopls and talk to it. */
  readonly connectGopls?: StartConnection;
  /** Whether what is generated may run although there is no sandbox: the person's to say. */
  mayRunUnprotected(why: Unprotected): Promise<boolean>;
}

export type SessionEngine = Engine & { dispose(): Promise<void> };

/** Runs and judgements for an editor: what they share stays open between them. */
export function createEngine(deps: EngineDeps): SessionEngine {
  // What an extension host that was killed left behind.
  sweepFolders();
  const cache = (): string => cacheDir(process.env);
  const modelsDir = (): string => join(cache(), "models");
  const mirror = (): string | undefined => deps.mirror() ?? process.env["STUBWRIGHT_MIRROR"];
  const resumeStates = new Map<string, ResumeState>();
  const models = holdModel(deps.onModel);
  const parser = loadGoParser();
  const toolchainOf = keptWhileSame((wanted: Pick<EngineSettings, "go" | "env" | "cwd">, signal) =>
    findGo({ configured: wanted.go, env: wanted.env, cwd: wanted.cwd }, signal),
  );
  const sandboxOf = keptWhileSame((env: Environment, signal) => findSandbox(env, signal));
  /** Without protection only what the person wrote runs, unless they say that what is generated may too. */
  const protectedBy = async (
    { sandbox, env }: EngineSettings,
    runs: "generated" | "own",
    signal: AbortSignal,
  ): Promise<Result<Sandbox>> => {
    if (!sandbox) return ok(noSandbox);
    const found = await sandboxOf(env, signal);
    if (found.ok) return found;
    return runs === "own" || (await deps.mayRunUnprotected(found.error)) ? ok(noSandbox) : found;
  };
  const depsFor = async (
    settings: EngineSettings,
    signal: AbortSignal,
    runs: "generated" | "own" = "generated",
  ): Promise<Result<GoDeps>> => {
    const { go, env, cwd, allowed } = settings;
    const [toolchain, sandbox] = await Promise.all([
      toolchainOf({ go, env, cwd }, signal),
      protectedBy(settings, runs, signal),
    ]);
    signal.throwIfAborted();
    if (!toolchain.ok) return toolchain;
    if (!sandbox.ok) return sandbox;
    const value = { toolchain: toolchain.value, sandbox: { ...sandbox.value, allowed } };
    return ok({ ...value, env, parser: await parser });
  };
  const failing = createFailing(cache);
  const ready = async (dir: string, runs: "generated" | "own", signal: AbortSignal) => {
    const settings = await deps.settings(join(dir, "x.go"));
    const go = await depsFor(settings, signal, runs);
    return go.ok ? ok({ go: go.value, settings }) : go;
  };
  return {
    tests: {
      async run(wanted, onOutput, signal) {
        const found = await ready(wanted.dir, "own", signal);
        if (!found.ok) return found;
        return failing.run(wanted, found.value.settings.judge, found.value.go, onOutput, signal);
      },
      async diagnose(wanted, onOutput, signal) {
        const found = await ready(wanted.dir, "generated", signal);
        if (!found.ok) return found;
        return failing.diagnose(wanted, found.value.settings.judge, found.value.go, onOutput, signal);
      },
    },
    async run({ id, file, names, hint, test, buffers, before, answers }, emit, signal) {
      const settings = await deps.settings(file);
      const go = await depsFor(settings, signal);
      if (!go.ok) return go;
      const { server, model, apiKey, gopls, cwd, judge } = settings;
      const lease = models.lease({ server, model, apiKey, dir: modelsDir(), cwd }, signal);
      try {
        const options = { ...defaultOptions, ...settings.options, hint };
        const resume = before && { offset: resumeOffset(before), resumeState: resumeStates.get(id) };
        const { connectGopls } = deps;
        const session = { go: go.value, cacheDir: cache(), gopls, connectGopls, opening: lease.opening };
        const common = { options, settings: judge, answers, resume, cwd };
        const planned =
          test === undefined
            ? ok({ request: { file, names, buffers, ...common }, through: (listen: Listen) => listen })
            : await failing.plan({ test, file, names, buffers }, common, go.value, signal);
        if (!planned.ok) return planned;
        const { request, through } = planned.value;
        const ran = await runOnce(request, session, through(emit), signal);
        if (!ran.ok) return ran;
        resumeStates.set(id, ran.value.resumeState);
        // A model that broke a run off may be dead: the next run opens it anew.
        if (ran.value.outcome === "broken") await models.close();
        return ok(ran.value.outcome);
      } finally {
        lease.end();
      }
    },
    async judge({ file, names, test, buffers, base, proposed }, signal) {
      const settings = await deps.settings(file);
      const go = await depsFor(settings, signal);
      if (!go.ok) return go;
      const now = buffers.get(file);
      if (now === undefined) return fail(problem("file-not-open", { file }, byHand("open-file")));
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
    async writeTests({ file, name, buffers }, emit, ask, signal) {
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
          ask,
          cwd,
        };
        const session = { go: go.value, cacheDir: cache(), opening: lease.opening };
        return await writeTests(request, session, emit, signal);
      } finally {
        lease.end();
      }
    },
    async checkTests({ file, name, buffers }, signal) {
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
      pull: (onProgress, signal) =>
        pull({ model: embeddedModel, dir: modelsDir(), mirror: mirror(), onProgress }, signal),
      list: listServer,
      async found(signal) {
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
      async state(file, signal) {
        const settings = await deps.settings(file);
        const go = await depsFor(settings, signal, "own");
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
        const missing = found.ok ? undefined : found.error;
        return ok({ missing, fitting: goplsFor(toolchain.version) });
      },
      async install(file, onProgress, signal) {
        const settings = await deps.settings(file);
        const go = await depsFor(settings, signal, "own");
        if (!go.ok) return go;
        const { toolchain, env } = go.value;
        return installGopls({ toolchain, env, cacheDir: cache(), onProgress }, signal);
      },
    },
    async dispose() {
      resumeStates.clear();
      await models.close();
    },
  };
}

/** Looked for once; again when what it depends on has changed, or when it was not found. */
function keptWhileSame<A, T, E>(
  look: (wanted: A, signal: AbortSignal) => Promise<Result<T, E>>,
): (wanted: A, signal: AbortSignal) => Promise<Result<T, E>> {
  let kept: { readonly key: string; readonly found: Result<T, E> } | undefined;
  return async (wanted, signal) => {
    const key = JSON.stringify(wanted);
    if (kept?.key === key) return kept.found;
    const found = await look(wanted, signal);
    if (found.ok) kept = { key, found };
    return found;
  };
}
