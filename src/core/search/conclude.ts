import { furthest, isJudged, isOwn, isPassing, type JudgedAttempt, modelCalls } from "../attempts/attempt";
import { unifiedDiff } from "../edit/unified-diff";
import type { Emit, Outcome } from "../events/events";
import type { Next } from "../problem/next";
import { findingsOf } from "../verdict";
import { verification } from "../verify/verified";
import { busyMs, type RunState, type SearchDeps } from "./state";

/** Says how the run ended, with the candidate it proposes and what was verified of it. */
export function finish(deps: SearchDeps, state: RunState, emit: Emit, signal: AbortSignal): Outcome {
  const { outcome, attempt, reason, next } = conclude(deps, state, signal);
  const proposed =
    outcome === "verified" || outcome === "passing" || outcome === "suggested"
      ? attempt?.fate.candidate
      : undefined;
  const { file } = deps.judge.snapshot;
  emit({
    type: "finished",
    outcome,
    diff:
      proposed === undefined ? "" : unifiedDiff(proposed.edit, new Map([[file.path, file.text]]), deps.root),
    edit: proposed?.edit,
    ...(proposed !== undefined && state.offered !== undefined ? { tests: state.offered } : {}),
    attempt: attempt?.number,
    calls: modelCalls(state.made).length + state.stated,
    ...state.spent,
    reason,
    ...(next === undefined || next.length === 0 ? {} : { next }),
    ms: { total: Math.round(deps.now()), ...busyMs(state) },
  });
  return outcome;
}

interface Conclusion {
  readonly outcome: Outcome;
  readonly attempt: JudgedAttempt | undefined;
  readonly reason: string;
  /** What the person can do about it. */
  readonly next?: readonly Next[] | undefined;
}

function conclude(deps: SearchDeps, state: RunState, signal: AbortSignal): Conclusion {
  if (signal.aborted || state.ending?.kind === "cancelled")
    return { outcome: "cancelled", attempt: undefined, reason: "Cancelled; nothing was changed." };
  const best = bestCandidate(state);
  if (best !== undefined) return found(deps, state, best);
  if (state.ending?.kind === "broken")
    return { outcome: "broken", attempt: undefined, reason: state.ending.reason, next: state.ending.next };
  return exhausted(state);
}

/** The first candidate of the largest group that behaves alike. */
export function bestCandidate(state: RunState): JudgedAttempt | undefined {
  const judged = state.attempts.filter(isJudged);
  const number = state.groups.byBehaviour[0]?.[0];
  return (
    judged.find((a) => a.number === number && a.fate.judgement.grade === "passing") ??
    judged.find((a) => a.fate.judgement.grade === "passing" && isOwn(a, state.attempts)) ??
    judged.find((a) => a.number === number)
  );
}

function found(deps: SearchDeps, state: RunState, best: JudgedAttempt): Conclusion {
  const { judgement } = best.fate;
  const { next } = judgement;
  const { question, byBehaviour } = state.groups;
  if (judgement.grade === "suggested") {
    const agree = byBehaviour[0]?.length ?? 1;
    const peers = byBehaviour.reduce((n, g) => n + g.length, 0);
    const crowd = peers > 1 ? ` ${agree} of ${peers} candidates behave the same way.` : "";
    const values = question?.answers.map((a) => a.value).join(" or ");
    return {
      outcome: "suggested",
      attempt: best,
      next,
      reason: `${judgement.reason}${crowd}${question ? ` Open: is ${question.call} ${values}?` : ""}`,
    };
  }
  const { verified, reason } = verification(
    { parser: deps.parser, snapshot: deps.judge.snapshot },
    state,
    best,
  );
  return verified
    ? { outcome: "verified", attempt: best, next, reason: `${judgement.reason} Verified: ${reason}` }
    : { outcome: "passing", attempt: best, next, reason: `${judgement.reason} Not verified: ${reason}` };
}

/** How far the best one got. */
function exhausted(state: RunState): Conclusion {
  const best = furthest(state.attempts);
  const made = modelCalls(state.made).length;
  const calls = `${made} model call${made === 1 ? "" : "s"}`;
  const small = state.attempts.find((a) => a.call.kind === "seeded" && isPassing(a));
  if (small !== undefined && isPassing(small)) {
    const what = small.fate.candidate.adjustments.join(", ");
    return {
      outcome: "exhausted",
      attempt: small,
      reason: `No draft passed in ${calls}. A mutant of your code passes every test, but nothing else confirms that it is right (attempt ${small.number}: ${what}).`,
    };
  }
  if (best === undefined)
    return {
      outcome: "exhausted",
      attempt: undefined,
      reason: `No answer in ${calls} contained a candidate.`,
    };
  const { tests, verdicts } = best.fate.judgement;
  const first = findingsOf(verdicts)[0];
  const passed = verdicts.filter((v) => v.status === "passed").map((v) => v.gate);
  const far =
    tests.total > 0
      ? `${tests.passed} of ${tests.total} tests passed`
      : `it passed ${passed.join(", ") || "no gate"}`;
  return {
    outcome: "exhausted",
    attempt: best,
    next: best.fate.judgement.next,
    reason: `No candidate passed in ${calls}. Attempt ${best.number} got furthest: ${far}${first ? `; then ${first.gate}: ${first.message.split("\n")[0]}` : ""}.`,
  };
}
