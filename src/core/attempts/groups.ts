import type { Comparison } from "../ports";
import type { Attempt, JudgedAttempt } from "./attempt";

/** Where the passing (or, without tests, the compiling) candidates stand towards each other. */
export interface CandidateGroups {
  /** Attempt numbers grouped by behaviour, in the order of `orderedByVotes`. */
  readonly byBehaviour: readonly (readonly number[])[];
  /** Attempts that panic, do not return or change an argument where another one that passes does neither. */
  readonly misbehaving: readonly number[];
  /** Whether that is all by which they differ. */
  readonly differOnlyByMisbehaviour: boolean;
  /** Generated inputs that the last comparison ran. */
  readonly inputs: number;
  /** Further ones on which all of them panicked. */
  readonly panicked: number;
  readonly question:
    | {
        readonly call: string;
        readonly answers: readonly { readonly attempts: readonly number[]; readonly value: string }[];
      }
    | undefined;
  /** Why comparing is impossible, where it is. */
  readonly impossible: string | undefined;
  /** Killed mutants of the best candidate, once it matters: where comparing is impossible, or candidates agree. */
  readonly mutants: { readonly killed: number; readonly total: number } | undefined;
}

export const noGroups: CandidateGroups = {
  byBehaviour: [],
  misbehaving: [],
  differOnlyByMisbehaviour: false,
  inputs: 0,
  panicked: 0,
  question: undefined,
  impossible: undefined,
  mutants: undefined,
};

/** The groups after a comparison; `orderedByVotes` puts them in order. */
export function groupsOf(
  comparison: Exclude<Comparison, { kind: "nondeterministic" }>,
  compared: readonly JudgedAttempt[],
): CandidateGroups {
  const numbers = compared.map((a) => a.number);
  if (comparison.kind === "impossible")
    return { ...noGroups, byBehaviour: numbers.map((n) => [n]), impossible: comparison.reason };
  const name = (indices: readonly number[]) => indices.flatMap((i) => numbers[i] ?? []);
  const byBehaviour = comparison.classes.map(name);
  const question = comparison.question && {
    call: comparison.question.call,
    answers: comparison.question.answers.map((a) => ({ attempts: name(a.candidates), value: a.value })),
  };
  const { differOnlyByMisbehaviour, inputs, panicked } = comparison;
  return {
    ...noGroups,
    byBehaviour,
    misbehaving: name(comparison.misbehaving),
    differOnlyByMisbehaviour,
    inputs,
    panicked,
    question,
  };
}

/** How often a group was drafted: the same code drafted again is no second candidate, but it is a vote. */
export const votes = (group: readonly number[], attempts: readonly Attempt[]): number =>
  group.length +
  attempts.filter((a) => a.fate.kind === "duplicate" && group.includes(a.fate.duplicateOf)).length;

/**
 * The groups in order: those first that do not misbehave, among them those with most votes, the earliest
 * where two have as many.
 */
export function orderedByVotes(groups: CandidateGroups, attempts: readonly Attempt[]): CandidateGroups {
  const byBehaviour = groups.byBehaviour.toSorted(
    (a, b) =>
      Number(misbehaves(a, groups)) - Number(misbehaves(b, groups)) ||
      votes(b, attempts) - votes(a, attempts) ||
      (a[0] ?? 0) - (b[0] ?? 0),
  );
  return { ...groups, byBehaviour };
}

export const misbehaves = (group: readonly number[], { misbehaving }: CandidateGroups): boolean =>
  group.some((n) => misbehaving.includes(n));

/** Whether candidates differ and none of their groups is ahead, by two votes or by harming nothing. */
export function isOpen(groups: CandidateGroups, attempts: readonly Attempt[]): boolean {
  const [best, second] = groups.byBehaviour;
  if (best === undefined || second === undefined || misbehaves(second, groups) !== misbehaves(best, groups))
    return false;
  return votes(best, attempts) - votes(second, attempts) < 2;
}
