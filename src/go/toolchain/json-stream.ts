/** `go list` prints one object after another, not an array. */
export function jsonStream<T>(text: string): T[] {
  return text
    .split(/^(?=\{$)/m)
    .filter((part) => part.trim() !== "")
    .map((part) => JSON.parse(part) as T);
}
