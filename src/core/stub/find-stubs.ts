import type { SourceFile } from "../edit/edit";
import { type Problem, problem } from "../problem/codes";
import { byHand } from "../problem/next";
import { fail, ok, type Result } from "../result";
import type { Target } from "../snapshot";
import { indexFile } from "../syntax/index-file";
import { lineAt, slice } from "../syntax/lines";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";
import { type Elsewhere, linkedIn, nothingElsewhere } from "./elsewhere";
import { type StubKind, stubKind } from "./stub-patterns";

export interface StubInfo {
  /** `Func` or `Type.Method`. */
  readonly name: string;
  readonly kind: StubKind;
  /** The end of a sentence that begins with the name: `has no body`. */
  readonly reason: string;
  readonly decl: FuncDecl;
}

export interface ResolvedTarget {
  readonly target: Target;
  readonly file: GoFile;
  /** In the order of the target's names. */
  readonly decls: readonly FuncDecl[];
  /** Every stub of the file. */
  readonly stubs: readonly StubInfo[];
}

export interface ResolveOptions {
  /** A function that has a body already, to be repaired, will do. */
  readonly allowNonStub?: boolean;
  readonly elsewhere?: Elsewhere;
  /** A generated file will do. */
  readonly allowGenerated?: boolean;
  /** The person's Go reads the file: where the grammar does not, it is the grammar that is behind. */
  readonly readable?: boolean;
}

/**
 * The stubs of a file in source order. `main` and `init` are none, nor are declarations without a body that are
 * provided elsewhere (linkname, wasmimport; any, beside a .s file).
 */
export function findStubs(
  parser: GoParser,
  text: string,
  elsewhere: Elsewhere = nothingElsewhere,
): readonly StubInfo[] {
  return stubsOf(parser, indexFile(parser, text), elsewhere);
}

/** As findStubs, of a file that is indexed already. */
export function stubsOf(
  parser: GoParser,
  file: GoFile,
  elsewhere: Elsewhere = nothingElsewhere,
): readonly StubInfo[] {
  return file.decls.flatMap((decl): StubInfo[] => {
    if (decl.kind !== "func" || reserved(decl) || providedElsewhere(file, decl, elsewhere)) return [];
    const found = stubKind(parser, file.text, decl);
    return found === undefined ? [] : [{ name: decl.name, ...found, decl }];
  });
}

/** The declarations that a run is to write, or why it may not. Names may also be spelt `(*Type[T]).Method`. */
export function resolveTarget(
  parser: GoParser,
  source: SourceFile,
  names: readonly string[],
  options: ResolveOptions = {},
): Result<ResolvedTarget> {
  const file = indexFile(parser, source.text);
  const refusal = refuseFile(source.path, file, options);
  if (refusal !== undefined) return fail(refusal);
  const stubs = stubsOf(parser, file, options.elsewhere);
  const wanted = [...new Set(names.map(plainName))];
  if (wanted.length === 0)
    return fail(problem("function-not-named", { file: source.path, stubs: stubNames(stubs) }));
  const decls: FuncDecl[] = [];
  for (const name of wanted) {
    const found = resolveName(file, source.path, name, stubs, options);
    if (!found.ok) return found;
    decls.push(found.value);
  }
  return ok({ target: { file: source.path, names: wanted }, file, decls, stubs });
}

function refuseFile(path: string, file: GoFile, { allowGenerated }: ResolveOptions): Problem | undefined {
  if (file.generated && allowGenerated !== true)
    return problem("generated-file", { file: path }, byHand("change-generator"));
  if (path.endsWith("_test.go")) return problem("test-file", { file: path }, byHand("name-tested-file"));
  if (file.package === undefined)
    return problem("no-package-clause", { file: path }, byHand("add-package-clause"));
  return undefined;
}

function resolveName(
  file: GoFile,
  path: string,
  name: string,
  stubs: readonly StubInfo[],
  options: ResolveOptions,
): Result<FuncDecl> {
  const found = file.decls.filter((d): d is FuncDecl => d.kind === "func" && d.name === name);
  const [decl, second] = found;
  if (decl === undefined) return fail(notThere(file, path, name, stubs));
  const line = lineAt(file.text, decl.span.start);
  if (second !== undefined && !reserved(decl)) {
    const other = lineAt(file.text, second.span.start);
    return fail(problem("declared-twice", { name, file: path, lines: [line, other] }, byHand("remove-one")));
  }
  if (reserved(decl)) return fail(problem("reserved-function", { name }, byHand("move-work")));
  const error = file.errors.find((e) => e.start >= decl.span.start && e.start <= endOfDecl(file, decl));
  if (error !== undefined && options.readable !== true) {
    const data = { name, file: path, line: lineAt(file.text, error.start) };
    return fail(problem("syntax-error", data, byHand("fix-syntax")));
  }
  if (providedElsewhere(file, decl, options.elsewhere ?? nothingElsewhere))
    return fail(problem("written-elsewhere", { name }));
  if (options.allowNonStub !== true && !stubs.some((s) => s.name === name)) {
    const data = { name, file: path, line, stubs: stubNames(stubs) };
    return fail(problem("already-written", data, byHand("empty-body")));
  }
  return ok(decl);
}

function notThere(file: GoFile, path: string, name: string, stubs: readonly StubInfo[]): Problem {
  const ident = name.slice(name.indexOf(".") + 1).replace(/[^\p{L}\p{N}_]/gu, "");
  const spelt = new RegExp(
    `^func\\b[^\\n\\r\\u2028\\u2029]*?(?<![\\p{L}\\p{N}_])${ident}\\s*[(\\[]`,
    "mu",
  ).exec(file.text);
  const error = file.errors.find((e) => spelt !== null && e.end >= spelt.index) ?? file.errors[0];
  if (spelt !== null && ident !== "" && error !== undefined) {
    const line = lineAt(file.text, spelt.index);
    const data = { name, file: path, line, errorLine: lineAt(file.text, error.start) };
    return problem("function-unreadable", data, byHand("fix-syntax"));
  }
  return problem("function-not-found", { name, file: path, stubs: stubNames(stubs) });
}

const stubNames = (stubs: readonly StubInfo[]): readonly string[] => stubs.map((s) => s.name);

/** `main`, `init` and the blank function are not for a model. */
const reserved = (decl: FuncDecl): boolean =>
  decl.receiver === undefined && (decl.ident === "main" || decl.ident === "init" || decl.ident === "_");

/** A brace on the next line is no body for Go: what follows a declaration up to the next one belongs to it. */
function endOfDecl(file: GoFile, decl: FuncDecl): number {
  if (decl.body !== undefined) return decl.span.end;
  return decl.span.end + (/^\s*\{?/.exec(file.text.slice(decl.span.end))?.[0].length ?? 0);
}

function providedElsewhere(file: GoFile, decl: FuncDecl, { assembly, linked }: Elsewhere): boolean {
  if (decl.body !== undefined) return false;
  if (/^\s*\{/.test(file.text.slice(decl.span.end))) return true;
  const doc = decl.doc === undefined ? "" : slice(file.text, decl.doc);
  if (assembly || /^\/\/go:wasmimport\b/m.test(doc)) return true;
  return decl.receiver === undefined && (linked.has(decl.ident) || linkedIn(file.text).includes(decl.ident));
}

/** `(*Stack[T]).Push`, `*Stack.Push` and `Stack.Push` are one name. */
const plainName = (name: string): string => name.replace(/\[[^\]]*(?:\]|$)|[()*\s]/g, "");
