import { isJudged, isOwn, type JudgedAttempt } from "../attempts/attempt";
import { groupsOf, noGroups, orderedByVotes } from "../attempts/groups";
import type { Emit } from "../events/events";
import type { Confirmer } from "../ports";
import { docSpeaks } from "../verify/doc-comment";
import { agreement, nondeterministicObjection, objectionTo } from "../verify/verified";
import type { RunState, SearchDeps } from "./state";

/** What comparing works with. */
interface CompareContext {
  readonly confirmer: Confirmer;
  readonly state: RunState;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Whether the comment speaks of panics, so that one may be what it asks for. */
  readonly panicsAsked: () => boolean;
}

/** A new passing candidate is compared with the others; the run is over when there is no objection left. */
export async function comparePassing(
  attempt: JudgedAttempt,
  { options, confirmer, parser, judge }: SearchDeps,
  state: RunState,
  emit: Emit,
  signal: AbortSignal,
): Promise<void> {
  const { grade } = attempt.fate.judgement;
  // Small changes that pass fit the cases, often no more: they wait for somebody to agree with.
  if (!isOwn(attempt, state.attempts)) return;
  if (!options.confirm || confirmer === undefined) {
    state.groups = { ...state.groups, byBehaviour: [...state.groups.byBehaviour, [attempt.number]] };
    if (grade === "passing") state.ending = { kind: "found" };
    return;
  }
  const { candidate } = attempt.fate;
  const copied = await confirmer.copied(candidate, signal);
  if (signal.aborted) return;
  const objection = objectionTo({ parser, snapshot: judge.snapshot }, candidate.text, copied);
  if (objection !== undefined) state.objections.set(attempt.number, objection);
  const alike = state.attempts.filter(isJudged).filter((a) => a.fate.judgement.grade === grade);
  const { file, target } = judge.snapshot;
  const panicsAsked = () => docSpeaks(parser, file.text, target.names, /\bpanics?\b/i);
  const ctx = { confirmer, state, emit, signal, panicsAsked };
  await compare(alike, ctx);
  if (grade === "passing" && !signal.aborted) await endIfAgreed(ctx);
}

/** Two that agree end the run; how much the tests decide says what their agreement is worth. */
async function endIfAgreed({ confirmer, state, signal }: CompareContext): Promise<void> {
  const best = state.attempts.filter(isJudged).find((a) => a.number === state.groups.byBehaviour[0]?.[0]);
  if (best === undefined || state.objections.has(best.number)) return;
  const agreed = agreement(state.groups, state.attempts);
  if (agreed === undefined) return;
  if (!agreed.seeded) {
    const mutants = await confirmer.mutants(best.fate.candidate, signal);
    if (signal.aborted) return;
    state.groups = { ...state.groups, mutants };
  }
  state.ending = { kind: "found" };
}

/** Those without an objection, where one of them is the model's own; else all. */
function trusted(alike: readonly JudgedAttempt[], state: RunState): readonly JudgedAttempt[] {
  const honest = alike.filter((a) => !state.objections.has(a.number));
  return honest.some((a) => isOwn(a, state.attempts)) ? honest : alike;
}

async function compare(alike: readonly JudgedAttempt[], ctx: CompareContext): Promise<void> {
  const { confirmer, state, emit, signal, panicsAsked } = ctx;
  const peers = trusted(alike, state);
  if (peers.length === 1) {
    state.groups = { ...noGroups, byBehaviour: peers.map((a) => [a.number]) };
    return;
  }
  const before = state.groups.question;
  const comparison = await confirmer.compare(
    peers.map((a) => a.fate.candidate),
    signal,
  );
  if (signal.aborted) return;
  if (comparison.kind === "nondeterministic")
    return dropNondeterministic(comparison.calls, peers, alike, ctx);
  const compared = groupsOf(comparison, peers);
  const groups =
    compared.misbehaving.length > 0 && panicsAsked() ? { ...compared, misbehaving: [] } : compared;
  const own = new Set(peers.filter((a) => isOwn(a, state.attempts)).map((a) => a.number));
  // What only small changes do does not count, so that no question comes of it.
  const byBehaviour = groups.byBehaviour.filter((g) => g.some((n) => own.has(n)));
  const groupsWithQuestion =
    byBehaviour.length < 2 ? { ...groups, byBehaviour, question: undefined } : { ...groups, byBehaviour };
  state.groups = orderedByVotes(groupsWithQuestion, state.attempts);
  const first = peers.find((a) => isOwn(a, state.attempts));
  if (comparison.kind === "impossible" && first?.fate.judgement.grade === "passing") {
    const mutants = await confirmer.mutants(first.fate.candidate, signal);
    if (signal.aborted) return;
    state.groups = { ...state.groups, byBehaviour: [[first.number]], mutants };
    state.ending = { kind: "found" };
  }
  const { question } = state.groups;
  if (question !== undefined && question.call !== before?.call) emit({ type: "question", ...question });
}

/** One that does not always answer alike gets an objection, and the others are compared without it. */
async function dropNondeterministic(
  calls: ReadonlyMap<number, string>,
  peers: readonly JudgedAttempt[],
  alike: readonly JudgedAttempt[],
  ctx: CompareContext,
): Promise<void> {
  const { state } = ctx;
  for (const [index, call] of calls) {
    const { number } = peers[index] ?? {};
    if (number !== undefined) state.objections.set(number, nondeterministicObjection(call));
  }
  if (trusted(alike, state).length < peers.length) return compare(alike, ctx);
  state.groups = { ...noGroups, byBehaviour: peers.map((a) => [a.number]) };
}
