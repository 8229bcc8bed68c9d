/** 0-based; `character` counts UTF-16 code units. */
export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

export interface LspTextEdit {
  readonly range: { readonly start: LspPosition; readonly end: LspPosition };
  readonly newText: string;
}

/** Edits as the protocol has them: all against the same text, in any order, never overlapping. */
export function applyTextEdits(text: string, edits: readonly LspTextEdit[]): string {
  const starts = lineStarts(text);
  const offset = ({ line, character }: LspPosition): number => {
    const start = starts[line];
    return start === undefined ? text.length : Math.min(start + character, text.length);
  };
  const placed = edits.map((e, order) => ({
    from: offset(e.range.start),
    to: offset(e.range.end),
    e,
    order,
  }));
  placed.sort((a, b) => a.from - b.from || a.order - b.order);
  let out = "";
  let at = 0;
  for (const { from, to, e } of placed) {
    out += text.slice(at, from) + e.newText;
    at = to;
  }
  return out + text.slice(at);
}

/** 1-based column in bytes of UTF-8, as the Go tools print it. */
export const byteColumn = (line: string, character: number): number =>
  Buffer.byteLength(line.slice(0, character), "utf8") + 1;

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
