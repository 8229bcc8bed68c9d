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

/** Everything that the table below asks about. */
interface Facts {
  /** What speaks against the candidate itself, whatever it is compared with. */
  readonly objection: string | undefined;
  /** What its tests could not be shown to look at. */
  readonly unproven: string | undefined;
  readonly agreed: Agreement | undefined;
  /** Why candidates cannot be compared on generated inputs. */
  readonly impossible: string | undefined;
  /** Of the proposed body, where they were tried. */
  readonly mutants: { readonly killed: number; readonly total: number } | undefined;
  readonly support: Support;
  /** Candidates that behave like the proposed one, itself included. */
  readonly alike: number;
  /** Generated inputs on which a candidate returns. */
  readonly inputs: number;
  /** Further ones on which all of them panic. */
  readonly panicked: number;
  readonly panicsTooOften: boolean;
  /** `F(0): 1 or 2`, where passing candidates differ. */
  readonly differ: string | undefined;
  /** Asked only where the rest speaks for the candidate: both read its code. */
  concurrent(): string | undefined;
  untested(): string | undefined;
}

interface Rule {
  readonly verified: boolean;
  /** The first rule whose condition holds decides. */
  readonly holds: (facts: Facts) => boolean;
  readonly reason: (facts: Facts) => string;
  /** What the rule rests on: where it was measured, or which wrong candidate it would have kept out. */
  readonly measured: string;
}

/** Every reason for and against VERIFIED of a candidate that passes its tests. The first one that holds decides. */
const rules: readonly Rule[] = [
  {
    verified: false,
    holds: ({ objection }) => objection !== undefined,
    reason: ({ objection }) => `${objection}.`,
    measured:
      "28 everyday tasks: of the agreements that tests decide well, the wrong one took bytes for runes",
  },
  {
    verified: false,
    holds: ({ unproven }) => unproven !== undefined,
    reason: () => "nothing shows that its tests notice when it does something else.",
    measured:
      "test/go/judge/forgers.test.ts: a test that is kept green from inside stays green on other results",
  },
  {
    verified: false,
    holds: (f) => supported(f) && f.concurrent() !== undefined,
    reason: (f) => `${supportOf(f)}, but ${f.concurrent()}.`,
    measured: "test/suite/score/together: generated inputs run one after another",
  },
  {
    verified: false,
    // Of a mutant of the present body the rest is the person's: its edge cases are theirs.
    holds: (f) => supported(f) && f.agreed?.seeded !== true && f.untested() !== undefined,
    reason: (f) => `${supportOf(f)}, but ${f.untested()}.`,
    measured: "test/suite/tune/hall: two drafts overlooked the same half sentence",
  },
  {
    verified: true,
    holds: supported,
    reason: (f) => `${supportOf(f)}.`,
    measured: "docs/benchmark: wrong VERIFIED are counted for every suite",
  },
  {
    verified: false,
    holds: ({ differ }) => differ !== undefined,
    reason: ({ differ }) => `your tests do not decide ${differ}?`,
    measured: "14 tasks: differing on generated inputs flagged 5 of 5 wrong candidates and 0 of 9 right ones",
  },
  {
    verified: false,
    holds: ({ agreed, panicsTooOften }) => agreed !== undefined && panicsTooOften,
    reason: ({ agreed, panicked }) => `${agreed?.reason}, but they all panic on ${panicked} others.`,
    measured: "x[0] of an empty slice: every draft panics alike, and none is right",
  },
  {
    verified: false,
    holds: ({ agreed, impossible, support }) => (agreed ?? impossible) !== undefined && isRare(support),
    reason: ({ agreed, impossible, support: { alike, drafts } }) =>
      `${agreed?.reason ?? impossible}, but only ${alike} of ${drafts} drafts behave the same way, so the model may be guessing.`,
    measured:
      "test/suite/score/stock: the ninth draft was the first to pass, and a second one agreed with it",
  },
  {
    verified: false,
    holds: ({ agreed, mutants }) => agreed !== undefined && mutants !== undefined,
    reason: ({ agreed, mutants }) =>
      `${agreed?.reason}, but your tests kill only ${mutants?.killed} of ${mutants?.total} mutants. More test cases would help.`,
    measured: "28 everyday tasks: below seven of ten mutants killed, three of four agreements were wrong",
  },
  {
    verified: false,
    holds: ({ impossible }) => impossible === undefined,
    reason: ({ alike, inputs }) => {
      if (alike < 2) return "there is no second candidate to compare it with.";
      return inputs === 0
        ? "no candidate returns on any generated input."
        : "no independent candidate agrees with it.";
    },
    measured: "157 tasks with two or three visible cases: one passing draft in six fails the hidden tests",
  },
  {
    verified: false,
    holds: ({ mutants }) => mutants === undefined || mutants.total === 0,
    reason: ({ impossible }) => `${impossible}.`,
    measured: "as the one before",
  },
  {
    verified: false,
    holds: () => true,
    reason: ({ impossible, mutants }) =>
      mutants !== undefined && mutants.total < fewestMutants
        ? `${impossible}, and ${mutants.total === 1 ? "one mutant is" : `${mutants.total} mutants are`} too few to judge its tests by.`
        : `${impossible}, and its tests kill only ${mutants?.killed} of ${mutants?.total} mutants.`,
    measured: "as the one before",
  },
];

