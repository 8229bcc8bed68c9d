/**
 * What stands from `begin` to the next `end` on the same line; undefined where no line has both.
 * @param begin matches within a line
 */
export function onOneLine(text: string, begin: RegExp, end: RegExp): string | undefined {
  const first = new RegExp(begin, "g");
  for (let found = first.exec(text); found !== null; found = first.exec(text)) {
    const lineEnd = text.indexOf("\n", found.index);
    const rest = text.slice(found.index, lineEnd < 0 ? undefined : lineEnd);
    const last = end.exec(rest);
    if (last !== null) return rest.slice(0, last.index + last[0].length);
    if (lineEnd < 0) return undefined;
    first.lastIndex = lineEnd + 1;
  }
  return undefined;
}
