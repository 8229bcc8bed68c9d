import { isJudged, isSuggested, modelCalls } from "../attempts/attempt";
import type { Emit } from "../events/events";
import type { StatedCase } from "../ports";
import { isCutShort, type RunState, type SearchDeps, unlessAborted } from "./state";

/** Calls that generating cases may cost: a case counts only where it was stated twice. */
const mostCalls = 3;

/**
 * Where no test decides and candidates differ, generated cases have a say, with care: a small model's cases accuse
 * right code too. The outcome stays SUGGESTED.
 * @returns the calls that it took
 */
export async function arbitrate(
  { arbiter, options }: Pick<SearchDeps, "arbiter" | "options">,
  state: RunState,
  emit: Emit,
  signal: AbortSignal,
): Promise<number> {
  const { byBehaviour } = state.groups;
  const left = Math.min(mostCalls, options.budget - modelCalls(state.made).length);
  const firsts = byBehaviour.flatMap(([n]) => state.attempts.find((a) => a.number === n) ?? []);
  const judged = firsts.filter(isJudged).filter(isSuggested);
  if (arbiter === undefined || signal.aborted || isCutShort(state) || left < 2) return 0;
  if (byBehaviour.length < 2 || judged.length < byBehaviour.length) return 0;
  const candidates = judged.map((a) => a.fate.candidate);
  const answer = await unlessAborted(arbiter(candidates, left, signal), signal);
  if (answer === undefined || signal.aborted) return 0;
  state.stated += answer.calls;
  const chosen = preferred(answer.cases, byBehaviour.length);
  const against = answer.cases.find((c) => c.fails.has(0) && c.passes.has(chosen));
  const group = byBehaviour[chosen];
  if (chosen === 0 || group === undefined || against === undefined) return answer.calls;
  const [best] = judged;
  const message = `Attempt ${judged[chosen]?.number} is proposed in the place of ${best?.number}: of the cases that the model stated twice it passes ${against.text}, where ${best?.number} fails.`;
  emit({ type: "note", level: "info", message });
  state.groups = { ...state.groups, byBehaviour: [group, ...byBehaviour.filter((g) => g !== group)] };
  return answer.calls;
}

/**
 * The candidate that cases speak for: the first one, unless it fails where another passes and that other fails
 * nowhere where the first passes.
 */
export function preferred(cases: readonly StatedCase[], candidates: number): number {
  const better = (a: number, b: number): number =>
    cases.filter((c) => c.passes.has(a) && c.fails.has(b)).length;
  let best = { index: 0, by: 0 };
  for (let index = 1; index < candidates; index++) {
    const by = better(index, 0);
    if (by > best.by && better(0, index) === 0) best = { index, by };
  }
  return best.index;
}
