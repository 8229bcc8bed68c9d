import type { Span } from "./tree";

const opener = /^(?:package|import|func|type|var|const)\b/;

/**
 * Cuts a file that has syntax errors where a declaration begins in column 0, so that each part can be parsed for
 * itself. gofmt puts every declaration there, and a lost brace cannot swallow what follows. Lines within raw
 * strings and block comments are no cuts; a quote that is never closed ends with its line.
 */
export function salvage(text: string): readonly Span[] {
  const cuts: number[] = [0];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  const missing = new Set<string>();
  while (at < text.length) {
    const lineStart = at;
    if (lineStart > 0 && opener.test(text.slice(lineStart, lineStart + 8))) cuts.push(lineStart);
    at = lineEnd(text, at, missing);
  }
  return cuts.map((start, i) => ({ start, end: cuts[i + 1] ?? text.length }));
}

/** Offset after the newline that ends the logical line: raw strings and block comments are skipped whole. */
function lineEnd(text: string, from: number, missing: Set<string>): number {
  let at = from;
  while (at < text.length) {
    const c = text[at];
    if (c === "\n") return at + 1;
    if (c === "/" && text[at + 1] === "/") at = endOr(text, "\n", at + 2);
    else if (c === "/" && text[at + 1] === "*") at = closing(text, "*/", at + 2, missing);
    else if (c === "`") at = closing(text, "`", at + 1, missing);
    else if (c === '"' || c === "'") at = quoted(text, at + 1, c);
    else at += 1;
  }
  return at;
}

function endOr(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? text.length : at;
}

/**
 * After the closing mark; where it is missing only the opening one is skipped, and the lines after it count.
 * @param missing marks that were looked for and do not come any more
 */
function closing(text: string, mark: string, from: number, missing: Set<string>): number {
  const at = missing.has(mark) ? -1 : text.indexOf(mark, from);
  if (at < 0) missing.add(mark);
  return at < 0 ? from : at + mark.length;
}

function quoted(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\n") return at;
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}
