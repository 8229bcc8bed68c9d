import type { NoCandidate } from "../candidate";
import { fail, ok, type Result } from "../result";
import { stubKind } from "../stub/stub-patterns";
import { indexFile } from "../syntax/index-file";
import { lineAt } from "../syntax/lines";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";
import { type AnswerDecl, align } from "./adapt-signature";
import { type Chunk, elisionIn } from "./code-blocks";
import { prefixed, type Rewritten, rewriteForeignSyntax } from "./foreign-syntax";

/** A chunk of the answer, its foreign syntax rewritten, and indexed. */
export interface Source {
  readonly chunk: Chunk;
  readonly file: GoFile;
  readonly changes: Rewritten["changes"];
}

export function sourceOf(parser: GoParser, chunk: Chunk): Source {
  const file = indexFile(parser, chunk.text);
  if (file.errors.length === 0 && !prefixed.test(chunk.text)) return { chunk, file, changes: [] };
  const { text, changes } = rewriteForeignSyntax(parser, chunk.text);
  return { chunk, file: changes.length === 0 ? file : indexFile(parser, text), changes };
}

export interface FindInput {
  readonly original: GoFile;
  readonly sources: readonly Source[];
  readonly stub: FuncDecl;
  /** It is the only name of the target: an answer without declarations may be its body. */
  readonly only: boolean;
  readonly known: ReadonlySet<string>;
}

export interface Found {
  readonly stub: FuncDecl;
  readonly answer: AnswerDecl;
  readonly file: GoFile;
  readonly adjustments: readonly string[];
}

/** The first complete declaration of the answer that is, or is meant as, the stub's. */
export function findDecl(parser: GoParser, input: FindInput): Result<Found, NoCandidate> {
  const { stub } = input;
  const faults: NoCandidate[] = [];
  for (const match of [exactly, closely]) {
    for (const source of input.sources) {
      for (const decl of match(source.file, input)) {
        const result = completed(parser, source, decl, stub);
        if (result.ok) return result;
        faults.push(result.error);
      }
    }
  }
  const body = input.only ? bodyOnly(parser, input) : undefined;
  if (body !== undefined) return body;
  const [fault] = faults;
  if (fault !== undefined) return fail(fault);
  const code = input.sources.some((s) => s.chunk.code);
  const names = input.sources.flatMap(({ file }) =>
    file.decls.flatMap((d) => (d.kind === "func" ? [d.name] : [])),
  );
  if (!code && names.length === 0)
    return fail({ reason: "no-code", message: "The answer contains no code." });
  const other = names.length === 0 ? "" : `; it declares ${[...new Set(names)].join(", ")}`;
  return fail({
    reason: "missing-declaration",
    message: `The answer does not declare ${stub.name}${other}.`,
  });
}

const functions = (file: GoFile): readonly FuncDecl[] =>
  file.decls.filter((d): d is FuncDecl => d.kind === "func");

const exactly = (file: GoFile, { stub }: FindInput): readonly FuncDecl[] =>
  functions(file).filter((d) => d.name === stub.name);

/** Renamed, with the receiver elsewhere: the same identifier first, then the only function of the same shape. */
function closely(file: GoFile, input: FindInput): readonly FuncDecl[] {
  const { stub } = input;
  const others = functions(file).filter(
    (d) => d.name !== stub.name && !isTestOrMain(d) && !exists(d.name, input),
  );
  const named = others.filter((d) => d.ident.toLowerCase() === stub.ident.toLowerCase());
  if (named.length > 0) return named;
  const declared = input.sources.some((s) => functions(s.file).some((d) => d.name === stub.name));
  const shaped = others.filter((d) => align(d, stub)?.notes.length === 0);
  const free = shaped.length === 1 ? shaped : shaped.filter((d) => !calledByOthers(d, shaped, file));
  return !declared && free.length === 1 ? free : [];
}

const isTestOrMain = (decl: FuncDecl): boolean =>
  /^(?:main|init|(?:Test|Example|Benchmark|Fuzz)(?![a-z]).*)$/.test(decl.ident);

const exists = (name: string, input: FindInput): boolean =>
  input.known.has(name) ||
  input.original.decls.some((d) => ("names" in d ? d.names.includes(name) : d.name === name));

