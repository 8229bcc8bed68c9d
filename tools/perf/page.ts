import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const page = join(__dirname, "../../docs/performance.md");
const [begins, ends] = ["<!-- npm run perf writes from here -->", "<!-- to here -->"];

/** A Markdown table with its columns as wide as they need to be. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => (r[i] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** Puts the figures of this call in the place of the last one's. */
export function writePage(text: string): void {
  const old = readFileSync(page, "utf8");
  const [from, to] = [old.indexOf(begins), old.indexOf(ends)];
  if (from < 0 || to < from) throw new Error(`${page} has no place for figures`);
  writeFileSync(page, `${old.slice(0, from)}${begins}\n\n${text}\n\n${old.slice(to)}`);
}
