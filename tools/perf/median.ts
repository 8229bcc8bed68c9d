export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Runs each work once a round, by turns, so that what else the machine does falls on all of them alike. */
export async function byTurns(
  rounds: number,
  works: Readonly<Record<string, () => unknown>>,
): Promise<Readonly<Record<string, number>>> {
  const times = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of Object.entries(works)) {
      const began = performance.now();
      await work();
      times.get(name)?.push(performance.now() - began);
    }
  }
  return Object.fromEntries([...times].map(([name, ms]) => [name, median(ms)]));
}
