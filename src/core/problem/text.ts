/** Ends a text that a tool gave with one full stop, so that it can end a sentence. */
export function sentence(text: string): string {
  const plain = text.trim();
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}

/** `A`, `A and B`, `A, B and C`. */
export const listed = (items: readonly string[], word = "and"): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
