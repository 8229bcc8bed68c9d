import type { TestCase } from "./case";

/** How one case did on one version of the function. `died`: it, or one before it, took the process down or hung. */
export type CaseResult = "pass" | "assert" | "panic" | "died";

/** A case and what became of it. */
export interface TriedCase {
  readonly case: TestCase;
  /** On the function as it is; undefined where it is a stub. */
  readonly onCode: CaseResult | undefined;
  /** On a body that returns zero values. */
  readonly onEmpty: CaseResult;
  /** Small changes of the function that it notices by an assertion, by number. */
  readonly kills: ReadonlySet<number>;
  /** Those that it was seen to pass on. */
  readonly passes: ReadonlySet<number>;
}

/** Rows of a table: more would not be read. */
const mostRows = 8;
/** Rows that are wanted where there are enough of them, though fewer notice as much. */
const wantedRows = 4;

/**
 * The cases that make a suite: all that the person stated, then those that notice what no other does, then, up to
 * four, others that notice anything. A case that notices nothing and is green on an empty body is left out.
 */
export function chooseCases(tried: readonly TriedCase[]): readonly TriedCase[] {
  const green = tried.filter((t) => t.onCode === undefined || t.onCode === "pass");
  const bites = green.filter((t) => t.kills.size > 0 || t.onEmpty !== "pass");
  const stated = green.filter((t) => t.case.origin === "doc" || t.case.origin === "person");
  const chosen: TriedCase[] = stated.slice(0, mostRows);
  const seen = new Set(chosen.flatMap(noticed));
  const rest = bites.filter((t) => !chosen.includes(t));
  for (;;) {
    const best = most(
      rest.filter((t) => !chosen.includes(t)),
      (t) => noticed(t).filter((k) => !seen.has(k)).length,
    );
    if (best === undefined || chosen.length >= mostRows) break;
    chosen.push(best);
    for (const k of noticed(best)) seen.add(k);
  }
  for (const t of rest) {
    if (chosen.length >= wantedRows) break;
    if (!chosen.includes(t) && t.case.origin !== "code") chosen.push(t);
  }
  return [...chosen].sort((a, b) => rank(a) - rank(b) || tried.indexOf(a) - tried.indexOf(b));
}

/** Mutants, and the empty body as one more. */
const noticed = (t: TriedCase): readonly number[] => [...t.kills, ...(t.onEmpty === "assert" ? [-1] : [])];

/** What nobody stated stands last. */
const rank = (t: TriedCase): number => (t.case.origin === "code" ? 1 : 0);

/** The first of those that score most, stated ones before others; undefined where none scores. */
function most(list: readonly TriedCase[], score: (t: TriedCase) => number): TriedCase | undefined {
  let best: TriedCase | undefined;
  let top = 0;
  for (const t of list) {
    const points = score(t) + (t.case.origin === "code" || score(t) === 0 ? 0 : 0.5);
    if (points > top) [best, top] = [t, points];
  }
  return best;
}
