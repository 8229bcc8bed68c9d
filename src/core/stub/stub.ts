import type { SourceFile } from "../edit/edit";
import { fail, ok, type Problem, type Result } from "../result";
import type { Target } from "../snapshot";
import { indexFile } from "../syntax/index-file";
import { lineAt, slice } from "../syntax/lines";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";
import { type StubKind, stubKind } from "./stub-body";

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
  /** A .s file lies in the package's folder: declarations without a body may be written there. */
  readonly assembly?: boolean;
}

/**
 * The stubs of a file in source order. `main` and `init` are none, nor are declarations without a body that are
 * provided elsewhere (linkname, wasmimport; any, beside a .s file).
 */
export function findStubs(parser: GoParser, text: string, assembly = false): readonly StubInfo[] {
  return stubsOf(parser, indexFile(parser, text), assembly);
}

/** As findStubs, of a file that is indexed already. */
export function stubsOf(parser: GoParser, file: GoFile, assembly = false): readonly StubInfo[] {
  return file.decls.flatMap((decl): StubInfo[] => {
    if (decl.kind !== "func" || reserved(decl) || providedElsewhere(file, decl, assembly)) return [];
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
): Result<ResolvedTarget, Problem> {
  const file = indexFile(parser, source.text);
  const refusal = refuseFile(source.path, file);
  if (refusal !== undefined) return fail(refusal);
  const stubs = stubsOf(parser, file, options.assembly);
  const wanted = [...new Set(names.map(plainName))];
  if (wanted.length === 0) return fail(input("No function was named.", listStubs(stubs)));
  const decls: FuncDecl[] = [];
  for (const name of wanted) {
    const found = resolveName(file, source.path, name, stubs, options);
    if (!found.ok) return found;
    decls.push(found.value);
  }
  return ok({ target: { file: source.path, names: wanted }, file, decls, stubs });
}

function refuseFile(path: string, file: GoFile): Problem | undefined {
  if (file.generated) {
    return input(
      `${path} is generated: what is written into it would be lost.`,
      "Change its generator instead.",
    );
  }
  if (path.endsWith("_test.go")) {
    return input(`${path} is a test file: tests judge the code and are not written by a run.`, "");
  }
  if (file.package === undefined) {
    return input(`${path} has no package clause.`, "Begin the file with `package NAME`.");
  }
  return undefined;
}

function resolveName(
  file: GoFile,
  path: string,
  name: string,
  stubs: readonly StubInfo[],
  options: ResolveOptions,
): Result<FuncDecl, Problem> {
  const found = file.decls.filter((d): d is FuncDecl => d.kind === "func" && d.name === name);
  const [decl, second] = found;
  if (decl === undefined) return fail(notThere(file, path, name, stubs));
  const line = lineAt(file.text, decl.span.start);
  if (second !== undefined && !reserved(decl)) {
    const other = lineAt(file.text, second.span.start);
    return fail(
      input(`${name} is declared twice in ${path}, in lines ${line} and ${other}.`, "Remove one of them."),
    );
  }
  if (reserved(decl)) {
    return fail(
      input(
        `${name} is run by the program itself, so that no test can decide it.`,
        "Move its work into a function.",
      ),
    );
  }
  const error = file.errors.find((e) => e.start >= decl.span.start && e.start <= endOfDecl(file, decl));
  if (error !== undefined) {
    return fail(
      input(
        `${name} has a syntax error in line ${lineAt(file.text, error.start)} of ${path}.`,
        "Mend it first.",
      ),
    );
  }
  if (providedElsewhere(file, decl, options.assembly ?? false)) {
    return fail(
      input(`${name} has no body because it is written elsewhere, in assembly or by a linker directive.`, ""),
    );
  }
  if (options.allowNonStub !== true && !stubs.some((s) => s.name === name)) {
    const next = `Empty its body or make it \`panic("not implemented")\` to have it written anew. ${listStubs(stubs)}`;
    return fail(input(`${name} in line ${line} of ${path} is written already.`, next));
  }
  return ok(decl);
}

function notThere(file: GoFile, path: string, name: string, stubs: readonly StubInfo[]): Problem {
  const ident = name.slice(name.indexOf(".") + 1).replace(/[^\p{L}\p{N}_]/gu, "");
  const spelt = new RegExp(`^func\\b[^\\n]*?(?<![\\p{L}\\p{N}_])${ident}\\s*[(\\[]`, "mu").exec(file.text);
  const error = file.errors.find((e) => spelt !== null && e.end >= spelt.index) ?? file.errors[0];
  if (spelt !== null && ident !== "" && error !== undefined) {
    const lines = `line ${lineAt(file.text, spelt.index)} (syntax error in line ${lineAt(file.text, error.start)})`;
    return input(`${name} cannot be read in ${path}, ${lines}.`, "Mend the syntax there first.");
  }
  return input(`There is no function ${name} in ${path}.`, listStubs(stubs));
}

function listStubs(stubs: readonly StubInfo[]): string {
  return stubs.length === 0 ? "The file has no stubs." : `Its stubs: ${stubs.map((s) => s.name).join(", ")}.`;
}

/** `main`, `init` and the blank function are not for a model. */
const reserved = (decl: FuncDecl): boolean =>
  decl.receiver === undefined && (decl.ident === "main" || decl.ident === "init" || decl.ident === "_");

/** A brace on the next line is no body for Go: what follows a declaration up to the next one belongs to it. */
function endOfDecl(file: GoFile, decl: FuncDecl): number {
  if (decl.body !== undefined) return decl.span.end;
  return decl.span.end + (/^\s*\{?/.exec(file.text.slice(decl.span.end))?.[0].length ?? 0);
}

function providedElsewhere(file: GoFile, decl: FuncDecl, assembly: boolean): boolean {
  if (decl.body !== undefined) return false;
  if (/^\s*\{/.test(file.text.slice(decl.span.end))) return true;
  const doc = decl.doc === undefined ? "" : slice(file.text, decl.doc);
  return assembly || /^\/\/go:(?:linkname|wasmimport)\b/m.test(doc);
}

/** `(*Stack[T]).Push`, `*Stack.Push` and `Stack.Push` are one name. */
const plainName = (name: string): string => name.replace(/\[[^\]]*\]|[()*\s]/g, "");

const input = (message: string, next: string): Problem => ({ kind: "input", message, next });
