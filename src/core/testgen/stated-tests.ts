import type { FileEdit, SourceFile } from "../edit/edit";
import type { Snapshot, Target } from "../snapshot";
import { functionNamed } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { GoParser } from "../syntax/tree";
import { casesOf } from "../testcode/cases-of";
import { testsOf } from "../testcode/tests-of";
import { callKey, shapeOf, type TestCase } from "./case";
import { casesIn, examplesIn } from "./doc-examples";
import { type Inserted, insertTests } from "./insert";
import { titleOf } from "./render";
import { styleOf, testName } from "./style";
import { closedCases, declaredNames, suiteCode, suiteImports, type TestSubject } from "./suite";

/** Tests that say what the person has said already, in a comment or as an answer. */
export interface StatedTests {
  readonly edit: readonly FileEdit[];
  /** The test files as they would be, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The same files as they are, those that are there. */
  readonly before: ReadonlyMap<string, string>;
  /** The test functions, with how many cases each holds. */
  readonly tests: readonly { readonly name: string; readonly of: string; readonly cases: number }[];
  /** The key of the case that a line of a test file holds. */
  readonly caseAt: (line: string) => string | undefined;
}

/** As much of a package as is known before it was measured. */
export interface StatedInput {
  readonly target: Target;
  readonly file: SourceFile;
  readonly package: Pick<
    Snapshot["package"],
    "name" | "importPath" | "dir" | "files" | "testFiles" | "imports"
  >;
  readonly module: Snapshot["module"];
  /** Calls with what they give, in the person's words: `F(1) == 2`. */
  readonly answers: readonly string[];
  readonly std: ReadonlySet<string>;
  readonly format: (text: string) => Promise<string>;
}

/**
 * The examples of each target's comment that no test says yet, and the person's answers, as tests in the package's own
 * style. A function that has tests keeps to them: only answers are added there.
 */
export async function statedTests(
  parser: GoParser,
  input: StatedInput,
  wrong: ReadonlySet<string>,
): Promise<StatedTests | undefined> {
  const raw = input.target.names.flatMap((name) => partFor(parser, input, name, wrong) ?? []);
  if (raw.length === 0) return undefined;
  const head = "package p\n\n";
  const parts = await Promise.all(
    raw.map(async (p) => ({ ...p, code: (await input.format(head + p.code)).slice(head.length) })),
  );
  const titles = parts.flatMap(({ subject, cases }) =>
    cases.map((c) => ({ title: JSON.stringify(titleOf(subject.shape.decl, c)), key: callKey(c) })),
  );
  const files = [...new Set(parts.map((p) => p.subject.style.file))].map((path) => {
    const mine = parts.filter((p) => p.subject.style.file === path);
    return inserted(parser, input, mine);
  });
  return {
    edit: files.map((f) => f.edit),
    texts: new Map(files.map((f) => [f.edit.file, f.text])),
    before: new Map(
      input.package.testFiles
        .filter((t) => files.some((f) => f.edit.file === t.path))
        .map((t) => [t.path, t.text]),
    ),
    tests: parts.map((p) => ({ name: p.test, of: p.subject.shape.decl.name, cases: p.cases.length })),
    caseAt: (line) => titles.find((t) => line.includes(t.title))?.key,
  };
}

interface Part {
  readonly subject: TestSubject;
  readonly cases: readonly TestCase[];
  readonly test: string;
  readonly code: string;
}

function partFor(
  parser: GoParser,
  { target, file: source, package: pkg, module, answers, std }: StatedInput,
  name: string,
  wrong: ReadonlySet<string>,
): Part | undefined {
  const file = indexFile(parser, source.text);
  const decl = functionNamed(file, name);
  const shape = decl && shapeOf(decl);
  if (decl === undefined || shape === undefined) return undefined;
  const snapshot = { target, file: source, package: pkg, module, baseline: nothing };
  const style = styleOf(parser, snapshot, decl);
  const subject: TestSubject = {
    parser,
    snapshot,
    file,
    shape,
    style,
    std,
    declared: declaredNames(parser, pkg.files),
  };
  const tests = testsOf(
    parser,
    pkg.testFiles.map((f) => indexFile(parser, f.text)),
    new Set([decl.ident]),
    [],
  );
  const inTests = new Set(casesOf(parser, tests, new Set([decl.ident])));
  const doc = tests.length > 0 ? [] : examplesIn(parser, file, shape);
  // The person's answer is newer than the comment.
  const all = new Map([...doc, ...casesIn(parser, answers, shape, "person")].map((c) => [callKey(c), c]));
  const cases = closedCases(subject, [...all.values()]).filter((c) => !wrong.has(callKey(c)));
  if (cases.length === 0 || (inTests.size > 0 && cases.every((c) => c.origin === "doc"))) return undefined;
  const code = suiteCode(subject, cases);
  return code === undefined ? undefined : { subject, cases, test: testName(decl, style.taken), code };
}

const nothing: Snapshot["baseline"] = {
  targetTests: [],
  greenTests: [],
  redTests: [],
  blindTests: [],
  untestable: undefined,
};

function inserted(parser: GoParser, { package: pkg }: StatedInput, parts: readonly Part[]): Inserted {
  const [first] = parts;
  if (first === undefined) throw new Error("no tests to insert");
  const { style } = first.subject;
  const before = pkg.testFiles.find((f) => f.path === style.file);
  const code = parts.map((p) => p.code).join("\n");
  return insertTests(parser, {
    ...suiteImports(first.subject, code),
    file: style.file,
    before,
    packageName: style.packageName,
    code,
  });
}
