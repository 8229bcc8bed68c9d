import type { TextChange } from "../edit/edit";
import { applyChanges } from "../edit/edit";
import { importNames } from "../syntax/import-names";
import type { GoFile, GoParser } from "../syntax/tree";
import { usesIn } from "../syntax/uses";

export interface NeededImport {
  readonly path: string;
  readonly alias: string | undefined;
}

const universe = new Set(
  "true false nil iota append cap clear close complex copy delete imag len make max min new panic real any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr".split(
    " ",
  ),
);

/** Whether an expression means something by itself: it names nothing but the language, the package and packages. */
export function isClosed(
  parser: GoParser,
  expression: string,
  declared: ReadonlySet<string>,
  packages: (name: string) => boolean,
): boolean {
  const head = "package p\n\nvar _ = ";
  const uses = usesIn(parser, `${head}${expression}\n`);
  const operands = new Set(uses.selectors.map((s) => s.span.start));
  const text = `${head}${expression}`;
  return uses.names
    .filter((n) => n.name !== "_" && n.span.start >= head.length && (n.kind === "value" || n.kind === "type"))
    .every((n) => {
      if (universe.has(n.name) || declared.has(n.name)) return true;
      // The key of a field, or a field behind a dot.
      if (/^\s*:/.test(text.slice(n.span.end)) || text[n.span.start - 1] === ".") return true;
      return operands.has(n.span.start) && packages(n.name);
    });
}

/** Code written for the inside of a package as it has to be spelt outside of it; undefined where it cannot. */
export function fromOutside(
  parser: GoParser,
  code: string,
  packageName: string,
  declared: ReadonlySet<string>,
): string | undefined {
  const head = "package p\n\n";
  const text = `${head}${code}`;
  const changes: TextChange[] = [];
  for (const { name, kind, span } of usesIn(parser, text).names) {
    if ((kind !== "value" && kind !== "type") || !declared.has(name)) continue;
    if (/^\s*:(?!=)/.test(text.slice(span.end)) || text[span.start - 1] === ".") continue;
    if (!/^\p{Lu}/u.test(name)) return undefined;
    changes.push({ start: span.start, end: span.start, text: `${packageName}.` });
  }
  return applyChanges(text, changes).slice(head.length);
}

/** What code has to import: by the names that the function's file imports, then by those of the standard library. */
export function importsFor(
  parser: GoParser,
  code: string,
  known: readonly NeededImport[],
  std: ReadonlySet<string>,
): readonly NeededImport[] {
  const found = new Map<string, NeededImport>();
  for (const { operand } of usesIn(parser, `package p\n\n${code}`).selectors) {
    const spec = packageNamed(operand, known, std);
    if (spec !== undefined) found.set(spec.path, spec);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function packageNamed(
  name: string,
  known: readonly NeededImport[],
  std: ReadonlySet<string>,
): NeededImport | undefined {
  const nowhere = { start: 0, end: 0 };
  const own = known.find((k) => importNames({ ...k, span: nowhere }).includes(name));
  if (own !== undefined) return own;
  const paths = [...std].filter((p) => p.split("/").at(-1) === name && !/(?:^|\/)internal\//.test(p));
  // Two packages of one name: the shorter path is the one that is meant, `text/template` but for `math/rand`.
  const [path] = paths.sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? 1 : -1));
  return path === undefined ? undefined : { path, alias: undefined };
}

export const importsOf = (file: GoFile): readonly NeededImport[] =>
  file.imports.filter((i) => i.alias !== "_" && i.alias !== ".").map(({ path, alias }) => ({ path, alias }));
