import type { TextChange } from "./edit";

/** Import paths of packages that are called `name` and export `symbol`, likeliest first. */
export type ImportLookup = (name: string, symbol: string) => readonly string[];

/** One way to mend a finding. */
export interface TextFix {
  readonly note: string;
  readonly changes: readonly TextChange[];
}

/** The offset of a 1-based line and byte column. */
export function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const encoder = new TextEncoder();
  let at = start;
  for (let bytes = 1; bytes < column && at < text.length && text[at] !== "\n"; ) {
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    bytes += encoder.encode(char).length;
    at += char.length;
  }
  return at;
}
