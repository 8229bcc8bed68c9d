import type { Snapshot } from "../snapshot";
import { importNames } from "../syntax/import-names";
import { indexFile } from "../syntax/index-file";
import { slice } from "../syntax/lines";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";
import { casesOf } from "../testcode/cases-of";
import { type ShownTest, testsOf } from "../testcode/tests-of";
import { functionsNamed, type ShownDecl, scopeOf, typesNear, valuesNear, wordsIn } from "./context-decls";

export interface ContextPiece {
  readonly kind: "type" | "value" | "func" | "std" | "project";
  /** What it is called when it is dropped. */
  readonly title: string;
  /** Go source or comments; for `project` a person's own words. */
  readonly text: string;
}

export interface TargetDecl {
  /** `Func` or `Type.Method`. */
  readonly name: string;
  readonly ident: string;
  /** The comment above it, with its marks; empty where there is none. */
  readonly doc: string;
  /** Without the brace. */
  readonly signature: string;
  /** The body that is to be repaired; undefined for a stub. */
  readonly body: string | undefined;
}

/** All that a model may be told about a target, most needed first: a prompt takes from the front. */
export interface TargetContext {
  readonly packageName: string;
  readonly decls: readonly TargetDecl[];
  /** The file's imports as one declaration; empty where it has none. */
  readonly imports: string;
  readonly pieces: readonly ContextPiece[];
  readonly tests: readonly ShownTest[];
  /** Single cases from the tests: `F("a") == 1`. */
  readonly cases: readonly string[];
  /** The person's words for this run. */
  readonly hint: string | undefined;
}

export interface ContextInput {
  readonly snapshot: Snapshot;
  /** Text of the project's .stubwright.md. */
  readonly project?: string | undefined;
  readonly hint?: string | undefined;
  /** The real signature of an exported function or method of a package, as one line of Go. */
  readonly std?: ((path: string, name: string) => string | undefined) | undefined;
  readonly seeTests?: boolean;
  /** Of a body that is to be fixed: a draft that is shown it repeats it, so only repairs are. */
  readonly hideBody?: boolean;
}

export function contextOf(parser: GoParser, input: ContextInput): TargetContext {
  const { snapshot } = input;
  const file = indexFile(parser, snapshot.file.text);
  const targets = snapshot.target.names.flatMap((name) => {
    const decl = file.decls.find((d): d is FuncDecl => d.kind === "func" && d.name === name);
    return decl === undefined ? [] : [decl];
  });
  const others = snapshot.package.files.filter((f) => f.path !== snapshot.file.path);
  const scope = scopeOf(
    parser,
    file,
    others.map((f) => indexFile(parser, f.text)),
  );
  const testFiles = snapshot.package.testFiles.map((f) => indexFile(parser, f.text));
  const idents = new Set(targets.map((d) => d.ident));
  const seen =
    input.seeTests === false ? [] : testsOf(parser, testFiles, idents, snapshot.baseline.targetTests);
  const docs = targets.map((d) => (d.doc === undefined ? "" : slice(file.text, d.doc)));
  const words = [...docs, input.hint ?? ""];
  const testText = seen.map((t) => t.text);
  const types = typesNear(parser, scope, targets);
  const typeNames = new Set(types.filter((t) => t.what === "type").map((t) => t.title.slice("type ".length)));
  const values = valuesNear(scope, [...words, ...testText, ...types.map((t) => t.text)], typeNames);
  const named = functionsNamed(scope, words.flatMap(wordsIn), targets);
  const called = functionsNamed(scope, testText.flatMap(wordsIn), targets).filter(
    (f) => !named.some((n) => n.title === f.title),
  );
  const std = standardInSight(file, [...words, input.project ?? ""], input.std);
  const piece = (s: ShownDecl): ContextPiece => ({ kind: s.what, title: s.title, text: s.text });
  const project = input.project?.trim() ?? "";
  return {
    packageName: file.package?.name ?? snapshot.package.name,
    decls: targets.map((d, i) =>
      targetDecl(file, d, docs[i] ?? "", scope.stubs.has(d) || input.hideBody === true),
    ),
    imports: file.importDecls.map((s) => slice(file.text, s).replaceAll("\r\n", "\n")).join("\n"),
    pieces: [
      ...(project === "" ? [] : [{ kind: "project" as const, title: "the project's notes", text: project }]),
      ...[...types, ...named, ...values, ...called].map(piece),
      ...std,
    ],
    tests: seen,
    cases: casesOf(parser, seen, idents),
    hint: input.hint,
  };
}

function targetDecl(file: GoFile, decl: FuncDecl, doc: string, hidden: boolean): TargetDecl {
  return {
    name: decl.name,
    ident: decl.ident,
    doc: doc.replaceAll("\r\n", "\n"),
    signature: slice(file.text, decl.signature).replaceAll("\r\n", "\n"),
    body:
      hidden || decl.body === undefined ? undefined : slice(file.text, decl.body).replaceAll("\r\n", "\n"),
  };
}

/** `pkg.Name` in the words: looked up in the file's imports, else as a package of the standard library. */
function standardInSight(
  file: GoFile,
  words: readonly string[],
  std: ContextInput["std"],
): readonly ContextPiece[] {
  if (std === undefined) return [];
  const mentions = words.flatMap((text) => [
    ...text.matchAll(/\b([a-z][a-z0-9/]{0,99})\.(\p{Lu}[\p{L}\p{N}_]*)/gu),
  ]);
  const unique = new Map(mentions.map((m) => [m[0], { pkg: m[1] ?? "", name: m[2] ?? "" }]));
  return [...unique].slice(0, 8).flatMap(([title, { pkg, name }]): ContextPiece[] => {
    const path = file.imports.find((spec) => importNames(spec).includes(pkg))?.path ?? pkg;
    const signature = std(path, name);
    return signature === undefined ? [] : [{ kind: "std", title, text: `// ${path}: ${signature}` }];
  });
}
