/** Maps in order, some at a time. */
export async function inTurns<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

/** Two at a time: more test processes would only measure each other. */
export const twoByTwo = <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> =>
  inTurns(items, 2, work);
