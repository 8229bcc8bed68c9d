import { join } from "node:path";
import { problem } from "../../core/problem/codes";
import { fail, type Result } from "../../core/result";
import { type Environment, run } from "../process/run";
import { withFolder } from "../process/temp-dir";
import { findSandbox, type Sandbox, type Unprotected } from "../sandbox/probe";
import type { Toolchain } from "../toolchain/find-go";
import { ownProgram } from "../toolchain/go-command";
import { goSources } from "../toolchain/go-sources";
import { builtOnce, hashOf } from "./built-program";

/**
 * What keeps generated code from the person's files and network here.
 * @param toolchain what builds the launcher on Linux, once; not waited for where it is built.
 */
export async function findProtection(
  toolchain: Promise<Result<Toolchain>>,
  env: Environment,
  cacheDir: string,
  signal: AbortSignal,
): Promise<Result<Sandbox, Unprotected>> {
  const launcher =
    process.platform === "linux" ? await buildLauncher(toolchain, env, cacheDir, signal) : none;
  return findSandbox(env, launcher, signal);
}

/** Only Linux has one, and only for processors whose system calls it knows. */
const none = fail(problem("helper-not-built", { why: "the launcher does not know this processor" }));
const processors = ["x64", "arm64"];

/** Builds go/helper/launch, or finds it built: kept by the machine and the hash of its sources. */
export async function buildLauncher(
  toolchain: Promise<Result<Toolchain>>,
  env: Environment,
  cacheDir: string,
  signal: AbortSignal,
): Promise<Result<string>> {
  if (!processors.includes(process.arch)) return none;
  const hash = await hashOf(join(goSources, "launch"));
  if (hash === undefined) return fail(problem("helper-sources-missing", { dir: goSources }));
  const path = join(cacheDir, "helper", `launch-${process.arch}-${hash}`, "launch");
  const build = async (fresh: string) => {
    const go = await toolchain;
    signal.throwIfAborted();
    if (!go.ok) return { code: undefined, error: "", stderr: go.error.code, end: "not-started" as const };
    const args = ["build", "-trimpath", "-ldflags=-s -w", "-o", fresh, "./launch"];
    return withFolder((temp) => {
      const own = { ...env, ...ownProgram, GOTOOLCHAIN: "local", GOTMPDIR: temp, PWD: goSources };
      return run(
        go.value.go,
        args,
        { cwd: goSources, env: own, timeoutMs: go.value.longestMs ?? longest },
        signal,
      );
    });
  };
  return builtOnce(path, build);
}

/** Milliseconds: the standard library may have to be compiled first. */
const longest = 300_000;
