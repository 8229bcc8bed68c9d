import { isJudged, isOwn, type JudgedAttempt } from "./attempt";
import type { Confirmer } from "./confirm";
import type { RunState, SearchDeps } from "./run";
import type { Say } from "./say";
import { standingOf, verifiedBy, voted } from "./standing";

/** A new passing candidate is compared with the others; the run is over when nothing is left to doubt. */
export async function weigh(
  attempt: JudgedAttempt,
  { options, confirmer }: SearchDeps,
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
  const copied = await confirmer.copied(attempt.fate.candidate, signal);
  if (signal.aborted) return;
  if (copied.length > 0) state.copying.set(attempt.number, copied);
  const alike = state.attempts.filter(isJudged).filter((a) => a.fate.judgement.grade === grade);
  const honest = alike.filter((a) => !state.copying.has(a.number));
  const peers = honest.some((a) => isOwn(a, state.attempts)) ? honest : alike;
  if (peers.length === 1) {
    state.standing = { ...state.standing, groups: peers.map((a) => [a.number]) };
    return;
  }
  await compare(peers, confirmer, state, say, signal);
  if (peers === honest && grade === "passing" && verifiedBy(state.standing, state.attempts) !== undefined)
    state.ending = { kind: "found" };
}

async function compare(
  peers: readonly JudgedAttempt[],
  confirmer: Confirmer,
  state: RunState,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const asked = state.standing.question;
  const comparison = await confirmer.compare(
    peers.map((a) => a.fate.candidate),
    signal,
  );
  if (signal.aborted) return;
  const standing = standingOf(comparison, peers);
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
