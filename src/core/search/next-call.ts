import {
  type Attempt,
  byProgress,
  type Call,
  failureSignature,
  isJudged,
  isOwn,
  isPassing,
  isSuggested,
  type JudgedAttempt,
  type ModelCall,
  modelCalls,
  repairable,
} from "../attempts/attempt";
import { type CandidateGroups, isOpen } from "../attempts/groups";
import { type Draft, hottest } from "../attempts/plan";
import { findingsOf } from "../verdict";
import type { SearchOptions } from "./options";

/** What the next call is chosen from. */
export interface SearchHistory {
  /** Those whose verdicts count by now; calls after them are made already. */
  readonly attempts: readonly Attempt[];
  readonly made: readonly Call[];
  readonly groups: CandidateGroups;
  /** By the number of the attempt. */
  readonly objections: ReadonlyMap<number, unknown>;
  /** Calls to be made before any other. */
  readonly first: readonly ModelCall[];
}

/**
 * The next call, from what is known by now; undefined when there is nothing left to do. The same history
 * gives the same call, whatever the machine.
 */
export function nextCall(
  { attempts: known, made, groups, objections, first }: SearchHistory,
  plan: readonly Draft[],
  options: SearchOptions,
): ModelCall | undefined {
  const calls = modelCalls(made);
  if (calls.length >= options.budget) return undefined;
  const own = known.filter((a) => isOwn(a, known));
  // One with an objection does not end the search: it goes on as if that one were not there.
  const found = own.find((a) => isPassing(a) && !objections.has(a.number)) ?? own.find(isSuggested);
  if (found !== undefined) {
    if (!options.confirm) return undefined;
    if (made.length - found.number >= confirmBudget(options, groups) && !isOpen(groups, known))
      return undefined;
    const duplicates = known.filter((a) => a.fate.kind === "duplicate" && a.number > found.number).length;
    return asCall(mostUnlike(left(made, plan), made.length - found.number - 1, duplicates > 1));
  }
  return first[calls.length] ?? nextRepair(own, calls, plan, options) ?? asCall(left(made, plan)[0]);
}

/** Calls for confirming: half as many again while nobody else passes, so that there is nothing to compare with yet. */
const confirmBudget = ({ confirmCalls }: SearchOptions, { byBehaviour }: CandidateGroups): number =>
  byBehaviour.flat().length > 1 ? confirmCalls : Math.ceil(confirmCalls * 1.5);

const asCall = (draft: Draft | undefined): ModelCall | undefined => draft && { kind: "draft", ...draft };

const same = (a: Draft, b: Draft): boolean =>
  a.form === b.form && a.temperature === b.temperature && a.seed === b.seed && a.firstLine === b.firstLine;

/** What the plan still holds. */
const left = (made: readonly Call[], plan: readonly Draft[]): readonly Draft[] =>
  plan.filter((draft) => !made.some((call) => call.kind === "draft" && same(call, draft)));

/** What confirms must be other code: who gives it oftenest, one kind after the other. */
const unlike: readonly ((draft: Draft) => boolean)[] = [
  (d) => d.firstLine !== undefined,
  (d) => d.form === "fim",
  (d) => d.form === "plain" && d.temperature > 0,
  (d) => d.firstLine !== undefined,
  (d) => d.form === "examples",
  (d) => d.form === "fim",
];

/**
 * The draft that is likeliest to pass and to be new. Measured on tasks whose first greedy draft passes, both are true
 * of a draft whose first line declares what gathers the result in 0.6, of one filled in the middle in 0.4, of a warm continuation of raw
 * text in 0.4, of worked examples in 0.3, of another forced first line in 0.3, of the signature form at 0.4 in 0.1.
 * @param turn calls since the candidate that is to be confirmed
 * @param repeating the model wrote the same again and again: only a hot draft may still be another
 */
const mostUnlike = (drafts: readonly Draft[], turn: number, repeating: boolean): Draft | undefined => {
  const hot = repeating ? drafts.find((d) => d.temperature === hottest) : undefined;
  if (hot !== undefined) return hot;
  const kinds = unlike.map((_, i) => unlike[(Math.max(0, turn) + i) % unlike.length]);
  for (const kind of kinds) {
    const draft = kind && drafts.find(kind);
    if (draft !== undefined) return draft;
  }
  return drafts[0];
};

/**
 * Repairs begin when every greedy form had its turn, and take at most every sixth call from then on: of forty tasks
 * none was solved by one.
 */
function nextRepair(
  known: readonly Attempt[],
  made: readonly Call[],
  plan: readonly Draft[],
  options: SearchOptions,
): ModelCall | undefined {
  if (!options.repair) return undefined;
  const greedy = plan.filter((d) => d.temperature === 0 && d.firstLine === undefined).length;
  const repairs = made.filter((c) => c.kind === "repair");
  if (known.length < greedy || repairs.length * 6 > made.length - greedy) return undefined;
  const best = open(known, repairs)[0];
  const finding = best && findingsOf(best.fate.judgement.verdicts)[0];
  return best && finding && { kind: "repair", of: best.number, finding, temperature: 0, seed: options.seed };
}

/** Lineages that may still be repaired, furthest first. A failure seen twice closes its lineages. */
function open(known: readonly Attempt[], repairs: readonly Call[]): readonly JudgedAttempt[] {
  const repaired = new Set(
    repairs.map((r) => (r.kind === "repair" ? known.find((a) => a.number === r.of)?.lineage : undefined)),
  );
  const seen = new Map<string, number>();
  for (const a of known.filter(isJudged)) {
    const signature = failureSignature(a.fate.judgement);
    seen.set(signature, (seen.get(signature) ?? 0) + 1);
  }
  return known
    .filter(repairable)
    .filter(
      (a) =>
        a.call.kind === "draft" &&
        !repaired.has(a.lineage) &&
        seen.get(failureSignature(a.fate.judgement)) === 1,
    )
    .sort((a, b) => byProgress(b, a));
}
