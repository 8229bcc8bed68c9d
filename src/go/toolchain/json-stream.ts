/** `go list` prints one object after another, not an array. What was cut off or is no object is left out. */
export function jsonStream<T>(text: string): T[] {
  return text.split(/^(?=\{$)/m).flatMap((part) => jsonObject<T>(part) ?? []);
}

/** What a tool of Go printed as JSON; undefined where it is not, or was cut off. */
export function jsonObject<T>(text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
