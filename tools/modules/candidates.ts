import { applyChanges } from "../../src/core/edit/edit";
import { withPlaceholders } from "../../src/core/stub/placeholder";
import { functionNamed } from "../../src/core/syntax/decls";
import { indexFile } from "../../src/core/syntax/index-file";
import { lineAt } from "../../src/core/syntax/lines";
import type { GoParser } from "../../src/core/syntax/tree";
import type { Mutant } from "../../src/core/testgen/mutant-types";
import { zeroBody } from "../../src/go/mutation/versions";

export const kinds = [
  "original",
  "zero",
  "condition",
  "off-by-one",
  "other",
  "undefined",
  "stranger",
] as const;
export type CandidateKind = (typeof kinds)[number];

/** A version of a whole file, and what it is. */
export interface MadeCandidate {
  readonly kind: CandidateKind;
  /** What was changed, in words. */
  readonly change: string;
  readonly text: string;
  /** Where it is wrong, 1-based, if that is known without Go. */
  readonly line?: number;
}

/** The file with a function's body taken out. */
export function stubbed(parser: GoParser, text: string, name: string): string {
  const body = bodyOf(parser, text, name);
  return applyChanges(text, [{ ...body, text: '{\n\tpanic("not implemented")\n}' }]);
}

/** Zero values of all results, and nothing done. Imports that only the body used go with it. */
export function emptied(parser: GoParser, text: string, name: string): MadeCandidate {
  const zeros = zeroBody(functionNamed(indexFile(parser, text), name));
  const blanked = withPlaceholders(parser, text, (n) => (n === name ? zeros : undefined));
  const was = indexFile(parser, text).imports;
  const file = indexFile(parser, blanked);
  const gone = file.imports.filter((spec, i) => spec.alias === "_" && was[i]?.alias !== "_");
  const changes = gone.map(({ span }) => {
    const alone = file.importDecls.find((d) => d.start <= span.start && span.end <= d.end);
    const grouped = alone !== undefined && blanked.slice(alone.start, alone.end).includes("(");
    return { ...(grouped || alone === undefined ? span : alone), text: "" };
  });
  return { kind: "zero", change: "zero values", text: applyChanges(blanked, changes) };
}

/** One that calls what is nowhere, and one that imports a module that nobody requires. */
export function refusedAnyway(parser: GoParser, text: string, name: string): readonly MadeCandidate[] {
  const { start } = bodyOf(parser, text, name);
  const call = (what: string) => ({ start: start + 1, end: start + 1, text: `\n\t${what}` });
  const clause = indexFile(parser, text).package?.span.end ?? 0;
  const spec = { start: clause, end: clause, text: '\n\nimport "example.com/stranger"' };
  return [
    {
      kind: "undefined",
      change: "calls a function that is nowhere",
      text: applyChanges(text, [call("declaredNowhere()")]),
      line: lineAt(text, start) + 1,
    },
    {
      kind: "stranger",
      change: "imports a module that nobody requires",
      text: applyChanges(text, [spec, call("stranger.Do()")]),
    },
  ];
}

const turned = /condition turned|: (?:== to !=|!= to ==|&& to \|\||\|\| to &&)$/;
const shifted = /: (?:\S+ one more|<=? to <=?|>=? to >=?|\+ to -|- to \+|\S+ without its first)$/;

/** One of each kind if there is one, then more, up to as many as are wanted; mutants come in a seeded order. */
export function fromMutants(mutants: readonly Mutant[], most: number): readonly MadeCandidate[] {
  const kindOf = ({ change }: Mutant): CandidateKind =>
    turned.test(change) ? "condition" : shifted.test(change) ? "off-by-one" : "other";
  const all = mutants.map(
    (m): MadeCandidate => ({ kind: kindOf(m), change: m.change, text: m.text, line: m.line }),
  );
  const first = (["condition", "off-by-one", "other"] as const).flatMap(
    (kind) => all.find((m) => m.kind === kind) ?? [],
  );
  return [...first, ...all.filter((m) => !first.includes(m))].slice(0, most);
}

function bodyOf(parser: GoParser, text: string, name: string) {
  const body = functionNamed(indexFile(parser, text), name)?.body;
  if (body === undefined) throw new Error(`${name} has no body`);
  return body;
}