/** Whether the leading candidate, which passes its tests, is verified, and the rule that decides. */
export function verification(judged: Judged, compared: Compared, best: JudgedAttempt): Verification {
  const facts = factsOf(judged, compared, best);
  const rule = rules.find(({ holds }) => holds(facts));
  if (rule === undefined) throw new Error("the last rule holds for everything");
  return { verified: rule.verified, reason: rule.reason(facts) };
}

/** Whether enough speaks for it: tests that kill mutants where nothing can be compared, else an agreement. */
function supported({ agreed, impossible, mutants, support, panicsTooOften }: Facts): boolean {
  if (impossible !== undefined) return !isRare(support) && mutants !== undefined && killsAlone(mutants);
  if (agreed === undefined || agreed.seeded) return agreed !== undefined;
  return !isRare(support) && mutants !== undefined && killsBesides(mutants) && !panicsTooOften;
}

const supportOf = ({ agreed, impossible, mutants }: Facts): string =>
  impossible === undefined
    ? `${agreed?.reason}`
    : `its tests kill ${mutants?.killed} of ${mutants?.total} mutants (${impossible})`;

function factsOf(
  { parser, snapshot }: Judged,
  { groups, attempts, objections }: Compared,
  best: JudgedAttempt,
): Facts {
  const { impossible, mutants, inputs, panicked, question } = groups;
  const values = question?.answers.map((a) => a.value).join(" or ");
  return {
    objection: objections.get(best.number),
    unproven: best.fate.judgement.unproven,
    agreed: agreement(groups, attempts),
    impossible,
    mutants,
    support: supportFor(groups, attempts),
    alike: groups.byBehaviour[0]?.length ?? 0,
    inputs,
    panicked,
    panicsTooOften: panicked > mostPanics * (inputs + panicked),
    differ: question && `${question.call}: ${values}`,
    concurrent: () => aboutConcurrency(parser, best.fate.candidate.text, snapshot.target.names),
    untested: () => untestedEdgeCase(parser, snapshot),
  };
}

/** Of all generated inputs, the share on which candidates may panic alike and still agree. */
const mostPanics = 0.1;

interface Mutants {
  readonly killed: number;
  readonly total: number;
}

/** With fewer mutants, tests that kill them all say little. */
const fewestMutants = 5;

/** The share that tests must kill where they stand in for a second candidate. */
const fewestKilledAlone = 0.8;

/** Beside an agreement: drafts of one model misread a comment alike, so their word is worth as much as the tests decide. */
const fewestKilledBesides = 0.7;

const killsAlone = ({ killed, total }: Mutants): boolean =>
  total >= fewestMutants && killed >= fewestKilledAlone * total;

const killsBesides = ({ killed, total }: Mutants): boolean => killed >= fewestKilledBesides * total;

interface Support {
  /** Drafts that behave like the leading one, the same code again counted. */
  readonly alike: number;
  /** All drafts that hold code. */
  readonly drafts: number;
}

/** Of all drafts that hold code. A model that mostly fails at a task passes it by luck, and twice by the same luck. */
const fewestAlike = 0.4;

const isRare = ({ alike, drafts }: Support): boolean => alike < fewestAlike * drafts;

function supportFor({ byBehaviour }: CandidateGroups, attempts: readonly Attempt[]): Support {
  const drafts = attempts.filter((a) => a.call.kind !== "seeded" && a.fate.kind !== "none").length;
  return { alike: votes(byBehaviour[0] ?? [], attempts), drafts };
}

export interface Agreement {
  /** `2 independent candidates agree on 300 generated inputs` */
  readonly reason: string;
  /** One of them is a mutant of the body that was there: the rest of it was the person's. */
  readonly seeded: boolean;
}

/**
 * How the leading candidate and another one agree. Nothing may stand against them but what only panics, hangs or
 * changes arguments where they do not.
 */
export function agreement(groups: CandidateGroups, attempts: readonly Attempt[]): Agreement | undefined {
  const [best, ...others] = groups.byBehaviour;
  if (best === undefined || best.length < 2 || groups.inputs === 0) return undefined;
  const rivals = others.filter((g) => !(groups.differOnlyByMisbehaviour && misbehaves(g, groups)));
  if (rivals.length > 0 || (others.length > 0 && misbehaves(best, groups))) return undefined;
  const members = attempts.filter((a) => best.includes(a.number));
  const independent = members.filter(isIndependent).length;
  const seeded = members.some((a) => a.call.kind === "seeded");
  // All mutants together are one opinion, whichever attempt they came from.
  if (independent + (independent < members.length ? 1 : 0) < 2) return undefined;
  const drafts = independent === 1 ? "an independent draft" : `${independent} independent drafts`;
  const who = seeded ? `a mutant of the body and ${drafts}` : `${best.length} independent candidates`;
  const left = others.length > 0 ? " (those that differ panic, hang or change their arguments)" : "";
  return { reason: `${who} agree on ${groups.inputs} generated inputs${left}`, seeded };
}

/**
 * What speaks against a candidate that passes, whatever it is compared with; undefined where nothing does.
 * @param copied constants that it shares with the tests and with nothing else
 */
export const objectionTo = (
  { parser, snapshot }: Judged,
  text: string,
  copied: readonly string[],
): string | undefined =>
  copied.length > 0 ? copiedObjection(copied) : bytesForRunes(parser, text, snapshot.target.names);

const copiedObjection = (constants: readonly string[]): string =>
  `it hard-codes values from your tests (${constants.slice(0, 3).join(", ")}), so it may work only for their inputs`;

export const nondeterministicObjection = (call: string): string =>
  `it is nondeterministic: ${call} does not always give the same result`;
