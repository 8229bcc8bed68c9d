import type { EngineSettings } from "../core/engine";
import { ok, type Result } from "../core/result";
import type { Environment } from "../go/process/run";
import { findSandbox, noSandbox, type Sandbox } from "../go/sandbox/probe";
import type { GoDeps } from "../go/snapshot/subject";
import { findGo } from "../go/toolchain/find-go";
import { loadGoParser } from "../go/toolchain/parser";
import { baselinesIn } from "./cache";
import type { EngineDeps } from "./engine-deps";

/** Without protection only what the person wrote runs, unless they say that what is generated may too. */
export type CodeToRun = "generated" | "own";

/** The person's settings for a file, and what runs Go under them. */
export interface Prepared {
  readonly settings: EngineSettings;
  readonly go: GoDeps;
}

export type Prepare = (file: string, code: CodeToRun, signal: AbortSignal) => Promise<Result<Prepared>>;

/** Toolchain and sandbox are looked for once, and again when settings change that they depend on. */
export function preparer(deps: Pick<EngineDeps, "settings" | "mayRunUnprotected">): Prepare {
  const parser = loadGoParser();
  const toolchainOf = keptWhileSame((wanted: Pick<EngineSettings, "go" | "env" | "cwd">, signal) =>
    findGo({ configured: wanted.go, env: wanted.env, cwd: wanted.cwd }, signal),
  );
  const sandboxOf = keptWhileSame((env: Environment, signal) => findSandbox(env, signal));
  const protectedBy = async (
    { sandbox, env }: EngineSettings,
    code: CodeToRun,
    signal: AbortSignal,
  ): Promise<Result<Sandbox>> => {
    if (!sandbox) return ok(noSandbox);
    const found = await sandboxOf(env, signal);
    if (found.ok) return found;
    return code === "own" || (await deps.mayRunUnprotected(found.error)) ? ok(noSandbox) : found;
  };
  return async (file, code, signal) => {
    const settings = await deps.settings(file);
    const { go, goMs, memoryBytes, env, flags, cwd, allowed } = settings;
    const [toolchain, sandbox] = await Promise.all([
      toolchainOf({ go, env, cwd }, signal),
      protectedBy(settings, code, signal),
    ]);
    signal.throwIfAborted();
    if (!toolchain.ok) return toolchain;
    if (!sandbox.ok) return sandbox;
    const value = {
      toolchain: { ...toolchain.value, longestMs: goMs, memoryBytes },
      sandbox: { ...sandbox.value, allowed },
      baselines: baselinesIn(process.env),
    };
    const whole = { ...env, ...allowed.variables };
    return ok({ settings, go: { ...value, env: whole, flags, parser: await parser } });
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
