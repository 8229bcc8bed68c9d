import { asked, isJudged } from "../attempts/attempt";
import type { Say } from "../events/events";
import { note } from "../problem/codes";
import { leader } from "./conclude";
import { isCutShort, type RunState, type SearchDeps, unlessAborted } from "./state";

/** Calls that stating cases for tests may cost. */
const mostCalls = 4;

/**
 * Tests to go with the body that is proposed, where the person has none of their own. They are the model's word, so
 * the outcome stays what it is.
 * @param taken calls of this search that are in no attempt
 */
export async function offerTests(
  { offer, options }: Pick<SearchDeps, "offer" | "options">,
  state: RunState,
  taken: number,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const lead = leader(state);
  const left = Math.min(mostCalls, options.budget - asked(state.made).length - taken);
  if (offer === undefined || lead === undefined || signal.aborted || isCutShort(state) || left < 1) return;
  say({ type: "note", level: "info", ...note("asking-for-tests", { attempt: lead.number }) });
  const others = state.standing.groups.filter((g) => !g.includes(lead.number)).map(([first]) => first);
  const rivals = state.attempts.filter(isJudged).filter((a) => others.includes(a.number));
  const candidates = rivals.map((a) => a.fate.candidate);
  const told = await unlessAborted(offer(lead.fate.candidate, candidates, left, signal), signal);
  if (told === undefined || signal.aborted) return;
  state.stated += told.calls;
  state.offered = told.tests;
}
