import { fingerprint } from "../answer/fingerprint";
import type { Attempt, Call, Fate } from "../attempts/attempt";
import { isJudged, isPassing, isSuggested } from "../attempts/attempt";
import { orderedByVotes } from "../attempts/groups";
import type { Candidate } from "../candidate";
import type { Emit } from "../events/events";
import { spliceTidied } from "../splice/splice";
import { findingsOf, type Judgement } from "../verdict";
import { comparePassing } from "./compare-passing";
import type { Drafted } from "./drafter-port";
import { combinations, completed } from "./partial-answers";
import type { RunState, SearchDeps } from "./state";

/** What settling one attempt works with. */
export interface AttemptContext {
  readonly number: number;
  readonly deps: SearchDeps;
  readonly state: RunState;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Alternatives of the fixers that one attempt may cost: each is a verdict, none a call. */
const mostAlternatives = 4;

/** Looks at one answer to the end: candidate, fixers, verdicts, and where that leaves the run. */
export async function judgeAttempt(call: Call, drafted: Drafted, ctx: AttemptContext): Promise<void> {
  const { number, state, signal } = ctx;
  const lineage =
    call.kind === "repair" ? (state.attempts.find((a) => a.number === call.of)?.lineage ?? number) : number;
  const fate = await fateOf(drafted, ctx);
  if (signal.aborted) return;
  const attempt: Attempt = { number, lineage, call, fate };
  state.attempts.push(attempt);
  await place(attempt, ctx);
  state.groupsAfter[number] = state.groups;
}

/** Where an attempt leaves the run. */
async function place(attempt: Attempt, { deps, state, emit, signal }: AttemptContext): Promise<void> {
  const { fate } = attempt;
  if (fate.kind === "duplicate") {
    state.groups = orderedByVotes(state.groups, state.attempts);
    const earlier = state.attempts.find((a) => a.number === fate.duplicateOf);
    // The model wrote a small change by itself: it counts from now on.
    if (earlier?.call.kind === "seeded" && isPassing(earlier))
      await comparePassing(earlier, deps, state, emit, signal);
  }
  if (!isJudged(attempt)) return;
  if (attempt.fate.judgement.grade === "broken") {
    const { reason, next } = attempt.fate.judgement;
    state.ending = { kind: "broken", reason, next };
  } else if (isPassing(attempt) || isSuggested(attempt)) {
    await comparePassing(attempt, deps, state, emit, signal);
  }
}

async function fateOf(drafted: Drafted, ctx: AttemptContext): Promise<Fate> {
  const { number, deps, state, emit, signal } = ctx;
  if (!drafted.candidate.ok) {
    emit({ type: "no-candidate", attempt: number, why: drafted.candidate.error });
    return { kind: "none", why: drafted.candidate.error };
  }
  const whole = wholeOf(drafted.candidate.value, ctx);
  if (whole === undefined) {
    const why = {
      reason: "missing-declaration",
      message: "It writes only some of the target; the rest is still to come.",
    } as const;
    emit({ type: "no-candidate", attempt: number, why });
    return { kind: "none", why };
  }
  const candidate = await tidied(whole, deps, signal);
  const print = fingerprint(deps.parser, candidate);
  const earlier = state.attempts.filter(isJudged).find((a) => a.fate.fingerprint === print);
  if (earlier !== undefined) {
    announce(number, candidate, earlier.number, emit);
    return { kind: "duplicate", candidate, duplicateOf: earlier.number };
  }
  const judged = await judgeWithFixers(candidate, ctx);
  const fate: Fate = { kind: "judged", ...judged, fingerprint: print };
  if (judged.judgement.grade !== "rejected" || signal.aborted) return fate;
  const { file, target } = deps.judge.snapshot;
  const attempt = { number, lineage: number, call: { kind: "draft" } as Call, fate };
  const other = await firstGood(combinations(deps.parser, file, target.names, attempt, state), ctx);
  return other === undefined
    ? fate
    : { kind: "judged", ...other, fingerprint: fingerprint(deps.parser, other.candidate) };
}

/** With several names in a target, what an answer leaves out comes from earlier answers. */
function wholeOf(candidate: Candidate, { deps, state }: AttemptContext): Candidate | undefined {
  const { file, target } = deps.judge.snapshot;
  if (target.names.length === 1) return candidate;
  state.pool.push(candidate);
  return completed(deps.parser, file, target.names, candidate, state.pool.slice(0, -1));
}

/** Imports organised and gofmt applied on a copy; only what belongs to the candidate is spliced back. */
async function tidied(
  candidate: Candidate,
  { judge, parser }: SearchDeps,
  signal: AbortSignal,
): Promise<Candidate> {
  const { file, target } = judge.snapshot;
  return spliceTidied(parser, file, target.names, candidate, await judge.tidy(candidate.text, signal));
}

interface Judged {
  readonly candidate: Candidate;
  readonly judgement: Judgement;
}

/** Machines first: what the fixers make of a draft is judged, and their alternatives where that is refused. */
async function judgeWithFixers(drafted: Candidate, ctx: AttemptContext): Promise<Judged> {
  const { deps, signal } = ctx;
  const fixers = deps.options.fixers ? deps.fixers : undefined;
  const [adjustments, ...others] = (await fixers?.applyTypedFixes(drafted, [], signal)) ?? [];
  const judged = await judge(adjustments ?? drafted, ctx);
  if (judged.judgement.grade !== "rejected" || fixers === undefined || signal.aborted) return judged;
  const panics = findingsOf(judged.judgement.verdicts).filter((f) => f.class === "panic");
  const afterPanic = panics.length > 0 ? await fixers.applyTypedFixes(judged.candidate, panics, signal) : [];
  return (await firstGood([...others, ...afterPanic].slice(0, mostAlternatives), ctx)) ?? judged;
}

/** The first alternative that passes stands for the attempt. */
async function firstGood(
  alternatives: readonly Candidate[],
  ctx: AttemptContext,
): Promise<Judged | undefined> {
  const { number, deps, emit, signal } = ctx;
  for (const candidate of alternatives) {
    const judgement = await deps.judge.judge(candidate, () => {}, signal);
    if (signal.aborted) return undefined;
    if (judgement.grade !== "passing" && judgement.grade !== "suggested") continue;
    announce(number, candidate, undefined, emit);
    for (const verdict of judgement.verdicts) emit({ type: "verdict", attempt: number, verdict });
    emit({ type: "judged", attempt: number, judgement });
    return { candidate, judgement };
  }
  return undefined;
}

async function judge(candidate: Candidate, { number, deps, emit, signal }: AttemptContext): Promise<Judged> {
  announce(number, candidate, undefined, emit);
  const judgement = await deps.judge.judge(
    candidate,
    (event) => {
      if ("started" in event) emit({ type: "gate", attempt: number, started: event.started });
      else emit({ type: "verdict", attempt: number, verdict: event.finished });
    },
    signal,
  );
  if (!signal.aborted) emit({ type: "judged", attempt: number, judgement });
  return { candidate, judgement };
}

const announce = (
  attempt: number,
  { edit, text, adjustments }: Candidate,
  sameAs: number | undefined,
  emit: Emit,
): void => emit({ type: "candidate", attempt, edit, text, mended: adjustments, sameAs });
