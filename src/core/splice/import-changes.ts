import type { TextChange } from "../edit/edit";
import { endWithComment, sameImport } from "../syntax/decls";
import type { GoFile, ImportSpec, Span } from "../syntax/tree";

export type Import = Pick<ImportSpec, "path" | "alias">;

/** Changes that add and remove imports and leave every other line of the import block as it is. */
export function importChanges(
  file: GoFile,
  add: readonly Import[],
  remove: readonly Import[],
  eol: string,
): readonly TextChange[] {
  const changes: TextChange[] = [];
  const wanted = add.filter((a) => !file.imports.some((i) => sameImport(a, i)));
  const home = homeOf(file, remove);
  for (const decl of file.importDecls) {
    const specs = specsIn(file, decl);
    const gone = specs.filter((s) => remove.some((r) => sameImport(r, s)));
    const added = decl === home ? wanted : [];
    if (gone.length === 0 && added.length === 0) continue;
    changes.push(
      gone.length === specs.length && added.length === 0
        ? removeDecl(file.text, decl)
        : { start: decl.start, end: decl.end, text: editDecl(file, { decl, specs, gone, added }, eol) },
    );
  }
  if (home === undefined && wanted.length > 0) changes.push(newDecl(file, wanted, eol));
  return changes.sort((a, b) => a.start - b.start);
}

const specsIn = (file: GoFile, decl: Span): readonly ImportSpec[] =>
  file.imports.filter((s) => s.span.start >= decl.start && s.span.end <= decl.end);

/** The declaration that takes new imports: a block, else the only single import; never that of cgo. */
function homeOf(file: GoFile, remove: readonly Import[]): Span | undefined {
  const decls = file.importDecls.filter((d) => !specsIn(file, d).some((s) => s.path === "C"));
  const block = decls.find((d) => isBlock(file.text, d));
  if (block !== undefined) return block;
  const kept = decls.filter((d) => !specsIn(file, d).every((s) => remove.some((r) => sameImport(r, s))));
  return kept.length === 1 ? kept[0] : kept.length === 0 ? decls[0] : undefined;
}

const isBlock = (text: string, decl: Span): boolean => /^import\s*\(/.test(text.slice(decl.start, decl.end));

function removeDecl(text: string, decl: Span): TextChange {
  const rest = /^[ \t]*(?:\r?\n)?(?:[ \t]*\r?\n)?/.exec(text.slice(decl.end)) ?? [""];
  return { start: decl.start, end: decl.end + rest[0].length, text: "" };
}

/** One import declaration, and what is to become of it. */
interface DeclEdit {
  readonly decl: Span;
  /** What it imports now. */
  readonly specs: readonly ImportSpec[];
  readonly gone: readonly ImportSpec[];
  readonly added: readonly Import[];
}

function editDecl(file: GoFile, { decl, specs, gone, added }: DeclEdit, eol: string): string {
  const text = file.text.slice(decl.start, decl.end);
  const onePerLine =
    isBlock(file.text, decl) && /^import\s*\([ \t]*(?:\/\/[^\n]*)?\r?\n/.test(text) && specs.length > 0;
  const kept = specs.filter((s) => !gone.includes(s));
  if (!onePerLine) return blockOf([...kept, ...added], eol);
  const goneLines = new Set(gone.map((s) => lineIn(text, s.span.start - decl.start)));
  let lines = text
    .split("\n")
    .map((line, at) => ({ line, path: pathAt(specs, text, decl, at), gone: goneLines.has(at) }));
  for (const extra of added) lines = insert(lines, extra, eol);
  return lines
    .filter((l, at) => !l.gone && !isStrayBlank(lines, at))
    .map((l) => l.line)
    .join("\n");
}

interface Line {
  readonly line: string;
  readonly path: string | undefined;
  readonly gone: boolean;
}

const lineIn = (text: string, offset: number): number => text.slice(0, offset).split("\n").length - 1;

function pathAt(specs: readonly ImportSpec[], text: string, decl: Span, line: number): string | undefined {
  return specs.find((s) => lineIn(text, s.span.start - decl.start) === line)?.path;
}

/** A blank line that only removed imports leave without a purpose: at an edge of the block or doubled. */
function isStrayBlank(lines: readonly Line[], at: number): boolean {
  if (lines[at]?.line.trim() !== "" || !lines.some((l) => l.gone)) return false;
  const before = lines
    .slice(0, at)
    .filter((l) => !l.gone)
    .at(-1);
  const after = lines.slice(at + 1).find((l) => !l.gone && l.line.trim() !== "");
  return (
    before === undefined ||
    before.line.trim() === "" ||
    /^import\s*\(/.test(before.line) ||
    after?.line.trim() === ")"
  );
}

export const looksStandard = (path: string): boolean => !(path.split("/")[0] ?? "").includes(".");

function insert(lines: readonly Line[], extra: Import, eol: string): Line[] {
  const made: Line = {
    line: `\t${specText(extra)}${eol === "\r\n" ? "\r" : ""}`,
    path: extra.path,
    gone: false,
  };
  const blank: Line = { line: eol === "\r\n" ? "\r" : "", path: undefined, gone: false };
  const mine = lines.findIndex(
    (l) => l.path !== undefined && looksStandard(l.path) === looksStandard(extra.path),
  );
  if (mine < 0) {
    const first = lines.findIndex((l) => l.path !== undefined);
    if (first < 0) return [lines[0] ?? blank, made, ...lines.slice(1)];
    if (looksStandard(extra.path)) return [...lines.slice(0, 1), made, blank, ...lines.slice(1)];
    return [...lines.slice(0, -1), blank, made, ...lines.slice(-1)];
  }
  let end = mine;
  while (end + 1 < lines.length - 1 && lines[end + 1]?.line.trim() !== "") end++;
  const group = lines.slice(mine, end + 1);
  const before = group.findIndex((l) => l.path !== undefined && l.path > extra.path);
  let at = before < 0 ? end + 1 : mine + before;
  // A comment above an import stays with it.
  while (before >= 0 && at > 1 && lines[at - 1]?.line.trim().startsWith("//")) at--;
  return [...lines.slice(0, at), made, ...lines.slice(at)];
}

const specText = (spec: Import): string =>
  `${spec.alias === undefined ? "" : `${spec.alias} `}"${spec.path}"`;

/** A block as gofmt and goimports write it: the standard library first, each group ordered by path. */
function blockOf(specs: readonly Import[], eol: string): string {
  const [only, second] = specs;
  if (only !== undefined && second === undefined) return `import ${specText(only)}`;
  const sorted = [...specs].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const groups = [sorted.filter((s) => looksStandard(s.path)), sorted.filter((s) => !looksStandard(s.path))];
  const texts = groups
    .filter((g) => g.length > 0)
    .map((g) => g.map((s) => `\t${specText(s)}${eol}`).join(""));
  return `import (${eol}${texts.join(eol)})`;
}

/** Behind the last import, else behind the package clause. */
function newDecl(file: GoFile, wanted: readonly Import[], eol: string): TextChange {
  const lastDecl = file.importDecls.at(-1);
  const after = lastDecl?.end ?? file.package?.span.end ?? 0;
  const at = endWithComment(file.text, after);
  const single = wanted.length === 1 && lastDecl !== undefined && !isBlock(file.text, lastDecl);
  return { start: at, end: at, text: `${single ? eol : eol + eol}${blockOf(wanted, eol)}` };
}
