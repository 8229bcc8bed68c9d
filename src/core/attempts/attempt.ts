import type { Candidate, NoCandidate } from "../candidate";
import { type Finding, findingsOf, gates, type Judgement } from "../verdict";
import type { Draft } from "./plan";

/**
 * A call of the model: a fresh draft, or the repair of an attempt (once a lineage). `seeded` is none: a candidate that
 * was there before, the present body or a small change of it.
 */
export type Call =
  | ({ readonly kind: "draft" } & Draft)
  | {
      readonly kind: "repair";
      readonly of: number;
      readonly finding: Finding;
      readonly temperature: number;
      readonly seed: number;
      /** The model was told which line small changes point to: what it writes there is no independent finding. */
      readonly toldLine?: boolean;
    }
  | {
      readonly kind: "seeded";
      readonly form: "present" | "change";
      readonly candidate: Candidate;
      readonly temperature: 0;
      readonly seed: number;
    };

/** What became of an attempt once its answer was looked at. */
export type Fate =
  | { readonly kind: "none"; readonly why: NoCandidate }
  /** The same code as an earlier attempt's, which stands for both. */
  | { readonly kind: "duplicate"; readonly candidate: Candidate; readonly duplicateOf: number }
  | {
      readonly kind: "judged";
      readonly candidate: Candidate;
      readonly judgement: Judgement;
      readonly fingerprint: string;
    };

/** A candidate with its verdicts, and the call that made it. */
export interface Attempt {
  readonly number: number;
  readonly lineage: number;
  readonly call: Call;
  readonly fate: Fate;
}

export type JudgedAttempt = Attempt & { readonly fate: Extract<Fate, { kind: "judged" }> };

/** One that the model is really asked. */
export type ModelCall = Exclude<Call, { kind: "seeded" }>;

/** Calls that were really made. */
export const modelCalls = (made: readonly Call[]): readonly ModelCall[] =>
  made.filter((c): c is ModelCall => c.kind !== "seeded");

/** Neither the present body nor a small change of it, and not written with the help of one. */
export const isIndependent = ({ call }: Attempt): boolean =>
  call.kind === "draft" || (call.kind === "repair" && call.toldLine !== true);

/** The model's own words count; a small change counts only once the model has written the same. */
export const isOwn = (a: Attempt, attempts: readonly Attempt[]): boolean =>
  a.call.kind !== "seeded" ||
  attempts.some(
    (b) => b.call.kind !== "seeded" && b.fate.kind === "duplicate" && b.fate.duplicateOf === a.number,
  );

export const isJudged = (a: Attempt): a is JudgedAttempt => a.fate.kind === "judged";
export const isPassing = (a: Attempt): a is JudgedAttempt =>
  isJudged(a) && a.fate.judgement.grade === "passing";
export const isSuggested = (a: Attempt): a is JudgedAttempt =>
  isJudged(a) && a.fate.judgement.grade === "suggested";

/** How far a candidate got: gates passed, then the share of its tests; to be compared from the left. */
function progress(judgement: Judgement): readonly [number, number] {
  const passed = judgement.verdicts.filter((v) => v.status === "passed").length;
  const { passed: green, total } = judgement.tests;
  return [passed, total === 0 ? 0 : green / total];
}

/** The attempt that got furthest; the earlier one where two got as far. */
export function furthest(attempts: readonly Attempt[]): JudgedAttempt | undefined {
  let best: JudgedAttempt | undefined;
  for (const attempt of attempts.filter(isJudged)) {
    if (best === undefined || byProgress(attempt, best) > 0) best = attempt;
  }
  return best;
}

/** Compares two by how far they got: above zero where the first one is ahead. */
export function byProgress(a: JudgedAttempt, b: JudgedAttempt): number {
  const [gatesA, testsA] = progress(a.fate.judgement);
  const [gatesB, testsB] = progress(b.fate.judgement);
  return gatesA - gatesB || testsA - testsB;
}

/** A failure's lines, sorted and without what changes from candidate to candidate: positions, addresses, times. */
export function failureSignature(judgement: Judgement): string {
  const lines = findingsOf(judgement.verdicts).map(
    (f) => `${f.gate} ${f.class} ${f.test ?? ""} ${normalised(f.message)}`,
  );
  return [...new Set(lines)].sort().join("\n");
}

const normalised = (message: string): string =>
  message
    .replace(/0x[0-9a-f]+/g, "0x")
    .replace(/:\d+(:\d+)?/g, ":")
    .replace(/(?<!\d)\d+(\.\d+)?(ms|s|µs)\b/g, "time")
    .trim();

/** Whether a repair is worth its call: it compiles and passes some cases, or has one thing left to find. */
export function repairable(attempt: Attempt): attempt is JudgedAttempt {
  if (!isJudged(attempt) || attempt.fate.judgement.grade !== "rejected") return false;
  const { verdicts, tests } = attempt.fate.judgement;
  const findings = findingsOf(verdicts);
  if (findings.length === 0) return false;
  const compiled = verdicts.some((v) => v.gate === "build" && v.status === "passed");
  return (
    (compiled &&
      (tests.passed > 0 || findings.some((f) => f.class === "assertion" || f.class === "panic"))) ||
    new Set(findings.map((f) => f.message)).size === 1
  );
}

/** The gate at which a judgement ended, for people and for the archive of rejects. */
export function refusedBy(judgement: Judgement): string {
  const failed = judgement.verdicts.filter((v) => v.status === "failed" || v.status === "broken");
  return failed.sort((a, b) => gates.indexOf(a.gate) - gates.indexOf(b.gate))[0]?.gate ?? "none";
}
