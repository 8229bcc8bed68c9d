import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** `<!-- npm run perf writes from here -->`; of a page with several places, `<!-- npm run perf writes PART from here -->`. */
const begins = (part: string): RegExp =>
  new RegExp(`<!-- npm run [\\w:]+ writes ${part === "" ? "" : `${part} `}from here -->\n`);
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
 * @param part which of its places, where it has several
 */
export function writePage(name: string, text: string, part = ""): void {
  const page = join(__dirname, "../..", name);
  const old = readFileSync(page, "utf8");
  const begin = begins(part).exec(old);
  const from = begin === null ? -1 : begin.index + begin[0].length;
  const to = old.indexOf(ends, from);
  if (from < 0 || to < 0) throw new Error(`${page} has no place for figures`);
  writeFileSync(page, `${old.slice(0, from)}\n${text}\n\n${old.slice(to)}`);
}
