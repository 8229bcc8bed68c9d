import { messageOf } from "../../src/core/problem/problem-text";
import { findProtection } from "../../src/go/helper-client/protection";
import type { Environment } from "../../src/go/process/run";
import type { GoDeps } from "../../src/go/snapshot/subject";
import { findGo } from "../../src/go/toolchain/find-go";
import { loadGoParser } from "../../src/go/toolchain/parser";
import { cacheDir } from "../../src/session/cache";

/** What judging stands on, found on this machine. Throws where there is no Go, or no sandbox. */
export async function goDepsOf(env: Environment, signal: AbortSignal): Promise<GoDeps> {
  const toolchain = await findGo({ env }, signal);
  if (!toolchain.ok) throw new Error(messageOf(toolchain.error));
  const [parser, sandbox] = await Promise.all([
    loadGoParser(),
    findProtection(Promise.resolve(toolchain), env, cacheDir(env), signal),
  ]);
  if (!sandbox.ok) throw new Error(messageOf(sandbox.error));
  return { toolchain: toolchain.value, env, parser, sandbox: sandbox.value };
}
