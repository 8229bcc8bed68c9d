import { isJudged, isOwn, type JudgedAttempt } from "../attempts/attempt";
import { nothingYet, standingOf, voted } from "../attempts/groups";
import type { Say } from "../events/events";
import type { Confirmer } from "../ports";
import { docSpeaks } from "../verify/doc-comment";
import { agreement, doubtOf, unsteadyDoubt } from "../verify/verified";
import type { RunState, SearchDeps } from "./state";

/** What comparing works with. */
interface Scales {
  readonly confirmer: Confirmer;
  readonly state: RunState;
  readonly say: Say;
  readonly signal: AbortSignal;
  /** Whether the comment speaks of panics, so that one may be what it asks for. */
  readonly panicsAsked: () => boolean;
}

/** A new passing candidate is compared with the others; the run is over when nothing is left to doubt. */
export async function weigh(
  attempt: JudgedAttempt,
  { options, confirmer, parser, judge }: SearchDeps,
  state: RunState,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const { grade } = attempt.fate.judgement;
  // Small changes that pass fit the cases, often no more: they wait for somebody to agree with.
  if (!isOwn(attempt, state.attempts)) return;
  if (!options.confirm || confirmer === undefined) {
    state.standing = { ...state.standing, groups: [...state.standing.groups, [attempt.number]] };
    if (grade === "passing") state.ending = { kind: "found" };
    return;
  }
  const { candidate } = attempt.fate;
  const copied = await confirmer.copied(candidate, signal);
  if (signal.aborted) return;
  const doubt = doubtOf({ parser, snapshot: judge.snapshot }, candidate.text, copied);
  if (doubt !== undefined) state.doubts.set(attempt.number, doubt);
  const alike = state.attempts.filter(isJudged).filter((a) => a.fate.judgement.grade === grade);
  const { file, target } = judge.snapshot;
  const panicsAsked = () => docSpeaks(parser, file.text, target.names, /\bpanics?\b/i);
  const scales = { confirmer, state, say, signal, panicsAsked };
  await compare(alike, scales);
  if (grade === "passing" && !signal.aborted) await conclude(scales);
}

/** Two that agree end the run; how much the tests decide says what their agreement is worth. */
async function conclude({ confirmer, state, signal }: Scales): Promise<void> {
  const lead = state.attempts.filter(isJudged).find((a) => a.number === state.standing.groups[0]?.[0]);
  if (lead === undefined || state.doubts.has(lead.number)) return;
  const agreed = agreement(state.standing, state.attempts);
  if (agreed === undefined) return;
  if (!agreed.given) {
    const mutants = await confirmer.mutants(lead.fate.candidate, signal);
    if (signal.aborted) return;
    state.standing = { ...state.standing, mutants };
  }
  state.ending = { kind: "found" };
}

/** Those without a doubt, where one of them is the model's own; else all. */
function trusted(alike: readonly JudgedAttempt[], state: RunState): readonly JudgedAttempt[] {
  const honest = alike.filter((a) => !state.doubts.has(a.number));
  return honest.some((a) => isOwn(a, state.attempts)) ? honest : alike;
}

async function compare(alike: readonly JudgedAttempt[], scales: Scales): Promise<void> {
  const { confirmer, state, say, signal, panicsAsked } = scales;
  const peers = trusted(alike, state);
  if (peers.length === 1) {
    state.standing = { ...nothingYet, groups: peers.map((a) => [a.number]) };
    return;
  }
  const asked = state.standing.question;
  const comparison = await confirmer.compare(
    peers.map((a) => a.fate.candidate),
    signal,
  );
  if (signal.aborted) return;
  if (comparison.kind === "unsteady") return steadied(comparison.calls, peers, alike, scales);
  const compared = standingOf(comparison, peers);
  const standing = compared.careless.length > 0 && panicsAsked() ? { ...compared, careless: [] } : compared;
  const own = new Set(peers.filter((a) => isOwn(a, state.attempts)).map((a) => a.number));
  // What only small changes do is no opinion, so that no question comes of it.
  const groups = standing.groups.filter((g) => g.some((n) => own.has(n)));
  const told = groups.length < 2 ? { ...standing, groups, question: undefined } : { ...standing, groups };
  state.standing = voted(told, state.attempts);
  const first = peers.find((a) => isOwn(a, state.attempts));
  if (comparison.kind === "impossible" && first?.fate.judgement.grade === "passing") {
    const mutants = await confirmer.mutants(first.fate.candidate, signal);
    if (signal.aborted) return;
    state.standing = { ...state.standing, groups: [[first.number]], mutants };
    state.ending = { kind: "found" };
  }
  const { question } = state.standing;
  if (question !== undefined && question.call !== asked?.call) say({ type: "question", ...question });
}

/** One that does not always answer alike is doubted, and the others are compared without it. */
async function steadied(
  calls: ReadonlyMap<number, string>,
  peers: readonly JudgedAttempt[],
  alike: readonly JudgedAttempt[],
  scales: Scales,
): Promise<void> {
  const { state } = scales;
  for (const [index, call] of calls) {
    const { number } = peers[index] ?? {};
    if (number !== undefined) state.doubts.set(number, unsteadyDoubt(call));
  }
  if (trusted(alike, state).length < peers.length) return compare(alike, scales);
  state.standing = { ...nothingYet, groups: peers.map((a) => [a.number]) };
}
