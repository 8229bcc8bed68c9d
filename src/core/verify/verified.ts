import { type Attempt, isIndependent, type JudgedAttempt } from "../attempts/attempt";
import { type CandidateGroups, misbehaves, votes } from "../attempts/groups";
import type { Snapshot } from "../snapshot";
import type { GoParser } from "../syntax/tree";
import { bytesForRunes } from "./bytes-for-runes";
import { aboutConcurrency } from "./concurrency";
import { untestedEdgeCase } from "./untested-edge-cases";

/** What is judged. */
interface Judged {
  readonly parser: GoParser;
  readonly snapshot: Snapshot;
}

/** What comparing the passing candidates has shown. */
interface Compared {
  readonly groups: CandidateGroups;
  readonly attempts: readonly Attempt[];
  /** By attempt: why one that passes verifies nothing. */
  readonly objections: ReadonlyMap<number, string>;
}

export interface Verification {
  readonly verified: boolean;
  /** Why, or why not; with its full stop. */
  readonly reason: string;
}

/** Whether the best candidate, which passes its tests, is verified: every reason for and against it, in order. */
export function verification(judged: Judged, compared: Compared, best: JudgedAttempt): Verification {
  const { groups, attempts, objections } = compared;
  const not = (reason: string): Verification => ({ verified: false, reason });
  const objection = objections.get(best.number);
  if (objection !== undefined) return not(`${objection}.`);
  const why = verifiedBy(groups, attempts);
  const limit = why && limitOf(judged, compared, best);
  if (limit !== undefined) return not(`${why}, but ${limit}.`);
  if (why !== undefined) return { verified: true, reason: `${why}.` };
  return not(undecided(groups) ?? unverified(compared));
}

/** Candidates differ, and the person's tests do not say which of them is right. */
function undecided({ question }: CandidateGroups): string | undefined {
  const values = question?.answers.map((a) => a.value).join(" or ");
  return question && `your tests do not decide ${question.call}: ${values}?`;
}

/**
 * Why a candidate verifies nothing though it passes, whatever it is compared with; undefined where nothing is known.
 * @param copied constants that it shares with the tests and with nothing else
 */
export const objectionTo = (
  { parser, snapshot }: Judged,
  text: string,
  copied: readonly string[],
): string | undefined =>
  copied.length > 0 ? copiedObjection(copied) : bytesForRunes(parser, text, snapshot.target.names);

const copiedObjection = (constants: readonly string[]): string =>
  `it holds constants of your tests (${constants.slice(0, 3).join(", ")}), so it may answer their inputs only`;

export const nondeterministicObjection = (call: string): string => `it does not always answer ${call} alike`;

/** Why the best candidate is verified; undefined while it is not. */
function verifiedBy(groups: CandidateGroups, attempts: readonly Attempt[]): string | undefined {
  const { mutants, impossible } = groups;
  const rare = isRare(support(groups, attempts));
  if (impossible !== undefined) {
    return !rare && mutants !== undefined && enoughKilled(mutants)
      ? `its tests kill ${mutants.killed} of ${mutants.total} small changes of it (${impossible})`
      : undefined;
  }
  const agreed = agreement(groups, attempts);
  if (agreed === undefined || agreed.seeded) return agreed?.reason;
  const decided = mutants !== undefined && enoughDecided(mutants);
  return !rare && decided && !panicking(groups) ? agreed.reason : undefined;
}

export interface Agreement {
  /** `2 candidates, found independently, agree on 300 generated inputs` */
  readonly reason: string;
  /** One of them is a small change of the body that was there: the rest of it was the person's. */
  readonly seeded: boolean;
}

