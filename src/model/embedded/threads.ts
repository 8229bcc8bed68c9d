import { cpus } from "node:os";

/** Two looks at the machine are at least this far apart: its counters tick every 10 ms. */
const windowMs = 200;
/** Part of a core that others may use and it still counts as free: an editor at rest, a language server. */
const idleNoise = 0.15;

/** Milliseconds that processors were at work since the machine, or this process, was started. */
export interface Work {
  /** Time itself. */
  readonly at: number;
  /** All processors together. */
  readonly machine: number;
  /** This process alone, all of its threads. */
  readonly own: number;
}

/**
 * How many threads may compute: one for each core that nobody else uses.
 *
 * The threads of llama.cpp wait for each other by spinning some hundred times a token. One that has no core to itself
 * stops all of them: measured on two cores beside a busy toolchain, two threads took two seconds for a token that one
 * had in 0.2, and burnt 0.8 seconds of processor for it instead of 0.026.
 * @param most never more than this
 */
export function threadCount(most: number, cores: number, work: () => Work = workSoFar): () => number {
  let last = work();
  let chosen = most;
  return () => {
    if (most === 1) return 1;
    const now = work();
    const elapsed = now.at - last.at;
    if (elapsed < windowMs) return chosen;
    const others = (now.machine - last.machine - (now.own - last.own)) / elapsed;
    last = now;
    chosen = Math.min(most, Math.max(1, Math.floor(cores - others + idleNoise)));
    return chosen;
  };
}

function workSoFar(): Work {
  const machine = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), machine, own: (user + system) / 1000 };
}
