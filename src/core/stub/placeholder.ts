import { applyChanges, type SourceFile, type TextChange } from "../edit/edit";
import { namesOf } from "../syntax/decls";
import { importNames } from "../syntax/import-names";
import { indexFile } from "../syntax/index-file";
import { slice } from "../syntax/lines";
import { withoutComments } from "../syntax/masked";
import { namesIn } from "../syntax/names";
import type { FreeName } from "../syntax/scope";
import type { FuncDecl, GoFile, GoParser, ImportSpec, Span } from "../syntax/tree";
import { type Elsewhere, nothingElsewhere } from "./elsewhere";
import { findStubs, type StubInfo, stubsOf } from "./find-stubs";
import { withVoice } from "./placeholder-voice";

/** What a stub that is reached prints to standard error, and panics with. */
export const marker = (name: string): string => `stubwright:reached:${name}`;

/** Names the file that marks are written to, for the process of a test and for those that it starts. */
export const reachedVariable = "STUBWRIGHT_REACHED";

/**
 * A variable of the package that the linker sets to such a file: a process that is started without that environment,
 * perhaps from a copy of the binary, has nothing else of its parent's.
 */
export const linkedVariable = "stubwrightMarks";

/** An import under a name that no file has. */
const os = "stubwrightos";

/**
 * The testing package holds back 4096 bytes of its log: a longer entry lets out all that stood before it, which a panic
 * would lose. A literal, since any name may have another meaning where it stands.
 */
const flush = `${os}.Getenv("${"-".repeat(8_192)}"); `;

/**
 * The body that shows that a test reaches a declaration. The print survives a recover; the file survives a test that
 * starts itself again and keeps to itself what that process prints.
 * @param logged what the test opened until then is written to its log first
 */
export const tracingBody = (name: string, logged = false): string =>
  `{ ${logged ? flush : ""}println("${marker(name)}"); ${writing(`"${marker(name)}"`)}; panic("${marker(name)}") }`;

/** Statements that append a line to the file of marks. `mark` is an expression of Go. */
export const writing = (mark: string, pkg = os): string =>
  `{ name := ${pkg}.Getenv("${reachedVariable}"); ` +
  `if name == "" { name = ${linkedVariable} }; ` +
  `if file, err := ${pkg}.OpenFile(name, ${pkg}.O_APPEND|${pkg}.O_CREATE|${pkg}.O_WRONLY, 0600); err == nil ` +
  `{ file.WriteString(${mark} + "\\n"); file.Close() } }`;

/**
 * The file with bodies replaced so that its package compiles: `body` is asked for every function and gives the new
 * one with its braces; where it gives none, a stub that Go would refuse (no body, nothing returned) panics, and all
 * others stay. Imports that nothing uses yet become blank ones, and a body that traces gets the one that it needs.
 * Lines keep their numbers.
 */
export function withPlaceholders(
  parser: GoParser,
  text: string,
  body: (name: string) => string | undefined,
  elsewhere: Elsewhere = nothingElsewhere,
): string {
  const file = indexFile(parser, text);
  const unfinished = new Set(
    stubsOf(parser, file, elsewhere)
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
  const stood = blankUnusedImports(parser, applyChanges(text, changes));
  return withVoice(parser, withMarks(parser, stood), elsewhere);
}

/** Where a body traces, what it writes its marks with. */
function withMarks(parser: GoParser, text: string): string {
  const end = indexFile(parser, text).package?.span.end;
  if (end === undefined || !text.includes(`${os}.OpenFile`)) return text;
  const imported = { start: end, end, text: `; import ${os} "os"` };
  const declared = { start: text.length, end: text.length, text: `\nvar ${linkedVariable} = ""\n` };
  return applyChanges(text, [imported, declared]);
}

const plainBody = (decl: FuncDecl): string => `{ panic("${needed(decl.name)}") }`;

/** Whether a body returns anywhere, comments aside. */
const returns = (text: string, body: Span | undefined): boolean =>
  body !== undefined && /\breturn\b/.test(withoutComments(slice(text, body)));

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
  // A parameter or a variable of an import's name does not use the import.
  const { free } = namesIn(parser, text);
  const operands = new Set(free.filter((f) => f.field !== undefined).map((f) => f.name));
  const stray = strayOperand(file, free, operands);
  const changes = file.imports
    .filter((spec) => spec.alias !== "_" && spec.alias !== "." && spec.path !== "C")
    .filter((spec) => !importNames(spec).some((name) => operands.has(name)) && !(stray && !isStandard(spec)))
    .map((spec): TextChange => ({ ...spec.span, text: `_ "${spec.path}"` }));
  return applyChanges(text, changes);
}

/** An operand that nothing here declares: it may be the name of a package whose path does not tell it. */
function strayOperand(file: GoFile, free: readonly FreeName[], operands: ReadonlySet<string>): boolean {
  const known = new Set([
    ...free.filter((f) => f.field === undefined).map((f) => f.name),
    ...file.decls.flatMap(namesOf),
  ]);
  for (const spec of file.imports) for (const name of importNames(spec)) known.add(name);
  // Its import comes last.
  known.add(os);
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
  elsewhere: Elsewhere,
): string {
  const changes = findStubs(parser, text, elsewhere)
    .filter((stub) => !except.has(stub.name))
    .map((stub) => change(text, stub));
  const sorted = changes.sort((a, b) => a.start - b.start);
  return withVoice(parser, applyChanges(text, sorted), elsewhere);
}

function change(text: string, { name, kind, decl }: StubInfo): TextChange {
  const say = `println("${needed(name)}")`;
  const stop = `panic("${needed(name)}")`;
  const { body } = decl;
  if (body === undefined)
    return { start: decl.signature.end, end: decl.signature.end, text: ` { ${say}; ${stop} }` };
  // A body that returns may be enough for a test: it stays, and only says that it was reached.
  const stays = returns(text, body) || ((kind === "todo" || kind === "status") && decl.results.length === 0);
  if (stays && kind !== "exit") {
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
  elsewhere: Elsewhere,
): ReadonlyMap<string, string> {
  const texts = new Map(buffers);
  for (const { path, text } of others) {
    const stood = withStubPlaceholders(parser, text, new Set(), elsewhere);
    if (stood !== text)
      texts.set(
        path,
        withPlaceholders(parser, stood, () => undefined, elsewhere),
      );
  }
  return texts;
}
