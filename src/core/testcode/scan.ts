/** One past the string, rune or comment that begins at an offset; the offset itself where none begins. */
function pastQuoted(text: string, at: number): number {
  const quote = text[at];
  if (quote === '"' || quote === "'" || quote === "`") {
    for (let i = at + 1; i < text.length; i++) {
      if (text[i] === "\\" && quote !== "`") i++;
      else if (text[i] === quote) return i + 1;
      else if (text[i] === "\n" && quote !== "`") return text.length;
    }
    return text.length;
  }
  if (text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? text.length : end + 2;
  }
  return at;
}

const opening = "([{";
const closing = ")]}";

/** Where the bracket that opens at an offset closes; undefined where it does not. Strings and runes are no brackets. */
export function closingOf(text: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < text.length; ) {
    const past = pastQuoted(text, i);
    if (past > i) {
      i = past;
      continue;
    }
    const c = text[i] ?? "";
    if (opening.includes(c)) depth++;
    if (closing.includes(c) && --depth === 0) return i;
    i++;
  }
  return undefined;
}

/** The parts of a list that stand between commas outside of brackets and strings, trimmed; a trailing comma is none. */
export function listParts(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let i = 0;
  while (i < text.length) {
    const past = pastQuoted(text, i);
    const c = text[i] ?? "";
    if (past > i) i = past;
    else if (opening.includes(c)) i = (closingOf(text, i) ?? text.length) + 1;
    else {
      if (c === ",") {
        parts.push(text.slice(from, i).trim());
        from = i + 1;
      }
      i++;
    }
  }
  const last = text.slice(from).trim();
  return last === "" ? parts : [...parts, last];
}

/** How far one operand goes from an offset on: literals, names, calls, composite literals, a sign or `&` before them. */
export function operandEnd(text: string, from: number): number {
  let i = from;
  while (/[-+&*!^]/.test(text[i] ?? "")) i++;
  const start = i;
  while (i < text.length) {
    const past = pastQuoted(text, i);
    const c = text[i] ?? "";
    if (past > i) {
      if (i > start) break;
      return past;
    }
    if (opening.includes(c)) {
      const close = closingOf(text, i);
      if (close === undefined) return text.length;
      const type = c === "[" && /^(?:\d+|\.\.\.)?$/.test(text.slice(i + 1, close).trim());
      const keyed = c === "[" && text.slice(start, i) === "map";
      i = close + 1;
      if ((type || keyed) && text[i] === "*") i++;
      continue;
    }
    // A full stop ends a sentence where no name or digit follows.
    if (/[\p{L}\p{N}_]/u.test(c) || (c === "." && /[\p{L}\p{N}_]/u.test(text[i + 1] ?? ""))) i++;
    else if (/[-+]/.test(c) && /\de$/i.test(text.slice(start, i))) i++;
    else break;
  }
  return i;
}
