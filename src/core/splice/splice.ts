import type { Candidate } from "../candidate";
import { applyChanges, type SourceFile, type TextChange } from "../edit/edit";
import { endWithComment, functionNamed, importName, ownParts } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import { namesIn } from "../syntax/names";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";
import { type Import, importChanges } from "./import-changes";

/** What is to be put into a file; texts with `\n`. */
export interface Pieces {
  readonly bodies: readonly {
    readonly name: string;
    /** Braces included. */
    readonly body: string;
    /** Only where the stub's own signature is to be replaced. */
    readonly signature: string | undefined;
  }[];
  /** Declarations with their doc comments, without a line break at the end. */
  readonly helpers: readonly string[];
  readonly imports: readonly Import[];
  readonly dropImports: readonly Import[];
}

/** The line ending of the file around an offset: that of the first line that ends behind it, else of the file's first. */
export function lineEnding(text: string, near: number): "\r\n" | "\n" {
  const behind = text.indexOf("\n", near);
  const at = behind < 0 ? text.indexOf("\n") : behind;
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}

/**
 * Puts the pieces into the file and touches no other byte. Helpers stand behind the last of the target's declarations.
 * Imports that only a replaced body used are removed.
 */
export function splice(
  parser: GoParser,
  file: SourceFile,
  pieces: Pieces,
  adjustments: readonly string[],
): Candidate {
  const index = indexFile(parser, file.text);
  const changes = declChanges(index, pieces);
  const first = changes[0]?.start ?? 0;
  const eol = lineEnding(file.text, first);
  const orphans = orphanedImports(parser, index, applyChanges(file.text, changes));
  const drop = [
    ...pieces.dropImports,
    ...orphans.filter((o) => !pieces.imports.some((i) => i.path === o.path)),
  ];
  const all = [...importChanges(index, pieces.imports, drop, eol), ...changes].sort(
    (a, b) => a.start - b.start,
  );
  const text = applyChanges(file.text, all);
  return {
    edit: { files: all.length === 0 ? [] : [{ file: file.path, hash: file.hash, changes: all }] },
    text,
    adjustments,
  };
}

function declChanges(file: GoFile, pieces: Pieces): readonly TextChange[] {
  const found = pieces.bodies.flatMap((piece) => {
    const decl = functionNamed(file, piece.name);
    return decl === undefined ? [] : [{ piece, decl }];
  });
  found.sort((a, b) => a.decl.span.start - b.decl.span.start);
  const changes = found.map(({ piece, decl }) => bodyChange(file, decl, piece));
  const last = found.at(-1)?.decl;
  if (last === undefined || pieces.helpers.length === 0) return changes;
  const eol = lineEnding(file.text, last.span.start);
  const at = endWithComment(file.text, last.span.end);
  const helpers = pieces.helpers.map((h) => `${eol}${eol}${withEnding(h, eol)}`).join("");
  return [...changes, { start: at, end: at, text: helpers }];
}

function bodyChange(file: GoFile, decl: FuncDecl, piece: Pieces["bodies"][number]): TextChange {
  const body = withEnding(piece.body, lineEnding(file.text, decl.span.start));
  const end = decl.body?.end ?? decl.signature.end;
  if (piece.signature !== undefined)
    return { start: decl.signature.start, end, text: `${piece.signature} ${body}` };
  if (decl.body === undefined) return { start: end, end, text: ` ${body}` };
  return { start: decl.body.start, end, text: body };
}

export const withEnding = (text: string, eol: string): string => text.replace(/\r?\n/g, eol);

/** Imports that the file used and uses no more: those of a stub's `errors.New("not implemented")`. */
function orphanedImports(parser: GoParser, file: GoFile, text: string): readonly Import[] {
  const plain = file.imports.filter((i) => i.alias !== "_" && i.alias !== "." && i.path !== "C");
  if (plain.length === 0) return [];
  const used = (of: string) => new Set(namesIn(parser, of).free.map((f) => f.name));
  const before = used(file.text);
  const after = used(text);
  return plain.filter((i) => before.has(importName(i)) && !after.has(importName(i)));
}

/**
 * The candidate that a new version of the whole file amounts to: only the target's bodies, new helpers and imports are
 * taken from it, everything else stays as the person wrote it. Where a signature differs in types it is taken too
 * (the shape gate refuses it).
 */
export function candidateFromText(
  parser: GoParser,
  file: SourceFile,
  names: readonly string[],
  text: string,
  adjustments: readonly string[],
): Candidate {
  return splice(parser, file, piecesOf(parser, file.text, names, text), adjustments);
}

/** What a new version of a file has of its own: the target's bodies where they differ, new helpers, imports. */
export function piecesOf(
  parser: GoParser,
  originalText: string,
  names: readonly string[],
  text: string,
): Pieces {
  const own = ownParts(indexFile(parser, originalText), indexFile(parser, text), names);
  const plain = (from: string) => withEnding(from, "\n");
  const bodies = own.targets.flatMap(({ name, before, after }) => {
    if (before === undefined || after?.body === undefined) return [];
    const body = plain(text.slice(after.body.start, after.body.end));
    const signature = plain(text.slice(after.signature.start, after.signature.end));
    const kept =
      spelling(signature) === spelling(originalText.slice(before.signature.start, before.signature.end));
    const same =
      before.body !== undefined && plain(originalText.slice(before.body.start, before.body.end)) === body;
    return kept && same ? [] : [{ name, body, signature: kept ? undefined : signature }];
  });
  return {
    bodies,
    helpers: own.helpers.map((h) => plain(text.slice(h.full.start, h.full.end))),
    imports: own.addedImports,
    dropImports: own.removedImports,
  };
}

/** A signature without its layout. */
const spelling = (signature: string): string => signature.replace(/\s+/g, "").replace(/,\)/g, ")");

/**
 * Takes format and imports over from a tidied copy of the candidate's file (organizeImports, gofmt), for the target,
 * its helpers and the import block only.
 */
export function spliceTidied(
  parser: GoParser,
  file: SourceFile,
  names: readonly string[],
  candidate: Candidate,
  tidied: string,
): Candidate {
  const proposed = indexFile(parser, tidied);
  const whole = names.every((n) => functionNamed(proposed, n) !== undefined);
  // What the grammar could not read before either is nothing that the tidied copy lost.
  const before = indexFile(parser, file.text).errors.length;
  return whole && proposed.errors.length <= before
    ? candidateFromText(parser, file, names, tidied, candidate.adjustments)
    : candidate;
}
