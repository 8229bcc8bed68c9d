/** A share with its interval, all in [0, 1]. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson score interval for k successes of n, 95 % by default (Wilson 1927, doi:10.1080/01621459.1927.10502953). */
export function wilson(k: number, n: number, z = 1.959963984540054): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const p = k / n;
  const z2 = z * z;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return { low: k === 0 ? 0 : centre - half, high: k === n ? 1 : centre + half };
}

/**
 * Exact two-sided McNemar test: the chance of a split at least as uneven as b against c among the
 * tasks where two arms differ, if both were equally good (binomial with p = ½).
 */
export function mcnemar(b: number, c: number): number {
  const n = b + c;
  if (n === 0) return 1;
  let term = 2 ** -n;
  let tail = term;
  for (let i = 1; i <= Math.min(b, c); i++) {
    term *= (n - i + 1) / i;
    tail += term;
  }
  return Math.min(1, 2 * tail);
}

/**
 * A seeded generator of numbers in [0, 1): the linear congruential one of Numerical Recipes (Press et al., 3rd ed.,
 * § 7.1). Good enough to resample tasks, not for more.
 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Percentile bootstrap over tasks of a mean: for what seeds cannot vary, such as a greedy arm or a difference
 * between two arms on the same tasks.
 */
export function bootstrap(values: readonly number[], seed = 1, rounds = 10_000, level = 0.95): Interval {
  if (values.length === 0) return { low: 0, high: 0 };
  const random = seeded(seed);
  const means = Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / values.length;
  }).sort((a, b) => a - b);
  const at = (q: number) => means[Math.min(rounds - 1, Math.max(0, Math.round(q * (rounds - 1))))] ?? 0;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const mid = Math.floor(sorted.length / 2);
  const upper = sorted[mid] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[mid - 1] ?? 0) + upper) / 2;
}
