import { appendFile, chmod } from "node:fs/promises";
import { memoryLimit } from "../process/memory";
import { type Environment, type ProcessResult, run } from "../process/run";
import { launched } from "./launch";
import type { Sandbox, SandboxNeeds } from "./policy";

export interface SandboxedRun extends SandboxNeeds {
  /** Already scrubbed. */
  readonly env: Environment;
  readonly stdin?: string;
  /** Wall time in milliseconds, above the program's own limit, so that its account of a timeout is not lost. */
  readonly timeoutMs: number;
  /**
   * Bytes of data segment and private anonymous memory for each process (RLIMIT_DATA, kept by Linux); 2 GiB.
   * Address space is not limited: Go reserves far more than it uses. 0 for none: the race detector maps terabytes.
   */
  readonly memoryBytes?: number;
  /** Resident bytes of all its processes together; what tests usually may. */
  readonly treeBytes?: number;
  readonly maxOutputBytes?: number;
  readonly onLine?: (line: string) => void;
  /** Where it is to be written at the end how often the network was asked for; not on macOS. */
  readonly counters?: string | undefined;
}

const twoGibibytes = 2 * 2 ** 30;
/** The largest file that can be written, in bytes: a runaway writer must not fill the disk. */
const fileBytes = 256 << 20;
/** All that it leaves in its folder, in bytes. */
const diskBytes = 2 ** 30;
/** Processes at once: tests start a few, an attack thousands. */
const mostProcesses = 256;

/**
 * Runs generated code: in the sandbox, under limits of memory, file size and time, its process tree killed at the
 * end whatever it left behind.
 */
export async function runSandboxed(
  sandbox: Sandbox,
  command: string,
  args: readonly string[],
  options: SandboxedRun,
  signal: AbortSignal,
): Promise<ProcessResult> {
  const memory = options.memoryBytes ?? twoGibibytes;
  const counters = isCounted(sandbox, options) ? options.counters : undefined;
  const back = [...(options.back ?? []), ...(counters === undefined ? [] : [counters])];
  for (const file of back) await appendFile(file, "");
  const needs = { ...options, shown: sandbox.allowed?.reads };
  const limited = limits(sandbox, { command, args }, memory, counters, needs);
  const wrapped = sandbox.wrap(limited.command, limited.args, {
    ...needs,
    back,
    readable: [...options.readable, command, limited.command],
  });
  const env = {
    ...options.env,
    PWD: options.cwd,
    ...(memory > 0 ? { GOMEMLIMIT: String(Math.floor(memory * 0.9)) } : {}),
  };
  const mostOfTree = {
    bytes: options.treeBytes ?? memoryLimit(),
    processes: mostProcesses,
    disk: { folder: options.writableTemp, bytes: diskBytes },
  };
  const how = { ...options, env, limits: mostOfTree, sweep: true };
  const result = await run(wrapped.command, wrapped.args, how, signal);
  // The next run writes there too, and what one made of it is no matter of the environment.
  await chmod(options.writableTemp, 0o700).catch(() => {});
  return result;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** Bubblewrap gives a run a network of its own, and under Landlock the launcher counts what it refuses. */
const isCounted = ({ kind }: Sandbox, { network }: SandboxedRun): boolean =>
  (kind === "bubblewrap" || kind === "landlock") && network !== true;

/** The launcher sets the limits where there is one, else a shell. */
function limits(
  { kind, launcher }: Sandbox,
  program: Command,
  memoryBytes: number,
  counters: string | undefined,
  options: SandboxedRun,
): Command {
  if (launcher !== undefined) {
    const { timeoutMs } = options;
    return launched(launcher, program, { memoryBytes, fileBytes, timeoutMs }, options, kind, counters);
  }
  return process.platform === "win32" ? program : inShell(program, memoryBytes, counters);
}

/**
 * A shell sets the limits and becomes the program, or waits for it where the network's counters are asked for. What a
 * system does not know is left as it is.
 */
function inShell({ command, args }: Command, memory: number, counters: string | undefined): Command {
  const data = memory > 0 ? `ulimit -d ${Math.floor(memory / 1024)} 2>/dev/null; ` : "";
  // -f counts in blocks of 512 bytes in POSIX shells.
  const set = `ulimit -c 0 2>/dev/null; ulimit -f ${fileBytes / 512} 2>/dev/null; ${data}`;
  if (counters === undefined)
    return { command: "/bin/sh", args: ["-c", `${set}exec "$0" "$@"`, command, ...args] };
  // The shell's own word on a signal that ended the program would stand behind the program's.
  const script = `${set}to="$1"; shift; exec 3>&2 2>/dev/null; "$0" "$@" 2>&3 3>&-; code=$?; cat /proc/net/snmp /proc/net/snmp6 >"$to"; exit $code`;
  return { command: "/bin/sh", args: ["-c", script, command, counters, ...args] };
}
