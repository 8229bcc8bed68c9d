import { importName, namesOf } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { GoFile, ImportSpec, Span } from "../syntax/tree";
import type { Finding } from "../verdict";
import { findingAt, type TextGateInput } from "./gate-input";

/**
 * Refuses a new package-level name that exists already: in this file, in any file of the package or in its own tests
 * (an external test package is a package of its own), or as the name of an import of any of these files. A new import
 * may not bear a package-level name either.
 */
export function redeclareGate(input: TextGateInput): readonly Finding[] {
  const declared = newNames(input);
  const imported = input.own.addedImports.filter((i) => i.alias !== "_" && i.alias !== ".");
  if (declared.length === 0 && imported.length === 0) return [];
  const others = neighbours(input);
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const { name, span } of declared) {
    const place = seen.has(name) ? "in this file" : whereDeclared(others, name);
    seen.add(name);
    const file = others.find((o) => importsNamed(input, o.file, name)) ?? own(input, name);
    if (place !== undefined)
      findings.push(
        findingAt(input, "redeclare", "redeclared", span.start, `${name} is declared already ${place}`),
      );
    else if (file !== undefined) {
      findings.push(
        findingAt(
          input,
          "redeclare",
          "redeclared",
          span.start,
          `${name} is the name of an import of ${file.name}`,
        ),
      );
    }
  }
  for (const spec of imported) {
    const name = certainName(input, spec);
    if (name === undefined) continue;
    const twice = input.proposed.imports.find(
      (i) => i.span.start !== spec.span.start && certainName(input, i) === name,
    );
    const place =
      twice === undefined
        ? whereDeclared([...others, { name: "this file", file: input.original }], name)
        : "as another import";
    if (place !== undefined) {
      findings.push(
        findingAt(
          input,
          "redeclare",
          "redeclared",
          spec.span.start,
          `${name}, the name of this import, is declared already ${place}`,
        ),
      );
    }
  }
  return findings;
}

interface Neighbour {
  readonly name: string;
  readonly file: GoFile;
}

function newNames(input: TextGateInput): readonly { readonly name: string; readonly span: Span }[] {
  return input.own.helpers.flatMap((unit) =>
    input.proposed.decls
      .filter((d) => d.span.start >= unit.span.start && d.span.end <= unit.span.end)
      .flatMap((decl) =>
        namesOf(decl).map((name) => ({ name, span: decl.kind === "func" ? decl.identSpan : decl.span })),
      )
      .filter(({ name }) => name !== "_" && name !== "init"),
  );
}

/** The other files that make up the package with this one: those with the same package clause. */
function neighbours(input: TextGateInput): readonly Neighbour[] {
  const { package: pkg, file } = input.snapshot;
  return [...pkg.files, ...pkg.testFiles]
    .filter((f) => f.path !== file.path)
    .map((f) => ({ name: f.path.replace(/^.*[/\\]/, ""), file: indexFile(input.parser, f.text) }))
    .filter((n) => n.file.package?.name === input.original.package?.name);
}

function whereDeclared(others: readonly Neighbour[], name: string): string | undefined {
  const other = others.find((o) => o.file.decls.some((d) => namesOf(d).includes(name)));
  return other === undefined ? undefined : `in ${other.name}`;
}

/** The name of an import where the path alone tells it: what others call their package is theirs to say. */
const certainName = (input: TextGateInput, spec: ImportSpec): string | undefined =>
  spec.alias !== undefined || input.std.has(spec.path) ? importName(spec) : undefined;

const importsNamed = (input: TextGateInput, file: GoFile, name: string): boolean =>
  file.imports.some((spec) => certainName(input, spec) === name);

const own = (input: TextGateInput, name: string): Neighbour | undefined =>
  importsNamed(input, input.proposed, name) ? { name: "this file", file: input.proposed } : undefined;
