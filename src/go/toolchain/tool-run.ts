import { memoryShare } from "../process/memory";
import { type ProcessResult, type RunOptions, run } from "../process/run";
import type { GoEnvironment } from "./environment";

/** Runs a program of the toolchain, which runs none of the person's, under the person's limits of time and memory. */
export async function runTool(
  { longestMs, memoryBytes }: Pick<GoEnvironment, "longestMs" | "memoryBytes">,
  tool: string,
  args: readonly string[],
  options: RunOptions,
  signal: AbortSignal,
): Promise<ProcessResult> {
  const limits = { processBytes: memoryBytes, bytes: memoryShare() };
  const all = { timeoutMs: longestMs, limits, ...options };
  if (process.platform !== "linux") return run(tool, args, all, signal);
  const result = await run("/bin/sh", ["-c", limitData(memoryBytes), tool, ...args], all, signal);
  return asWithoutShell(result, memoryBytes);
}

/**
 * RLIMIT_DATA, of each process: what fills memory at once is over before anybody looks at it. A limit of the person's
 * own that is lower stays.
 */
const limitData = (bytes: number): string =>
  `ulimit -d ${Math.floor(bytes / 1024)} 2>/dev/null; exec "$0" "$@"`;

/** What Go's run time, gcc and ld end with where they get no more. */
const noMoreMemory =
  /^(?:fatal error: (?:runtime: )?(?:out of memory|cannot (?:allocate|map) )|(?:\S*cc1\S*: )?out of memory allocating |virtual memory exhausted: |\S*\bld\S*: .*\bmemory exhausted)/m;

/** How a shell ends that cannot start a program; none of the toolchain ends so. */
const notStarted = [126, 127];

function asWithoutShell(result: ProcessResult, memoryBytes: number): ProcessResult {
  const { end, code, stdout, stderr } = result;
  if (end !== "exited" || code === 0 || code === undefined) return result;
  if (notStarted.includes(code))
    return { ...result, end: "not-started", code: undefined, error: stderr.trim() };
  if (!noMoreMemory.test(`${stderr}\n${stdout}`)) return result;
  return { ...result, end: "over-limit", excess: { of: "memory", limit: Math.floor(memoryBytes / 2 ** 20) } };
}
