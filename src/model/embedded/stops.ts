/** Holds text back while it may be the beginning of a stop string, which itself is never let out. */
export interface StopFilter {
  /** What may be let out now; `stopped` once a stop string is complete. */
  push(piece: string): { readonly text: string; readonly stopped: boolean };
  /** What was held back when the answer ends by itself. */
  rest(): string;
}

export function stopFilter(stops: readonly string[]): StopFilter {
  let held = "";
  const longest = Math.max(0, ...stops.map((s) => s.length));
  return {
    push(piece) {
      held += piece;
      const found = stops.map((s) => held.indexOf(s)).filter((at) => at >= 0);
      if (found.length > 0) {
        const text = held.slice(0, Math.min(...found));
        held = "";
        return { text, stopped: true };
      }
      const keep = longestTail(held, stops, longest);
      const text = held.slice(0, held.length - keep);
      held = held.slice(held.length - keep);
      return { text, stopped: false };
    },
    rest: () => held,
  };
}

/** Length of the longest end of `text` that begins a stop string. */
function longestTail(text: string, stops: readonly string[], longest: number): number {
  for (let n = Math.min(text.length, longest - 1); n > 0; n--) {
    const tail = text.slice(text.length - n);
    if (stops.some((s) => s.startsWith(tail))) return n;
  }
  return 0;
}
