import { memoryLimit } from "../process/memory";
import { type Environment, type ProcessResult, run } from "../process/run";
import type { SandboxNeeds } from "./policy";
import type { Sandbox } from "./probe";

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
  /** Where the network's counters are to be written at the end; only bubblewrap gives a run a network of its own. */
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
export function runSandboxed(
  sandbox: Sandbox,
  command: string,
  args: readonly string[],
  options: SandboxedRun,
  signal: AbortSignal,
): Promise<ProcessResult> {
  const memory = options.memoryBytes ?? twoGibibytes;
  const counters = sandbox.kind === "bubblewrap" && options.network !== true ? options.counters : undefined;
  const limited = process.platform === "win32" ? { command, args } : limits(command, args, memory, counters);
  const wrapped = sandbox.wrap(limited.command, limited.args, {
    ...options,
    readable: [...options.readable, command],
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
  return run(wrapped.command, wrapped.args, { ...options, env, limits: mostOfTree, sweep: true }, signal);
}

/**
 * A shell sets the limits and becomes the program, or waits for it where the network's counters are asked for. What a
 * system does not know is left as it is.
 */
function limits(command: string, args: readonly string[], memory: number, counters: string | undefined) {
  const data = memory > 0 ? `ulimit -d ${Math.floor(memory / 1024)} 2>/dev/null; ` : "";
  // -f counts in blocks of 512 bytes in POSIX shells.
  const set = `ulimit -c 0 2>/dev/null; ulimit -f ${fileBytes / 512} 2>/dev/null; ${data}`;
  if (counters === undefined)
    return { command: "/bin/sh", args: ["-c", `${set}exec "$0" "$@"`, command, ...args] };
  // The shell's own word on a signal that ended the program would stand behind the program's.
  const script = `${set}to="$1"; shift; exec 3>&2 2>/dev/null; "$0" "$@" 2>&3 3>&-; code=$?; cat /proc/net/snmp /proc/net/snmp6 >"$to"; exit $code`;
  return { command: "/bin/sh", args: ["-c", script, command, counters, ...args] };
}
