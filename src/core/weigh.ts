import { isJudged, type JudgedAttempt } from "./attempt";
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
  const peers = honest.length > 0 ? honest : alike;
  if (peers.length === 1) {
    state.standing = { ...state.standing, groups: peers.map((a) => [a.number]) };
    return;
  }
  await compare(peers, confirmer, state, say, signal);
  if (honest.length > 0 && grade === "passing" && verifiedBy(state.standing) !== undefined)
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
  state.standing = voted(standingOf(comparison, peers), state.attempts);
  const first = peers[0];
  if (comparison.kind === "impossible" && first?.fate.judgement.grade === "passing") {
    const mutants = await confirmer.mutants(first.fate.candidate, signal);
    if (signal.aborted) return;
    state.standing = { ...state.standing, groups: [[first.number]], mutants };
    state.ending = { kind: "found" };
  }
  const { question } = state.standing;
  if (question !== undefined && question.call !== asked?.call) say({ type: "question", ...question });
}
