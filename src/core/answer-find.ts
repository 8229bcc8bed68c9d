import { type AnswerDecl, align } from "./answer-adapt";
import type { Chunk } from "./answer-code";
import { closeBraces } from "./answer-close";
import type { NoCandidate } from "./candidate";
import { fail, ok, type Result } from "./result";
import { stubKind } from "./stub-body";
import type { FuncDecl, GoFile, GoParser } from "./syntax";
import { indexFile } from "./syntax-index";
import { lineAt } from "./syntax-lines";

export interface FindInput {
  readonly original: GoFile;
  readonly chunks: readonly Chunk[];
  /** The chunks' indexes. */
  readonly files: readonly GoFile[];
  readonly stub: FuncDecl;
  /** It is the only name of the target: an answer without declarations may be its body. */
  readonly only: boolean;
  readonly known: ReadonlySet<string>;
}

export interface Found {
  readonly stub: FuncDecl;
  readonly answer: AnswerDecl;
  readonly file: GoFile;
  readonly mended: readonly string[];
}

/** The first complete declaration of the answer that is, or is meant as, the stub's. */
export function findDecl(parser: GoParser, input: FindInput): Result<Found, NoCandidate> {
  const { stub } = input;
  const faults: NoCandidate[] = [];
  for (const match of [exactly, closely]) {
    for (const [at, file] of input.files.entries()) {
      for (const decl of match(file, input)) {
        const result = completed(parser, file, decl, stub, input.chunks[at]);
        if (result.ok) return result;
        faults.push(result.error);
      }
    }
  }
  const body = input.only ? bodyOnly(parser, input) : undefined;
  if (body !== undefined) return body;
  const [fault] = faults;
  if (fault !== undefined) return fail(fault);
  const code = input.chunks.some((c) => c.code);
  const names = input.files.flatMap((f) => f.decls.flatMap((d) => (d.kind === "func" ? [d.name] : [])));
  if (!code && names.length === 0) return fail({ reason: "no-code", message: "The answer holds no code." });
  const other = names.length === 0 ? "" : `; it declares ${[...new Set(names)].join(", ")}`;
  return fail({ reason: "missing-declaration", message: `The answer does not declare ${stub.name}${other}.` });
}

const functions = (file: GoFile): readonly FuncDecl[] => file.decls.filter((d): d is FuncDecl => d.kind === "func");

const exactly = (file: GoFile, { stub }: FindInput): readonly FuncDecl[] => functions(file).filter((d) => d.name === stub.name);

/** Renamed, with the receiver elsewhere: the same identifier first, then the only function of the same shape. */
function closely(file: GoFile, input: FindInput): readonly FuncDecl[] {
  const { stub } = input;
  const others = functions(file).filter((d) => d.name !== stub.name && !isTestOrMain(d) && !exists(d.name, input));
  const named = others.filter((d) => d.ident.toLowerCase() === stub.ident.toLowerCase());
  if (named.length > 0) return named;
  const declared = input.files.some((f) => functions(f).some((d) => d.name === stub.name));
  const shaped = others.filter((d) => align(d, stub)?.notes.length === 0 && !calledByOthers(d, others, file));
  return !declared && shaped.length === 1 ? shaped : [];
}

const isTestOrMain = (decl: FuncDecl): boolean => /^(?:main|init|(?:Test|Example|Benchmark|Fuzz)(?![a-z]).*)$/.test(decl.ident);

const exists = (name: string, input: FindInput): boolean =>
  input.known.has(name) || input.original.decls.some((d) => ("names" in d ? d.names.includes(name) : d.name === name));

/** A helper is called by the function that it helps. */
function calledByOthers(decl: FuncDecl, others: readonly FuncDecl[], file: GoFile): boolean {
  const call = new RegExp(`\\b${decl.ident}\\(`);
  return others.some((o) => o !== decl && o.body !== undefined && call.test(file.text.slice(o.body.start, o.body.end)));
}

