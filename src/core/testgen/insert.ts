import { applyChanges, type FileEdit, type TextChange } from "../edit/edit";
import { looksStandard } from "../splice/import-changes";
import { endWithComment } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { GoFile, GoParser, ImportSpec, Span } from "../syntax/tree";
import type { NeededImport } from "./test-names";

/** A test file with something more in it, nothing there touched: every change is an insertion. */
export interface Inserted {
  readonly edit: FileEdit;
  /** The file as it would be. */
  readonly text: string;
}

export interface Insertion {
  /** Absolute path. */
  readonly file: string;
  /** The file's text and its hash; undefined where it is to be made. */
  readonly before: { readonly text: string; readonly hash: string } | undefined;
  readonly packageName: string;
  /** Lines above the package clause of a new file: build constraints. */
  readonly head: string;
  readonly imports: readonly NeededImport[];
  /** Declarations, formatted, ending in a newline. */
  readonly code: string;
}

export function insertTests(parser: GoParser, insertion: Insertion): Inserted {
  const { before, file, code } = insertion;
  if (before === undefined) {
    const text = newFile(insertion);
    return { edit: { file, hash: undefined, changes: [{ start: 0, end: 0, text }] }, text };
  }
  const eol = before.text.includes("\r\n") ? "\r\n" : "\n";
  const lines = (text: string): string => text.replace(/\n/g, eol);
  const there = indexFile(parser, before.text);
  const wanted = insertion.imports.filter((i) => !there.imports.some((s) => s.path === i.path));
  const end = before.text.length;
  const gap = before.text.endsWith("\n") ? "\n" : "\n\n";
  const changes = [...importInsertions(there, wanted, lines), { start: end, end, text: lines(gap + code) }];
  return { edit: { file, hash: before.hash, changes }, text: applyChanges(before.text, changes) };
}

function newFile({ head, packageName, imports, code }: Insertion): string {
  const groups = [
    imports.filter((i) => looksStandard(i.path)),
    imports.filter((i) => !looksStandard(i.path)),
  ];
  const blocks = groups.filter((g) => g.length > 0).map((g) => g.map((i) => `\t${specText(i)}\n`).join(""));
  const [only] = imports;
  const block =
    imports.length === 1 && only !== undefined
      ? `import ${specText(only)}\n`
      : `import (\n${blocks.join("\n")})\n`;
  return `${head}package ${packageName}\n\n${imports.length === 0 ? "" : `${block}\n`}${code}`;
}

const specText = ({ path, alias }: NeededImport): string =>
  `${alias === undefined ? "" : `${alias} `}"${path}"`;

function importInsertions(
  file: GoFile,
  wanted: readonly NeededImport[],
  lines: (text: string) => string,
): readonly TextChange[] {
  const block = file.importDecls.find((d) => isOpenBlock(file, d));
  const at = new Map<number, string>();
  const put = (offset: number, text: string): void =>
    void at.set(offset, (at.get(offset) ?? "") + lines(text));
  if (block === undefined) {
    const last = file.importDecls.at(-1);
    const offset = endWithComment(file.text, last?.end ?? file.package?.span.end ?? 0);
    for (const [i, w] of wanted.entries())
      put(offset, `${i === 0 && last === undefined ? "\n\n" : "\n"}import ${specText(w)}`);
  } else {
    const specs = specsIn(file, block);
    for (const w of wanted) put(...placeIn(file, block, specs, w));
  }
  return [...at].sort(([a], [b]) => a - b).map(([offset, text]) => ({ start: offset, end: offset, text }));
}

const specsIn = (file: GoFile, decl: Span): readonly ImportSpec[] =>
  file.imports.filter((s) => s.span.start >= decl.start && s.span.end <= decl.end);

/** A block with one import a line. */
const isOpenBlock = (file: GoFile, decl: Span): boolean =>
  /^import\s*\([ \t]*(?:\/\/[^\n]*)?\r?\n[\s\S]*\n\)$/.test(file.text.slice(decl.start, decl.end)) &&
  specsIn(file, decl).length > 0;

/** In the order of its group; a group of its own, apart by a blank line, where the block has none of its kind. */
function placeIn(
  file: GoFile,
  block: Span,
  specs: readonly ImportSpec[],
  wanted: NeededImport,
): [offset: number, text: string] {
  const text = `\t${specText(wanted)}\n`;
  const group = specs.filter((s) => looksStandard(s.path) === looksStandard(wanted.path));
  const next = group.find((s) => s.path > wanted.path);
  if (next !== undefined) return [lineStart(file.text, next.span.start), text];
  const last = group.at(-1);
  if (last !== undefined) return [lineEnd(file.text, last.span.end), text];
  if (looksStandard(wanted.path)) return [lineEnd(file.text, block.start), `${text}\n`];
  return [lineStart(file.text, block.end - 1), `\n${text}`];
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;
const lineEnd = (text: string, offset: number): number => text.indexOf("\n", offset) + 1;
