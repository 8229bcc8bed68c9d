import type { Snapshot } from "../snapshot";
import { indexFile } from "../syntax/index-file";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";

export type AssertLibrary = "testing" | "assert" | "require" | "cmp";

/** How the tests of this package are written, and where new ones of a function go. */
export interface TestStyle {
  /** Absolute path. */
  readonly file: string;
  /** The text of the file where it is there. */
  readonly text: string | undefined;
  /** `p`, or `p_test` for tests that see the package from outside. */
  readonly packageName: string;
  readonly external: boolean;
  readonly library: AssertLibrary;
  /** Names of the package's test functions. */
  readonly taken: ReadonlySet<string>;
}

const testify = "github.com/stretchr/testify";
export const libraryPaths: Readonly<Record<AssertLibrary, string | undefined>> = {
  testing: undefined,
  assert: `${testify}/assert`,
  require: `${testify}/require`,
  cmp: "github.com/google/go-cmp/cmp",
};

/** The style of the file's own tests; where there are none that of the package's; else plain `testing` from inside. */
export function styleOf(parser: GoParser, snapshot: Snapshot, decl: FuncDecl): TestStyle {
  const files = snapshot.package.testFiles.map((f) => ({ path: f.path, file: indexFile(parser, f.text) }));
  const base = snapshot.file.path.replace(/\.go$/, "");
  const own = files.find((f) => f.path === `${base}_test.go`);
  const visible = isExported(decl);
  const outside = `${snapshot.package.name}_test`;
  const isOutside = (f: { readonly file: GoFile }): boolean => f.file.package?.name === outside;
  const external = visible && (own === undefined ? mostly(files, isOutside) : isOutside(own));
  // Tests of a name that is seen from inside only cannot go into a file that stands outside.
  const stray = own !== undefined && isOutside(own) !== external;
  const file = stray ? `${base}_internal_test.go` : `${base}_test.go`;
  return {
    file,
    text: files.find((f) => f.path === file)?.file.text,
    packageName: external ? outside : snapshot.package.name,
    external,
    library: libraryOf(own === undefined ? files : [own, ...files], snapshot.module.requires),
    taken: new Set(files.flatMap((f) => f.file.decls.flatMap((d) => ("names" in d ? d.names : [d.name])))),
  };
}

const isExported = (decl: FuncDecl): boolean =>
  /^\p{Lu}/u.test(decl.ident) && (decl.receiver === undefined || /^\p{Lu}/u.test(decl.receiver.base));

const mostly = <T>(list: readonly T[], is: (item: T) => boolean): boolean =>
  list.filter(is).length > list.length / 2;

/** What the tests import; where there are no tests, what go.mod requires already. */
function libraryOf(files: readonly { readonly file: GoFile }[], requires: readonly string[]): AssertLibrary {
  const order = ["require", "assert", "cmp"] as const;
  for (const { file } of files) {
    const found = order.find((l) => file.imports.some((i) => i.path === libraryPaths[l]));
    if (found !== undefined) return found;
  }
  if (files.length > 0) return "testing";
  if (requires.includes(testify)) return "assert";
  return requires.includes("github.com/google/go-cmp") ? "cmp" : "testing";
}

/** `TestMerge`, `TestStack_Push`; with a number where that is taken. */
export function testName(decl: FuncDecl, taken: ReadonlySet<string>): string {
  const upper = (s: string): string => (/^\p{Ll}/u.test(s) ? `_${s}` : s);
  const base =
    decl.receiver === undefined
      ? `Test${upper(decl.ident)}`
      : `Test${upper(decl.receiver.base)}_${decl.ident}`;
  const free = [
    base,
    `${base}Cases`,
    ...Array.from({ length: taken.size + 1 }, (_, i) => `${base}Cases${i + 2}`),
  ];
  return free.find((name) => !taken.has(name)) ?? base;
}
