import { combine } from "../answer/combine";
import { isJudged, type JudgedAttempt } from "../attempts/attempt";
import type { Candidate } from "../candidate";
import type { SourceFile } from "../edit/edit";
import { stubKind } from "../stub/stub-patterns";
import { functionNamed } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { GoParser } from "../syntax/tree";
import type { RunState } from "./state";

/** Combinations that one attempt may cost: each is a verdict, none a call. */
const mostCombinations = 4;

/** Names of the target that the candidate really writes. */
export function written(parser: GoParser, candidate: Candidate, names: readonly string[]): readonly string[] {
  const file = indexFile(parser, candidate.text);
  return names.filter((name) => {
    const decl = functionNamed(file, name);
    return decl !== undefined && stubKind(parser, candidate.text, decl) === undefined;
  });
}

/** The candidate with what it leaves out taken from the latest earlier ones; undefined while a name has no body yet. */
export function completed(
  parser: GoParser,
  file: SourceFile,
  names: readonly string[],
  candidate: Candidate,
  earlier: readonly Candidate[],
): Candidate | undefined {
  const own = written(parser, candidate, names);
  if (own.length === names.length) return candidate;
  const choices = new Map<string, Candidate>(own.map((name) => [name, candidate]));
  for (const name of names.filter((n) => !own.includes(n))) {
    const from = earlier.findLast((c) => written(parser, c, [name]).length === 1);
    if (from === undefined) return undefined;
    choices.set(name, from);
  }
  return withNote(combine(parser, file, choices), "put together from several answers");
}

/**
 * Other ways to put an attempt's declarations together with those of earlier ones that compile as well: one
 * declaration taken from elsewhere at a time, from the one that got furthest first.
 */
export function combinations(
  parser: GoParser,
  file: SourceFile,
  names: readonly string[],
  attempt: JudgedAttempt,
  state: RunState,
): readonly Candidate[] {
  if (names.length < 2 || !compiles(attempt)) return [];
  const others = state.attempts
    .filter(isJudged)
    .filter((a) => a.number !== attempt.number && compiles(a))
    .reverse();
  const seen = new Set([attempt, ...others].map((a) => a.fate.candidate.text));
  const found: Candidate[] = [];
  for (const other of others) {
    for (const name of names) {
      const choices = new Map(
        names.map((n) => [n, n === name ? other.fate.candidate : attempt.fate.candidate]),
      );
      const candidate = withNote(combine(parser, file, choices), `took ${name} from attempt ${other.number}`);
      if (!seen.has(candidate.text)) found.push(candidate);
      seen.add(candidate.text);
      if (found.length === mostCombinations) return found;
    }
  }
  return found;
}

const compiles = (attempt: JudgedAttempt): boolean =>
  attempt.fate.judgement.verdicts.some((v) => v.gate === "build" && v.status === "passed");

const withNote = (candidate: Candidate, note: string): Candidate => ({
  ...candidate,
  adjustments: [...candidate.adjustments, note],
});
