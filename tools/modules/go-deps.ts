import { messageOf } from "../../src/core/problem/problem-text";
import type { Environment } from "../../src/go/process/run";
import { findSandbox } from "../../src/go/sandbox/probe";
import type { GoDeps } from "../../src/go/snapshot/subject";
import { findGo } from "../../src/go/toolchain/find-go";
import { loadGoParser } from "../../src/go/toolchain/parser";

/** What judging stands on, found on this machine. Throws where there is no Go, or no sandbox. */
export async function goDepsOf(env: Environment, signal: AbortSignal): Promise<GoDeps> {
  const toolchain = await findGo({ env }, signal);
  if (!toolchain.ok) throw new Error(messageOf(toolchain.error));
  const [parser, sandbox] = await Promise.all([loadGoParser(), findSandbox(env, signal)]);
  if (!sandbox.ok) throw new Error(messageOf(sandbox.error));
  return { toolchain: toolchain.value, env, parser, sandbox: sandbox.value };
}
