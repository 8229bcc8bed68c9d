/** What stands from `begin` to the next `end` on the same line; undefined where no line has both. */
export function onOneLine(text: string, begin: RegExp, end: RegExp): string | undefined {
  for (const line of text.split("\n")) {
    const from = line.search(begin);
    const rest = from < 0 ? "" : line.slice(from);
    const found = end.exec(rest);
    if (found !== null) return rest.slice(0, found.index + found[0].length);
  }
  return undefined;
}
