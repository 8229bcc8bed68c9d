import { resolve } from "node:path";
import { ok, type Result } from "../core/result";
import { findProtection } from "../go/helper-client/protection";
import { sweepLeftovers } from "../go/process/leftovers";
import { noSandbox } from "../go/sandbox/probe";
import type { GoDeps } from "../go/snapshot/subject";
import { findGo } from "../go/toolchain/find-go";
import { loadGoParser } from "../go/toolchain/parser";
import { baselinesIn, cacheDir } from "../session/cache";
import type { GoFlags } from "./flags";
import type { Io } from "./io";

/** Everything that judging on this machine needs. */
export async function goDeps(io: Io, flags: GoFlags, signal: AbortSignal): Promise<Result<GoDeps>> {
  sweepLeftovers();
  const finding = findGo({ configured: flags.go, env: io.env, cwd: io.cwd }, signal);
  const [toolchain, sandbox, parser] = await Promise.all([
    finding,
    flags.sandbox ? findProtection(finding, io.env, cacheDir(io.env), signal) : ok(noSandbox),
    loadGoParser(),
  ]);
  signal.throwIfAborted();
  if (!toolchain.ok) return toolchain;
  if (!sandbox.ok) return sandbox;
  const variables = variablesOf(flags.env ?? [], io);
  const allowed = {
    network: flags.allowNetwork === true,
    writes: flags.allowWrites === true,
    reads: (flags.allowRead ?? []).map((path) => resolve(io.cwd, path)),
    variables,
  };
  const env = { ...io.env, ...variables };
  const longestMs = flags.goTimeout === undefined ? undefined : flags.goTimeout * 1_000;
  const memoryBytes = flags.memory === undefined ? undefined : flags.memory * 2 ** 20;
  return ok({
    toolchain: { ...toolchain.value, longestMs, memoryBytes },
    env,
    parser,
    sandbox: { ...sandbox.value, allowed },
    baselines: baselinesIn(io.env),
  });
}

/** `NAME=VALUE`, or `NAME` with the value that it has. */
function variablesOf(given: readonly string[], { env }: Io): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.flatMap((one) => {
      const [name = "", ...value] = one.split("=");
      const found = one.includes("=") ? value.join("=") : env[name];
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
}
