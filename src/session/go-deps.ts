import type { EngineSettings } from "../core/engine";
import type { Problem } from "../core/problem/codes";
import { ok, type Result } from "../core/result";
import { findProtection } from "../go/helper-client/protection";
import { noSandbox, type Sandbox, type Unprotected } from "../go/sandbox/probe";
import type { GoDeps } from "../go/snapshot/subject";
import { findGo, type Toolchain } from "../go/toolchain/find-go";
import { loadGoParser } from "../go/toolchain/parser";
import { baselinesIn, cacheDir } from "./cache";
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
  const toolchainOf = keptWhileSame<Toolchain, Problem>();
  const sandboxOf = keptWhileSame<Sandbox, Unprotected>();
  const protectedBy = async (
    { sandbox, env }: EngineSettings,
    toolchain: Promise<Result<Toolchain>>,
    code: CodeToRun,
    signal: AbortSignal,
  ): Promise<Result<Sandbox>> => {
    // Without Go nothing runs, and that is what the person is told.
    if (!sandbox || !(await toolchain).ok) return ok(noSandbox);
    const cache = cacheDir(process.env);
    const found = await sandboxOf(env, () => findProtection(toolchain, env, cache, signal));
    if (found.ok) return found;
    return code === "own" || (await deps.mayRunUnprotected(found.error)) ? ok(noSandbox) : found;
  };
  return async (file, code, signal) => {
    const settings = await deps.settings(file);
    const { go: configured, goMs, memoryBytes, env, flags, cwd, allowed } = settings;
    const finding = toolchainOf([configured, env, cwd], () => findGo({ configured, env, cwd }, signal));
    const [toolchain, sandbox] = await Promise.all([finding, protectedBy(settings, finding, code, signal)]);
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
function keptWhileSame<T, E>(): (
  dependsOn: unknown,
  look: () => Promise<Result<T, E>>,
) => Promise<Result<T, E>> {
  let kept: { readonly key: string; readonly found: Result<T, E> } | undefined;
  return async (dependsOn, look) => {
    const key = JSON.stringify(dependsOn);
    if (kept?.key === key) return kept.found;
    const found = await look();
    if (found.ok) kept = { key, found };
    return found;
  };
}
