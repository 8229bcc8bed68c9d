import type { Comparison } from "../ports";
import type { Attempt, JudgedAttempt } from "./attempt";

/** Where the passing (or, without tests, the compiling) candidates stand towards each other. */
export interface Standing {
  /** Attempt numbers grouped by behaviour, in the order of `voted`. */
  readonly groups: readonly (readonly number[])[];
  /** Attempts that panic, do not return or change an argument where another one that passes does neither. */
  readonly careless: readonly number[];
  /** Whether that is all by which they differ. */
  readonly byHarm: boolean;
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
  /** Killed mutants of the leading candidate, once it matters: where comparing is impossible, or candidates agree. */
  readonly mutants: { readonly killed: number; readonly total: number } | undefined;
}

export const nothingYet: Standing = {
  groups: [],
  careless: [],
  byHarm: false,
  inputs: 0,
  panicked: 0,
  question: undefined,
  impossible: undefined,
  mutants: undefined,
};

/** The standing after a comparison; `voted` orders its groups. */
export function standingOf(
  comparison: Exclude<Comparison, { kind: "unsteady" }>,
  compared: readonly JudgedAttempt[],
): Standing {
  const numbers = compared.map((a) => a.number);
  if (comparison.kind === "impossible")
    return { ...nothingYet, groups: numbers.map((n) => [n]), impossible: comparison.reason };
  const name = (indices: readonly number[]) => indices.flatMap((i) => numbers[i] ?? []);
  const groups = comparison.classes.map(name);
  const question = comparison.question && {
    call: comparison.question.call,
    answers: comparison.question.answers.map((a) => ({ attempts: name(a.candidates), value: a.value })),
  };
  const { byHarm, inputs, panicked } = comparison;
  return { ...nothingYet, groups, careless: name(comparison.careless), byHarm, inputs, panicked, question };
}

/** How often a group was drafted: the same code drafted again is no second candidate, but it is a vote. */
export const votes = (group: readonly number[], attempts: readonly Attempt[]): number =>
  group.length + attempts.filter((a) => a.fate.kind === "same" && group.includes(a.fate.as)).length;

/**
 * The standing with its groups in order: those first that do no harm, among them those with most votes, the earliest
 * where two have as many.
 */
export function voted(standing: Standing, attempts: readonly Attempt[]): Standing {
  const groups = standing.groups.toSorted(
    (a, b) =>
      Number(harms(a, standing)) - Number(harms(b, standing)) ||
      votes(b, attempts) - votes(a, attempts) ||
      (a[0] ?? 0) - (b[0] ?? 0),
  );
  return { ...standing, groups };
}

export const harms = (group: readonly number[], { careless }: Standing): boolean =>
  group.some((n) => careless.includes(n));

/** Whether candidates differ and none of their groups is ahead, by two votes or by harming nothing. */
export function isOpen(standing: Standing, attempts: readonly Attempt[]): boolean {
  const [lead, second] = standing.groups;
  if (lead === undefined || second === undefined || harms(second, standing) !== harms(lead, standing))
    return false;
  return votes(lead, attempts) - votes(second, attempts) < 2;
}
