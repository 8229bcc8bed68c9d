import { availableParallelism } from "node:os";
import type { Protection } from "../../core/verdict";
import type { SandboxNeeds } from "./policy";

/** What each process of a run may use; 0 for no limit. */
export interface Limits {
  /** Bytes of data segment and private anonymous memory. */
  readonly memoryBytes: number;
  /** The largest file that can be written, in bytes. */
  readonly fileBytes: number;
  /** Wall time of the run in milliseconds, of which every processor may be busy. */
  readonly timeoutMs: number;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

const openFiles = 65_536;
/**
 * Only where they are counted for the run alone, in a user namespace of its own. Threads count too, and a Go program has
 * some for each processor: a test may run the go command, which runs a few at once.
 */
const processes = Math.max(1_024, 64 * availableParallelism());
/** A second line behind the time limit: a process that it did not end. */
const graceSeconds = 60;

/**
 * The command line of go/helper/launch, which sets limits and a filter of system calls and becomes the command, or stays
 * above it to answer for what it may do itself.
 */
export function launched(
  launcher: string,
  { command, args }: Command,
  limits: Limits,
  needs: SandboxNeeds,
  kind: Protection,
  counters: string | undefined,
): Command {
  const seconds = Math.ceil(limits.timeoutMs / 1_000) * availableParallelism() + graceSeconds;
  const amounts = {
    "-data": Math.floor(limits.memoryBytes),
    "-fsize": limits.fileBytes,
    "-nofile": openFiles,
    "-cpu": seconds,
    "-nproc": kind === "bubblewrap" ? processes : 0,
  };
  return {
    command: launcher,
    args: [
      "-supervise",
      ...Object.entries(amounts).flatMap(([name, amount]) => [name, String(amount)]),
      ...(needs.network ? ["-network"] : []),
      ...(counters === undefined ? [] : ["-counters", counters]),
      ...(needs.shown ?? []).flatMap((path) => ["-socket", path]),
      "--",
      command,
      ...args,
    ],
  };
}
