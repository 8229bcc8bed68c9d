import type { SourceFile } from "../edit/edit";
import type { Snapshot } from "../snapshot";
import { namesOf } from "../syntax/decls";
import { headOf } from "../syntax/head";
import { indexFile } from "../syntax/index-file";
import type { GoFile, GoParser } from "../syntax/tree";
import type { CaseShape, TestCase } from "./case";
import { type Inserted, type Insertion, insertTests } from "./insert";
import { type RenderStyle, testFunction } from "./render";
import { libraryPaths, type TestStyle, testName } from "./style";
import { fromOutside, importsFor, importsOf, isClosed, packageNamed } from "./test-names";

/** What writing tests of one function needs to know of its package. */
export interface TestSubject {
  readonly parser: GoParser;
  readonly snapshot: Snapshot;
  /** The function's file. */
  readonly file: GoFile;
  readonly shape: CaseShape;
  readonly style: TestStyle;
  /** Import paths of the standard library. */
  readonly std: ReadonlySet<string>;
  /** Names that the package declares, tests left out. */
  readonly declared: ReadonlySet<string>;
}

export function declaredNames(parser: GoParser, files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(files.flatMap((f) => indexFile(parser, f.text).decls.filter(isTop).flatMap(namesOf)));
}

const isTop = (d: GoFile["decls"][number]): boolean => d.kind !== "func" || d.receiver === undefined;

/** Cases that name nothing but the language, the package, and packages that can be found. */
export function closedCases(
  { parser, file, declared, std }: TestSubject,
  cases: readonly TestCase[],
): readonly TestCase[] {
  const known = importsOf(file);
  const packages = (name: string): boolean => packageNamed(name, known, std) !== undefined;
  const closed = (text: string): boolean =>
    text === "error" || text === "_" || isClosed(parser, text, declared, packages);
  return cases.filter((c) => [c.receiver ?? "nil", ...c.args, ...c.wants].every(closed));
}

/** Go 1.21 brought package slices. */
export function renderStyle({ snapshot, style }: TestSubject): RenderStyle {
  const [, major = "1", minor = "0"] = /^(\d+)\.(\d+)/.exec(snapshot.module.goVersion) ?? [];
  return { library: style.library, slices: Number(major) > 1 || Number(minor) >= 21 };
}

/**
 * A name and a test function of these cases, as seen from where it will stand.
 * @param unconfirmed nothing has confirmed what the model expects, and the test says so
 */
export function suiteCode(
  subject: TestSubject,
  cases: readonly TestCase[],
  unconfirmed = false,
): string | undefined {
  const { parser, snapshot, shape, style, declared } = subject;
  const look = { ...renderStyle(subject), unconfirmed };
  const code = testFunction(testName(shape.decl, style.taken), shape, cases, look);
  return style.external ? fromOutside(parser, code, snapshot.package.name, declared) : code;
}

/** The test file with a formatted test function in it. */
export function suiteFile(subject: TestSubject, code: string): Inserted {
  const { parser, snapshot, style } = subject;
  const before = snapshot.package.testFiles.find((f) => f.path === style.file);
  const { packageName, file } = style;
  return insertTests(parser, { ...suiteImports(subject, code), file, before, packageName, code });
}

/** What stands above a test function: the imports that it needs, and build constraints. */
export function suiteImports(
  { parser, snapshot, file, style, std }: TestSubject,
  code: string,
): Pick<Insertion, "head" | "imports"> {
  const { importPath, name } = snapshot.package;
  const last = importPath.split("/").at(-1);
  const library = libraryPaths[style.library];
  const known = [
    ...(style.external ? [{ path: importPath, alias: last === name ? undefined : name }] : []),
    ...(library === undefined ? [] : [{ path: library, alias: undefined }]),
    ...importsOf(file),
  ];
  return { head: constraints(file), imports: importsFor(parser, code, known, std) };
}

/** `//go:build` lines of the function's file: its tests are built where it is. */
function constraints(file: GoFile): string {
  const lines = headOf(file.text).match(/^\/\/go:build [^\r\n]*/gm) ?? [];
  return lines.length === 0 ? "" : `${lines.join("\n")}\n\n`;
}