/** How the best candidate and another one agree, with nobody against them but who only misbehaves where they do not. */
export function agreement(groups: CandidateGroups, attempts: readonly Attempt[]): Agreement | undefined {
  const [best, ...others] = groups.byBehaviour;
  if (best === undefined || best.length < 2 || groups.inputs === 0) return undefined;
  const rivals = others.filter((g) => !(groups.differOnlyByMisbehaviour && misbehaves(g, groups)));
  if (rivals.length > 0 || (others.length > 0 && misbehaves(best, groups))) return undefined;
  const members = attempts.filter((a) => best.includes(a.number));
  const independent = members.filter(isIndependent).length;
  const seeded = members.some((a) => a.call.kind === "seeded");
  // All that comes of small changes counts as one, whoever spelt it.
  if (independent + (independent < members.length ? 1 : 0) < 2) return undefined;
  const who =
    seeded && independent === 1
      ? "a small change of the body and a draft, found independently,"
      : `${best.length} candidates, found independently,`;
  const left =
    others.length > 0 ? " (what differs panics, hangs or changes its arguments where they do not)" : "";
  return { reason: `${who} agree on ${groups.inputs} generated inputs${left}`, seeded };
}

/** Mutants that tests must kill to stand in for a second candidate: four of five, and five at least to speak of. */
const enoughKilled = ({ killed, total }: { killed: number; total: number }): boolean =>
  total >= 5 && killed >= 0.8 * total;

/**
 * Mutants that tests must kill for an agreement to verify: seven of ten. Drafts of one model misread a comment alike,
 * so their agreement is worth as much as the tests decide. Measured on 28 everyday tasks with two to four cases each:
 * below this share three of four agreements were wrong, above it one of three, which took bytes for runes.
 */
const enoughDecided = ({ killed, total }: { killed: number; total: number }): boolean =>
  killed >= 0.7 * total;

/** Panicking alike on more than one input in ten is no agreement about what is right: `x[0]` of an empty slice. */
const panicking = ({ inputs, panicked }: CandidateGroups): boolean => panicked > 0.1 * (inputs + panicked);

/**
 * Of the drafts that hold code, the share that has to behave like the best one for an agreement to verify: two of
 * five. A model that mostly fails at a task passes it by luck, and twice by the same luck.
 */
const enoughVotes = 0.4;

interface Support {
  /** Drafts that behave like the best one, the same code again counted. */
  readonly alike: number;
  /** All drafts that hold code. */
  readonly drafts: number;
}

function support({ byBehaviour }: CandidateGroups, attempts: readonly Attempt[]): Support {
  const drafts = attempts.filter((a) => a.call.kind !== "seeded" && a.fate.kind !== "none").length;
  return { alike: votes(byBehaviour[0] ?? [], attempts), drafts };
}

const isRare = ({ alike, drafts }: Support): boolean => alike < enoughVotes * drafts;

/** What agreement cannot show of this function. */
function limitOf(
  { parser, snapshot }: Judged,
  { groups, attempts }: Compared,
  best: JudgedAttempt,
): string | undefined {
  const { names } = snapshot.target;
  // Of a small change the rest of the body was the person's.
  const seeded = agreement(groups, attempts)?.seeded === true;
  return (
    aboutConcurrency(parser, best.fate.candidate.text, names) ??
    (seeded ? undefined : untestedEdgeCase(parser, snapshot))
  );
}

/** What is lacking. */
function unverified({ groups, attempts }: Compared): string {
  const { impossible, mutants } = groups;
  const agreed = agreement(groups, attempts);
  if (agreed !== undefined && panicking(groups))
    return `${agreed.reason}, but they panic on ${groups.panicked} others.`;
  const { alike, drafts } = support(groups, attempts);
  const found = agreed?.reason ?? impossible;
  if (found !== undefined && isRare({ alike, drafts }))
    return `${found}, but only ${alike} of ${drafts} drafts are like it: this model may be guessing.`;
  if (agreed !== undefined && mutants !== undefined)
    return `${agreed.reason}, but your tests notice only ${mutants.killed} of ${mutants.total} small changes of it. More cases would decide more.`;
  if (impossible === undefined) return "no second candidate to compare it with.";
  if (mutants === undefined || mutants.total === 0) return `${impossible}.`;
  return `${impossible}, and its tests kill only ${mutants.killed} of ${mutants.total} small changes of it.`;
}
