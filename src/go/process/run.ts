import type { Readable } from "node:stream";
import { limits as sizes } from "../../core/limits";
import type { Excess, TreeLimits } from "./limits";
import { type Environment, type ProcessTree, spawnTree } from "./tree";

export type { Environment } from "./tree";

export interface RunOptions {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Environment;
  readonly stdin?: string | Uint8Array;
  /** Wall time in milliseconds after which the process tree is killed; unlimited when left out. */
  readonly timeoutMs?: number;
  /** Bytes kept of each of stdout and stderr, half from its beginning and half from its end; 1 MiB. */
  readonly maxOutputBytes?: number;
  /** At a timeout: asked to end with this signal, and killed only that many milliseconds later. */
  readonly grace?: { readonly signal: NodeJS.Signals; readonly ms: number };
  /**
   * For code that is not trusted: a tree that stops itself is killed, and when the process ended by itself also what left
   * its group.
   */
  readonly sweep?: boolean;
  /** A tree that takes more is killed. */
  readonly limits?: TreeLimits | undefined;
  /** Called with each line of stdout as it comes, without its end; one longer than 1 MiB comes in pieces. */
  readonly onLine?: (line: string) => void;
  /** The same for stderr. */
  readonly onErrorLine?: (line: string) => void;
}

export interface ProcessResult {
  readonly end: "exited" | "timed-out" | "cancelled" | "not-started" | "over-limit";
  /** Of one that ended over a limit. */
  readonly excess?: Excess | undefined;
  /** Processor time that a tree with limits had, as last seen, in milliseconds. */
  readonly cpuMs?: number | undefined;
  /** Exit code; undefined when a signal ended it or it never started. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** UTF-8; where bytes were dropped a line of its own says how many. */
  readonly stdout: string;
  readonly stderr: string;
  /** Bytes of stdout and stderr that were not kept. */
  readonly dropped: { readonly stdout: number; readonly stderr: number };
  /** Why it could not be started; empty when it was. */
  readonly error: string;
  /** Wall time in milliseconds. */
  readonly ms: number;
}

/** How long the pipes of a dead tree may stay open (a process in uninterruptible sleep), in milliseconds. */
const drainMs = 2_000;
/** A tree that is stopped at two looks in a row stays so; how far apart they are, in milliseconds. */
const stoppedMs = 5_000;
/** A timer that is so much late was not waited for: the machine slept, or this process was stopped; in milliseconds. */
const sleptMs = 1_500;
/** How long after the head's exit an open pipe is taken to be held by a process that was left behind. */
const lingerMs = 150;

/**
 * Runs a command to its end. Never rejects: a missing command, a timeout and an abort are values.
 * When the promise resolves no process of the tree is left.
 */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
  signal: AbortSignal,
): Promise<ProcessResult> {
  const began = performance.now();
  if (signal.aborted) return Promise.resolve(notStarted("cancelled", "", began));
  let tree: ProcessTree;
  try {
    tree = spawnTree(command, args, options);
  } catch (error) {
    // Node throws for what no operating system takes: a NUL byte in an argument, an argument list too long.
    return Promise.resolve(notStarted("not-started", messageOf(error), began));
  }
  return follow(tree, options, signal, began);
}

