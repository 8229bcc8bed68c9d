import type { BaselineTest } from "../snapshot";
import { slice } from "../syntax/lines";
import type { Decl, FuncDecl, GoFile, GoParser } from "../syntax/tree";
import { type Uses, usesIn } from "../syntax/uses";

/** A test that calls the target, with the helpers of the test files that it needs. */
export interface ShownTest {
  readonly name: string;
  readonly file: GoFile;
  readonly decl: FuncDecl;
  readonly text: string;
  readonly helpers: readonly { readonly title: string; readonly text: string }[];
}

const isTest = (decl: FuncDecl): boolean =>
  decl.receiver === undefined && /^(?:Test|Example|Fuzz)(?!\p{Ll})/u.test(decl.ident);

/**
 * The tests that call one of the names, directly or through a helper of the test files; those first that are known
 * to decide, then the shorter ones.
 */
export function testsOf(
  parser: GoParser,
  files: readonly GoFile[],
  idents: ReadonlySet<string>,
  deciding: readonly BaselineTest[],
): readonly ShownTest[] {
  const decides = new Set(deciding.map((t) => t.name));
  return files
    .flatMap((file) => testsIn(parser, file, idents))
    .sort(
      (a, b) => Number(decides.has(b.name)) - Number(decides.has(a.name)) || a.text.length - b.text.length,
    );
}

function testsIn(parser: GoParser, file: GoFile, idents: ReadonlySet<string>): readonly ShownTest[] {
  const uses = usesIn(parser, file.text);
  const funcs = file.decls.filter((d): d is FuncDecl => d.kind === "func");
  const named = new Map(funcs.map((decl) => [decl, namesWithin(uses, decl)]));
  const helpers = file.decls.filter((d) => d.kind !== "func" || !isTest(d));
  return funcs.filter(isTest).flatMap((decl): ShownTest[] => {
    const needed = helpersOf(decl, named, funcs);
    const all = [decl, ...needed];
    if (!all.some((d) => [...(named.get(d) ?? [])].some((n) => idents.has(n)))) return [];
    const names = new Set(all.flatMap((d) => [...(named.get(d) ?? [])]));
    const tables = helpers.filter((d) => d.kind !== "func" && declared(d).some((n) => names.has(n)));
    const shown = [...tables, ...needed].map((d) => ({
      title: `${d.kind} ${declared(d).join(", ")}`,
      text: standalone(file, d),
    }));
    return [{ name: decl.ident, file, decl, text: unix(slice(file.text, decl.span)), helpers: shown }];
  });
}

const declared = (d: Decl): readonly string[] => ("names" in d ? d.names : [d.name]);

/** A spec of a group gets its keyword back. */
function standalone(file: GoFile, d: Decl): string {
  const text = unix(slice(file.text, d.span));
  return d.kind === "func" || d.group === undefined ? text : `${d.kind} ${text}`;
}

const unix = (text: string): string => text.replaceAll("\r\n", "\n");

function namesWithin(uses: Uses, decl: FuncDecl): ReadonlySet<string> {
  const inside = uses.names.filter((n) => n.span.start >= decl.signature.end && n.span.end <= decl.span.end);
  return new Set(inside.map((n) => n.name));
}

/** Functions of the test file that a test calls, and what those call. */
function helpersOf(
  test: FuncDecl,
  named: ReadonlyMap<FuncDecl, ReadonlySet<string>>,
  funcs: readonly FuncDecl[],
): readonly FuncDecl[] {
  const found: FuncDecl[] = [];
  const open = [test];
  for (let decl = open.pop(); decl !== undefined; decl = open.pop()) {
    for (const other of funcs) {
      if (isTest(other) || found.includes(other) || !named.get(decl)?.has(other.ident)) continue;
      found.push(other);
      open.push(other);
    }
  }
  return found;
}
