import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ends = "<!-- to here -->";

/** A Markdown table with its columns as wide as they need to be. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => (r[i] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/**
 * Puts the figures of this call in the place of the last one's.
 * @param name of a document: `docs/performance.md`
 * @param command whose figures stand below `<!-- npm run perf writes from here -->`
 * @param part which of its places, where it has several: `<!-- npm run perf writes PART from here -->`
 */
export function writePage(name: string, text: string, command: string, part?: string): void {
  const page = join(__dirname, "../..", name);
  const old = readFileSync(page, "utf8");
  const begin = `<!-- ${command} writes ${part === undefined ? "" : `${part} `}from here -->\n`;
  const from = old.indexOf(begin) + begin.length;
  const to = old.indexOf(ends, from);
  if (!old.includes(begin) || to < 0) throw new Error(`${page} has no place for figures`);
  writeFileSync(page, `${old.slice(0, from)}\n${text}\n\n${old.slice(to)}`);
}
