import type { Attempt, Call, Fate, JudgedAttempt } from "./attempt";
import { isJudged, isPassing, isSuggested } from "./attempt";
import type { Candidate } from "./candidate";
import type { Drafted } from "./draft";
import { fingerprint } from "./fingerprint";
import type { RunState, Say, SearchDeps } from "./run";
import { standingOf, verifiedBy } from "./standing";
import { type Finding, findingsOf, type Judgement } from "./verdict";

/** Looks at one answer to the end: candidate, fixers, verdicts, and where that leaves the run. */
export async function settle(
  number: number, call: Call, drafted: Drafted, deps: SearchDeps, state: RunState, say: Say, signal: AbortSignal,
): Promise<void> {
  const lineage = call.kind === "repair" ? (state.attempts.find((a) => a.number === call.of)?.lineage ?? number) : number;
  const fate = await fateOf(number, drafted, deps, state, say, signal);
  if (signal.aborted) return;
  const attempt: Attempt = { number, lineage, call, fate };
  state.attempts.push(attempt);
  if (!isJudged(attempt)) return;
  if (attempt.fate.judgement.grade === "broken") {
    state.ending = { kind: "broken", reason: attempt.fate.judgement.reason };
  } else if (isPassing(attempt) || isSuggested(attempt)) {
    await weigh(attempt, deps, state, say, signal);
  }
}

async function fateOf(
  number: number, drafted: Drafted, deps: SearchDeps, state: RunState, say: Say, signal: AbortSignal,
): Promise<Fate> {
  if (!drafted.candidate.ok) {
    say({ type: "no-candidate", attempt: number, why: drafted.candidate.error });
    return { kind: "none", why: drafted.candidate.error };
  }
  const candidate = drafted.candidate.value;
  const print = fingerprint(deps.parser, candidate);
  const twin = state.attempts.filter(isJudged).find((a) => a.fate.fingerprint === print);
  if (twin !== undefined) {
    announce(number, candidate, twin.number, say);
    return { kind: "same", candidate, as: twin.number };
  }
  return judgeWithFixers(number, candidate, print, deps, say, signal);
}

/** Machines first: a candidate that the fixers mend is judged as mended; what they offer for a panic is tried too. */
async function judgeWithFixers(
  number: number, drafted: Candidate, print: string, deps: SearchDeps, say: Say, signal: AbortSignal,
): Promise<Fate> {
  let candidate = drafted;
  if (deps.fixers !== undefined && deps.options.fixers) {
    const opinion = findingsOf(await deps.judge.firstOpinion(candidate, () => {}, signal));
    const mended = opinion.length > 0 ? await deps.fixers.mend(candidate, opinion, signal) : [];
    candidate = mended[0] ?? candidate;
  }
  let judged = await judge(number, candidate, deps, say, signal);
  const panics = findingsOf(judged.judgement.verdicts).filter((f) => f.class === "panic");
  if (panics.length > 0 && deps.fixers !== undefined && deps.options.fixers) {
    judged = (await mendPanic(number, candidate, panics, deps, say, signal)) ?? judged;
  }
  return { kind: "judged", ...judged, fingerprint: print };
}

/** Alternatives for a panic, a few of them; the first that passes stands for the attempt. */
async function mendPanic(
  number: number, candidate: Candidate, panics: readonly Finding[], deps: SearchDeps, say: Say, signal: AbortSignal,
): Promise<{ candidate: Candidate; judgement: Judgement } | undefined> {
  const alternatives = (await deps.fixers?.mend(candidate, panics, signal)) ?? [];
  for (const alternative of alternatives.slice(0, 3)) {
    const judgement = await deps.judge.judge(alternative, () => {}, signal);
    if (judgement.grade === "passing" || judgement.grade === "suggested") {
      announce(number, alternative, undefined, say);
      say({ type: "judged", attempt: number, judgement });
      return { candidate: alternative, judgement };
    }
  }
  return undefined;
}

async function judge(
  number: number, candidate: Candidate, deps: SearchDeps, say: Say, signal: AbortSignal,
): Promise<{ candidate: Candidate; judgement: Judgement }> {
  announce(number, candidate, undefined, say);
  const judgement = await deps.judge.judge(candidate, (event) => {
    if ("started" in event) say({ type: "gate", attempt: number, started: event.started });
    else say({ type: "verdict", attempt: number, verdict: event.finished });
  }, signal);
  if (!signal.aborted) say({ type: "judged", attempt: number, judgement });
  return { candidate, judgement };
}

const announce = (attempt: number, { edit, text, mended }: Candidate, sameAs: number | undefined, say: Say): void =>
  say({ type: "candidate", attempt, edit, text, mended, sameAs });

/** A new passing candidate is compared with the others; the run is over when nothing is left to doubt. */
async function weigh(attempt: JudgedAttempt, deps: SearchDeps, state: RunState, say: Say, signal: AbortSignal): Promise<void> {
  const { options, confirmer } = deps;
  if (!options.confirm || confirmer === undefined) {
    state.standing = { ...state.standing, groups: [...state.standing.groups, [attempt.number]] };
    if (attempt.fate.judgement.grade === "passing") state.ending = { kind: "found" };
    return;
  }
  const grade = attempt.fate.judgement.grade;
  const peers = state.attempts.filter(isJudged).filter((a) => a.fate.judgement.grade === grade);
  if (peers.length === 1 && state.standing.impossible === undefined) {
    state.standing = { ...state.standing, groups: [[attempt.number]] };
    return;
  }
  const asked = state.standing.question;
  const comparison = await confirmer.compare(peers.map((a) => a.fate.candidate), signal);
  if (signal.aborted) return;
  state.standing = standingOf(comparison, peers);
  if (comparison.kind === "impossible" && grade === "passing") {
    const first = peers[0] ?? attempt;
    state.standing = { ...state.standing, groups: [[first.number]], mutants: await confirmer.mutants(first.fate.candidate, signal) };
    if (!signal.aborted) state.ending = { kind: "found" };
  }
  const question = state.standing.question;
  if (question !== undefined && question.call !== asked?.call) say({ type: "question", ...question });
  if (grade === "passing" && verifiedBy(state.standing) !== undefined) state.ending = { kind: "found" };
}