/** A helper is called by the function that it helps. */
function calledByOthers(decl: FuncDecl, others: readonly FuncDecl[], file: GoFile): boolean {
  const call = new RegExp(`\\b${decl.ident}\\(`);
  return others.some(
    (o) => o !== decl && o.body !== undefined && call.test(file.text.slice(o.body.start, o.body.end)),
  );
}

function completed(
  parser: GoParser,
  { file, changes }: Source,
  decl: FuncDecl,
  stub: FuncDecl,
): Result<Found, NoCandidate> {
  const fault = file.errors.find((e) => e.end >= decl.span.start && e.start <= decl.span.end);
  const cut = decl.body === undefined && /^\s*\{/.test(file.text.slice(decl.span.end));
  if (
    fault !== undefined ||
    cut ||
    (decl.body !== undefined && !file.text.slice(0, decl.body.end).endsWith("}"))
  ) {
    const line = fault === undefined ? "" : ` (line ${lineAt(file.text, fault.start)} of its code)`;
    return fail({ reason: "syntax", message: `The answer's ${stub.name} is not complete Go code${line}.` });
  }
  const elision = elisionIn(parser, file.text.slice(decl.span.start, decl.span.end));
  if (elision !== undefined) return fail({ reason: "elided", message: `The answer omits code: ${elision}` });
  const notes = changes
    .filter((m) => decl.span.start < m.end && decl.span.end > m.start)
    .flatMap((m) => m.notes);
  if (stubKind(parser, file.text, decl) !== undefined) {
    if (notes.length > 0)
      return fail({
        reason: "syntax",
        message: `The answer's ${stub.name} is cut off before it does anything.`,
      });
    return fail({ reason: "still-a-stub", message: `The answer does not implement ${stub.name}.` });
  }
  return ok({ stub, answer: { decl, text: file.text }, file, adjustments: notes });
}

/** An answer without functions may be the statements of the body. */
function bodyOnly(parser: GoParser, input: FindInput): Result<Found, NoCandidate> | undefined {
  const { stub, original } = input;
  const signature = original.text.slice(stub.signature.start, stub.signature.end).replace(/\r\n/g, "\n");
  let echo: Result<Found, NoCandidate> | undefined;
  const order = [...input.sources].sort((a, b) => Number(b.chunk.code) - Number(a.chunk.code));
  for (const { chunk, file } of order) {
    if (file.decls.some((d) => d.kind === "func")) continue;
    const body = unbraced(chunk.text.replace(/^package .*\n|^import .*\n/gm, ""));
    if (!looksLikeStatements(body, chunk.code)) continue;
    const text = `${signature} {\n${indented(body)}\n}\n`;
    const index = indexFile(parser, `package p\n\n${text}`);
    const decl = functions(index).find((d) => d.name === stub.name);
    if (decl?.body === undefined || index.errors.length > 0 || index.decls.length !== 1) continue;
    if (stubKind(parser, index.text, decl) === undefined) {
      return ok({
        stub,
        answer: { decl, text: index.text },
        file,
        adjustments: ["put the body under its signature"],
      });
    }
    echo = fail({ reason: "still-a-stub", message: `The answer does not implement ${stub.name}.` });
  }
  return echo;
}

/** The statements without a pair of braces around them all, or one left over at the end. */
function unbraced(text: string): string {
  const trimmed = text.replace(/^\s*\n/, "").trimEnd();
  if (/^\{\s*\n/.test(trimmed) && trimmed.endsWith("}"))
    return trimmed
      .slice(1, -1)
      .replace(/^\s*\n/, "")
      .trimEnd();
  const depth = (trimmed.match(/\{/g)?.length ?? 0) - (trimmed.match(/\}/g)?.length ?? 0);
  return depth === -1 && trimmed.endsWith("}") ? trimmed.slice(0, -1).trimEnd() : trimmed;
}

/** One tab for a body that begins in column 0; gofmt does the rest. Raw strings are left as they are. */
const indented = (body: string): string =>
  body.includes("`") || /^\s/.test(body) ? body : body.replace(/^(?=.)/gm, "\t");

/** A word or a literal of prose is an expression to the parser, and no body. */
const looksLikeStatements = (body: string, code: boolean): boolean =>
  /\breturn\b|:=|[^=!<>]=[^=]/.test(body) ||
  body.split("\n").some((line) => {
    const keyword = line.search(/\b(?:for|if|switch|select|defer|go)\b/);
    return (keyword >= 0 && line.includes("{", keyword)) || (code && /^[\w.]+\(.*\)$/.test(line.trim()));
  });
