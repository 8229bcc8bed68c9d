import { applyChanges, type SourceFile, type TextChange } from "../edit/edit";
import { importNames } from "../syntax/import-names";
import { indexFile } from "../syntax/index-file";
import { slice } from "../syntax/lines";
import type { FuncDecl, GoFile, GoParser, ImportSpec, Span } from "../syntax/tree";
import { type Uses, usesIn } from "../syntax/uses";
import { findStubs, type StubInfo, stubsOf } from "./find-stubs";

/** What a stub that is reached prints to standard error, and panics with. */
export const marker = (name: string): string => `stubwright:reached:${name}`;

/**
 * The body that shows that a test reaches a declaration: the print survives a recover, and needs no import.
 * @param first a statement before that
 */
export const tracingBody = (name: string, first?: string): string =>
  `{ ${first === undefined ? "" : `${first}; `}println("${marker(name)}"); panic("${marker(name)}") }`;

/**
 * The file with bodies replaced so that its package compiles: `body` is asked for every function and gives the new
 * one with its braces; where it gives none, a stub that Go would refuse (no body, nothing returned) panics, and all
 * others stay. Imports that nothing uses yet become blank ones. Lines keep their numbers.
 */
export function withPlaceholders(
  parser: GoParser,
  text: string,
  body: (name: string) => string | undefined,
): string {
  const file = indexFile(parser, text);
  const unfinished = new Set(
    stubsOf(parser, file)
      .filter(
        (s) => s.kind === "no-body" || s.kind === "empty" || (s.kind === "todo" && s.decl.results.length > 0),
      )
      .map((s) => s.decl),
  );
  const changes = file.decls.flatMap((decl): TextChange[] => {
    if (decl.kind !== "func") return [];
    const given =
      body(decl.name) ?? (unfinished.has(decl) && !returns(text, decl.body) ? plainBody(decl) : undefined);
    return given === undefined ? [] : [replaceBody(text, decl, given)];
  });
  return blankUnusedImports(parser, applyChanges(text, changes));
}

const plainBody = (decl: FuncDecl): string => `{ panic("${needed(decl.name)}") }`;

/** Whether a body returns anywhere, comments aside. */
const returns = (text: string, body: Span | undefined): boolean =>
  body !== undefined && /\breturn\b/.test(slice(text, body).replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ""));

function replaceBody(text: string, decl: FuncDecl, body: string): TextChange {
  if (decl.body === undefined)
    return { start: decl.signature.end, end: decl.signature.end, text: ` ${body}` };
  const lines = slice(text, decl.body).split("\n").length - body.split("\n").length;
  const padded = lines > 0 ? `${body.slice(0, -1)}${"\n".repeat(lines)}}` : body;
  return { ...decl.body, text: padded };
}

function blankUnusedImports(parser: GoParser, text: string): string {
  const file = indexFile(parser, text);
  if (file.imports.length === 0) return text;
  const uses = usesIn(parser, text);
  const operands = new Set(uses.selectors.map((s) => s.operand));
  const stray = strayOperand(file, uses, operands);
  const changes = file.imports
    .filter((spec) => spec.alias !== "_" && spec.alias !== "." && spec.path !== "C")
    .filter((spec) => !importNames(spec).some((name) => operands.has(name)) && !(stray && !isStandard(spec)))
    .map((spec): TextChange => ({ ...spec.span, text: `_ "${spec.path}"` }));
  return applyChanges(text, changes);
}

/** An operand that nothing here declares: it may be the name of a package whose path does not tell it. */
function strayOperand(file: GoFile, uses: Uses, operands: ReadonlySet<string>): boolean {
  const inSelectors = new Set(uses.selectors.map((s) => s.span.start));
  const known = new Set(uses.names.filter((n) => !inSelectors.has(n.span.start)).map((n) => n.name));
  for (const spec of file.imports) for (const name of importNames(spec)) known.add(name);
  return [...operands].some((name) => !known.has(name));
}

const isStandard = (spec: ImportSpec): boolean =>
  spec.alias !== undefined || !spec.path.split("/")[0]?.includes(".");

/** What a stub that is not the target's says on standard error when a test needs it. */
const needed = (name: string): string => `stubwright:stub:${name}`;

/** Names of the stubs that a program's standard error says it needed. */
export function neededStubs(stderr: string): readonly string[] {
  return [...new Set([...stderr.matchAll(/stubwright:stub:([\p{L}\p{N}_.]+)/gu)].map((m) => m[1] ?? ""))];
}

/**
 * The text with its stubs, apart from the excepted ones, made to compile and to say when they are reached: a test
 * that needs another stub too cannot decide a candidate. Lines keep their numbers.
 */
export function withStubPlaceholders(
  parser: GoParser,
  text: string,
  except: ReadonlySet<string>,
  assembly: boolean,
): string {
  const changes = findStubs(parser, text, assembly)
    .filter((stub) => !except.has(stub.name))
    .map((stub) => change(text, stub));
  return applyChanges(
    text,
    changes.sort((a, b) => a.start - b.start),
  );
}

function change(text: string, { name, kind, decl }: StubInfo): TextChange {
  const say = `println("${needed(name)}")`;
  const stop = `panic("${needed(name)}")`;
  const { body } = decl;
  if (body === undefined)
    return { start: decl.signature.end, end: decl.signature.end, text: ` { ${say}; ${stop} }` };
  // A body that returns may be enough for a test: it stays, and only says that it was reached.
  if (returns(text, body) || (kind === "todo" && decl.results.length === 0)) {
    return { start: body.start + 1, end: body.start + 1, text: ` ${say};` };
  }
  const lines = text.slice(body.start, body.end).split("\n").length - 1;
  return { start: body.start, end: body.end, text: `{ ${say}; ${stop}${"\n".repeat(lines)} }` };
}

/** Other files whose stubs would not let the package compile, or would leave open why a test fails. */
export function placeholdersInOthers(
  parser: GoParser,
  others: readonly SourceFile[],
  buffers: ReadonlyMap<string, string>,
  assembly: boolean,
): ReadonlyMap<string, string> {
  const texts = new Map(buffers);
  for (const { path, text } of others) {
    const stood = withStubPlaceholders(parser, text, new Set(), assembly);
    if (stood !== text)
      texts.set(
        path,
        withPlaceholders(parser, stood, () => undefined),
      );
  }
  return texts;
}
