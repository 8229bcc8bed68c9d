/** How a watched process said that it is stuck. */
export interface Stuck {
  readonly why: "in" | "test" | "waits" | "calls" | "limit";
  /** The target; empty where it could not be told. */
  readonly target: string;
  readonly ms: number;
}

export function stuckIn(stderr: string): Stuck | undefined {
  const found = /^panic: stubwright:stuck:(in|test|waits|calls|limit):([^:\n]*):(\d+)$/m.exec(stderr);
  if (found === null) return undefined;
  return { why: found[1] as Stuck["why"], target: found[2] ?? "", ms: Number(found[3]) };
}

/**
 * What its goroutines say, and for how long it was so.
 * @param where the innermost function of the module there
 */
export function stuckMessage({ why, target, ms }: Stuck, where: string | undefined): string {
  const seconds = `${Math.round(ms / 1_000)} s`;
  const there = where === undefined ? "" : `: it is in ${where}`;
  switch (why) {
    case "in":
      return `still in ${target} after ${seconds}${where?.endsWith(target) ? "" : there}`;
    case "test":
      return `still in one call after ${seconds}${there}`;
    case "waits":
      return `waits, and nothing moves for ${seconds} after ${target} was called`;
    case "calls":
      return `still calls ${target} after ${seconds}`;
    case "limit":
      return `does not end within ${seconds}${there}`;
  }
}