function completed(parser: GoParser, file: GoFile, decl: FuncDecl, stub: FuncDecl, chunk: Chunk | undefined): Result<Found, NoCandidate> {
  const fault = file.errors.find((e) => e.end >= decl.span.start && e.start <= declEnd(file, decl));
  if (fault === undefined && decl.body !== undefined) {
    if (stubKind(parser, file.text, decl) !== undefined) {
      return fail({ reason: "still-a-stub", message: `The answer leaves ${stub.name} unwritten.` });
    }
    return ok({ stub, answer: { decl, text: file.text }, file, mended: [] });
  }
  const closed = closeBraces(parser, file.text.slice(decl.span.start, declEnd(file, decl)));
  if (closed !== undefined && chunk !== undefined) {
    const again = indexFile(parser, closed.text);
    const whole = functions(again).find((d) => d.name === decl.name && d.body !== undefined);
    if (whole !== undefined && stubKind(parser, closed.text, whole) === undefined) {
      return ok({ stub, answer: { decl: whole, text: closed.text }, file, mended: [closed.note] });
    }
  }
  const line = fault === undefined ? "" : ` (line ${lineAt(file.text, fault.start)} of its code)`;
  return fail({ reason: "syntax", message: `The answer's ${stub.name} is not whole Go code${line}.` });
}

/** An unfinished declaration goes to the next one that begins in column 0, or to the end. */
function declEnd(file: GoFile, decl: FuncDecl): number {
  const later = file.decls.map((d) => d.doc?.start ?? d.span.start).filter((s) => s > decl.span.start);
  return later.length === 0 ? file.text.length : Math.min(...later);
}

/** An answer without functions may be the statements of the body. */
function bodyOnly(parser: GoParser, input: FindInput): Result<Found, NoCandidate> | undefined {
  const { stub, original } = input;
  const signature = original.text.slice(stub.signature.start, stub.signature.end).replace(/\r\n/g, "\n");
  let echo: Result<Found, NoCandidate> | undefined;
  const order = [...input.chunks].map((chunk, at) => ({ chunk, file: input.files[at] })).sort((a, b) => Number(b.chunk.code) - Number(a.chunk.code));
  for (const { chunk, file } of order) {
    if (file === undefined || file.decls.some((d) => d.kind === "func")) continue;
    const body = unbraced(chunk.text.replace(/^package .*\n|^import .*\n/gm, ""));
    if (!looksLikeStatements(body, chunk.code)) continue;
    const text = `${signature} {\n${body}\n}\n`;
    const index = indexFile(parser, `package p\n\n${text}`);
    const decl = functions(index).find((d) => d.name === stub.name);
    if (decl?.body === undefined || index.errors.length > 0 || index.decls.length !== 1) continue;
    if (stubKind(parser, index.text, decl) === undefined) {
      return ok({ stub, answer: { decl, text: index.text }, file, mended: ["put the body under its signature"] });
    }
    echo = fail({ reason: "still-a-stub", message: `The answer leaves ${stub.name} unwritten.` });
  }
  return echo;
}

/** The statements without a pair of braces around them all, or one left over at the end. */
function unbraced(text: string): string {
  const trimmed = text.replace(/^\s*\n/, "").trimEnd();
  if (/^\{\s*\n/.test(trimmed) && trimmed.endsWith("}")) return trimmed.slice(1, -1).trimEnd();
  const depth = (trimmed.match(/\{/g)?.length ?? 0) - (trimmed.match(/\}/g)?.length ?? 0);
  return depth === -1 && trimmed.endsWith("}") ? trimmed.slice(0, -1).trimEnd() : trimmed;
}

/** A word or a literal of prose is an expression to the parser, and no body. */
const looksLikeStatements = (body: string, code: boolean): boolean =>
  /\breturn\b|:=|[^=!<>]=[^=]|\b(?:for|if|switch|select|defer|go)\b[^\n]*\{/.test(body) || (code && /^\s*[\w.]+\(.*\)\s*$/m.test(body));
