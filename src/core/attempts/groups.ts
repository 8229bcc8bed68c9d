import type { Comparison } from "../ports";
import { type Attempt, isIndependent, type JudgedAttempt } from "./attempt";

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
const votes = (group: readonly number[], attempts: readonly Attempt[]): number =>
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

const harms = (group: readonly number[], { careless }: Standing): boolean =>
  group.some((n) => careless.includes(n));

/** Whether candidates differ and none of their groups is ahead, by two votes or by harming nothing. */
export function isOpen(standing: Standing, attempts: readonly Attempt[]): boolean {
  const [lead, second] = standing.groups;
  if (lead === undefined || second === undefined || harms(second, standing) !== harms(lead, standing))
    return false;
  return votes(lead, attempts) - votes(second, attempts) < 2;
}

/** Mutants that tests must kill to stand in for a second candidate: four of five, and five at least to speak of. */
const enoughKilled = ({ killed, total }: { killed: number; total: number }): boolean =>
  total >= 5 && killed >= 0.8 * total;

/**
 * Mutants that tests must kill for an agreement to verify: seven of ten. Drafts of one model misread a comment alike,
 * so their agreement is worth as much as the tests decide. Measured on 28 everyday tasks with two to four cases each:
 * below this share three of four agreements were wrong, above it one of three, which took bytes for runes.
 */
const decide = ({ killed, total }: { killed: number; total: number }): boolean => killed >= 0.7 * total;

/**
 * Of the drafts that hold code, the share that has to behave like the leading one for an agreement to verify: two of
 * five. A model that mostly fails at a task passes it by luck, and twice by the same luck.
 */
const enoughVotes = 0.4;

export interface Support {
  /** Drafts that behave like the leading one, the same code again counted. */
  readonly alike: number;
  /** All drafts that hold code. */
  readonly drafts: number;
}

export function support({ groups }: Standing, attempts: readonly Attempt[]): Support {
  const drafts = attempts.filter((a) => a.call.kind !== "given" && a.fate.kind !== "none").length;
  return { alike: votes(groups[0] ?? [], attempts), drafts };
}

export const isRare = ({ alike, drafts }: Support): boolean => alike < enoughVotes * drafts;

export interface Agreement {
  /** `2 candidates, found independently, agree on 300 generated inputs` */
  readonly reason: string;
  /** One of them is a small change of the body that was there: the rest of it was the person's. */
  readonly given: boolean;
}

/** How the leading candidate and another one agree, with nobody against them but who only does harm where they do none. */
export function agreement(standing: Standing, attempts: readonly Attempt[]): Agreement | undefined {
  const [lead, ...others] = standing.groups;
  if (lead === undefined || lead.length < 2 || standing.inputs === 0) return undefined;
  const rivals = others.filter((g) => !(standing.byHarm && harms(g, standing)));
  if (rivals.length > 0 || (others.length > 0 && harms(lead, standing))) return undefined;
  const members = attempts.filter((a) => lead.includes(a.number));
  const independent = members.filter(isIndependent).length;
  const given = members.some((a) => a.call.kind === "given");
  // All that comes of small changes is one opinion, whoever spelt it.
  if (independent + (independent < members.length ? 1 : 0) < 2) return undefined;
  const who =
    given && independent === 1
      ? "a small change of the body and a draft, found independently,"
      : `${lead.length} candidates, found independently,`;
  const left =
    others.length > 0 ? " (what differs panics, hangs or changes its arguments where they do not)" : "";
  return { reason: `${who} agree on ${standing.inputs} generated inputs${left}`, given };
}

/** Why the leading candidate is verified; undefined while it is not. */
export function verifiedBy(standing: Standing, attempts: readonly Attempt[]): string | undefined {
  const { mutants, impossible } = standing;
  const rare = isRare(support(standing, attempts));
  if (impossible !== undefined) {
    return !rare && mutants !== undefined && enoughKilled(mutants)
      ? `its tests kill ${mutants.killed} of ${mutants.total} small changes of it (${impossible})`
      : undefined;
  }
  const agreed = agreement(standing, attempts);
  if (agreed === undefined || agreed.given) return agreed?.reason;
  const decided = mutants !== undefined && decide(mutants);
  return !rare && decided && !panicking(standing) ? agreed.reason : undefined;
}

/** Panicking alike on more than one input in ten is no agreement about what is right: `x[0]` of an empty slice. */
export const panicking = ({ inputs, panicked }: Standing): boolean => panicked > 0.1 * (inputs + panicked);
