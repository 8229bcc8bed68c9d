/** Length of the union of busy intervals `[from, to)`, in their unit. */
export function unionLength(intervals: readonly (readonly [number, number])[]): number {
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total;
}
