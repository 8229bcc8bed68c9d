import { ok, type Result } from "../core/result";
import { sweepFolders } from "../go/process/temp-dir";
import { findSandbox, noSandbox } from "../go/sandbox/probe";
import type { GoDeps } from "../go/snapshot/snapshot";
import { findGo } from "../go/toolchain/find-go";
import { loadGoParser } from "../go/toolchain/parser";
import { baselinesIn } from "../session/cache";
import type { GoFlags } from "./flags";
import type { Io } from "./io";

/** Everything that judging on this machine needs. */
export async function goDeps(io: Io, flags: GoFlags, signal: AbortSignal): Promise<Result<GoDeps>> {
  sweepFolders();
  const [toolchain, sandbox, parser] = await Promise.all([
    findGo({ configured: flags.go, env: io.env, cwd: io.cwd }, signal),
    flags.sandbox ? findSandbox(io.env, signal) : ok(noSandbox),
    loadGoParser(),
  ]);
  signal.throwIfAborted();
  if (!toolchain.ok) return toolchain;
  if (!sandbox.ok) return sandbox;
  const allowed = { network: flags.allowNetwork === true, writes: flags.allowWrites === true };
  return ok({
    toolchain: toolchain.value,
    env: io.env,
    parser,
    sandbox: { ...sandbox.value, allowed },
    baselines: baselinesIn(io.env),
  });
}