function follow(
  tree: ProcessTree,
  options: RunOptions,
  signal: AbortSignal,
  began: number,
): Promise<ProcessResult> {
  const { child } = tree;
  const max = options.maxOutputBytes ?? sizes.processOutput;
  const stdout = keep(child.stdout, max);
  const stderr = keep(child.stderr, max);
  const lastLine = lines(child.stdout, options.onLine);
  const lastErrorLine = lines(child.stderr, options.onErrorLine);
  child.stdin?.on("error", () => {}); // It may end without reading; its exit says more than EPIPE.
  child.stdin?.end(options.stdin ?? "");

  return new Promise((resolve) => {
    let end: ProcessResult["end"] = "exited";
    let excess: Excess | undefined;
    const timers: NodeJS.Timeout[] = [];
    const later = (ms: number, what: () => void) => void timers.push(setTimeout(what, ms));
    const kill = () => {
      tree.kill();
      later(drainMs, abandon);
    };
    const abandon = () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const cancel = () => {
      end = "cancelled";
      kill();
    };
    const timeOut = () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      // Who slept is called late, and what ran meanwhile slept too or has ended without being seen yet.
      const { timeoutMs = 0 } = options;
      const late = performance.now() - began - timeoutMs - given;
      if (late > sleptMs) {
        given += late + Math.min(late, timeoutMs);
        return later(Math.min(late, timeoutMs), timeOut);
      }
      end = "timed-out";
      if (options.grace === undefined) return kill();
      tree.signal(options.grace.signal);
      later(options.grace.ms, kill);
    };
    const watch =
      options.limits &&
      tree.watch(options.limits, (found) => {
        end = "over-limit";
        excess = found;
        kill();
      });
    /** Milliseconds beyond the limit that the time asleep and after it comes to. */
    let given = 0;
    let stopped = false;
    const look = () => {
      const still = tree.stopped();
      if (still && stopped) return kill();
      stopped = still;
      later(stoppedMs, look);
    };
    if (options.sweep) later(stoppedMs, look);
    const settle = (result: ProcessResult) => {
      for (const timer of timers) clearTimeout(timer);
      watch?.stop();
      signal.removeEventListener("abort", cancel);
      resolve(result);
    };
    signal.addEventListener("abort", cancel, { once: true });
    if (options.timeoutMs !== undefined) later(options.timeoutMs, timeOut);
    child.once("error", (error) => {
      if (child.pid === undefined) settle(notStarted("not-started", error.message, began));
    });
    child.once("exit", () => {
      watch?.stop();
      tree.signal("SIGKILL");
      if (options.sweep) kill();
      else later(lingerMs, kill);
    });
    child.once("close", (code, killedBy) => {
      lastLine();
      lastErrorLine();
      settle({
        end,
        excess,
        cpuMs: watch?.cpuMs(),
        code: code ?? undefined,
        signal: killedBy ?? undefined,
        stdout: stdout.text(),
        stderr: stderr.text(),
        dropped: { stdout: stdout.dropped(), stderr: stderr.dropped() },
        error: "",
        ms: performance.now() - began,
      });
    });
  });
}

function notStarted(end: ProcessResult["end"], error: string, began: number): ProcessResult {
  const dropped = { stdout: 0, stderr: 0 };
  const ms = performance.now() - began;
  return { end, code: undefined, signal: undefined, stdout: "", stderr: "", dropped, error, ms };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Keeps the first and the last half of `max` bytes: results stand at the end, what led to them at the beginning. */
function keep(stream: Readable | null, max: number): { text(): string; dropped(): number } {
  const head: Buffer[] = [];
  const tail: Buffer[] = [];
  let headRoom = Math.ceil(max / 2);
  let tailSize = 0;
  let dropped = 0;
  const tailMax = max - headRoom;
  stream?.on("data", (chunk: Buffer) => {
    const first = chunk.subarray(0, headRoom);
    headRoom -= first.length;
    if (first.length > 0) head.push(first);
    if (first.length === chunk.length) return;
    tail.push(chunk.subarray(first.length));
    tailSize += chunk.length - first.length;
    while (tailSize > tailMax) {
      const oldest = tail[0] ?? Buffer.alloc(0);
      const excess = Math.min(tailSize - tailMax, oldest.length);
      if (excess === oldest.length) tail.shift();
      else tail[0] = oldest.subarray(excess);
      tailSize -= excess;
      dropped += excess;
    }
  });
  return {
    dropped: () => dropped,
    text: () => {
      if (dropped === 0) return Buffer.concat([...head, ...tail]).toString("utf8");
      const gap = `\n[${dropped} bytes left out]\n`;
      return Buffer.concat(head).toString("utf8") + gap + Buffer.concat(tail).toString("utf8");
    },
  };
}

/** Hands on whole lines; the function returned hands on the rest that no newline ended. */
function lines(stream: Readable | null, onLine: ((line: string) => void) | undefined): () => void {
  if (onLine === undefined) return () => {};
  const decoder = new TextDecoder();
  let open = "";
  const cut = (text: string) => {
    const parts = (open + text).split("\n");
    open = parts.pop() ?? "";
    for (const line of parts) onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (open.length <= sizes.processLine) return;
    onLine(open);
    open = "";
  };
  stream?.on("data", (chunk: Buffer) => cut(decoder.decode(chunk, { stream: true })));
  return () => {
    cut(decoder.decode());
    if (open !== "") onLine(open);
  };
}
