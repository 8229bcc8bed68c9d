import { isJudged, modelCalls } from "../attempts/attempt";
import type { Emit } from "../events/events";
import { bestCandidate } from "./conclude";
import { isCutShort, type RunState, type SearchDeps, unlessAborted } from "./state";

/** Calls that stating cases for tests may cost. */
const mostCalls = 4;

/**
 * Tests to go with the body that is proposed, where the person has none of their own. They are the model's word, so
 * the outcome stays what it is.
 * @param spent calls of this search that are in no attempt
 */
export async function offerTests(
  { offer, options }: Pick<SearchDeps, "offer" | "options">,
  state: RunState,
  spent: number,
  emit: Emit,
  signal: AbortSignal,
): Promise<void> {
  const best = bestCandidate(state);
  const left = Math.min(mostCalls, options.budget - modelCalls(state.made).length - spent);
  if (offer === undefined || best === undefined || signal.aborted || isCutShort(state) || left < 1) return;
  const message = `The model is asked for cases that could be tests of attempt ${best.number}.`;
  emit({ type: "note", level: "info", message });
  const others = state.groups.byBehaviour.filter((g) => !g.includes(best.number)).map(([first]) => first);
  const rivals = state.attempts.filter(isJudged).filter((a) => others.includes(a.number));
  const candidates = rivals.map((a) => a.fate.candidate);
  const answer = await unlessAborted(offer(best.fate.candidate, candidates, left, signal), signal);
  if (answer === undefined || signal.aborted) return;
  state.stated += answer.calls;
  state.offered = answer.tests;
}
