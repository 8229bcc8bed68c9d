import type { AskedCall, Call } from "../attempts/attempt";
import { nothingYet } from "../attempts/groups";
import type { Outcome, RunEvent, Say } from "../events/events";
import type { ModelError } from "../model";
import { messageOf } from "../problem/wording";
import { ok } from "../result";
import { finish } from "./conclude";
import type { Drafted } from "./drafter-port";
import { settle } from "./judge-attempt";
import { nextCall } from "./next-call";
import { offerTests } from "./offer-tests";
import type { SearchOptions } from "./options";
import { type Ending, newRun, type RunState, type SearchDeps } from "./state";
import { arbitrate } from "./tie-break";

/**
 * Searches a body for each name of the target: draft, judge, repair, until two candidates agree or the budget is
 * spent. Call k is chosen from verdicts up to k − 2, so judging overlaps generating and a seed gives the same run on
 * a slow machine and a fast one. Nothing is written anywhere.
 * @param state of an earlier search on the same snapshot that is to go on; a budget counts its calls too.
 */
export async function search(
  deps: SearchDeps,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
  state: RunState = newRun(),
): Promise<Outcome> {
  const say: Say = (event) => emit({ ...event, at: Math.round(deps.now()) } as RunEvent);
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const { plan } = deps;
  if (state.made.length === 0) await tryGiven(deps, state, say, signal);
  const first = deps.opening?.repairs(state.attempts) ?? [];
  const settled: Promise<void>[] = state.made.map(() => Promise.resolve());
  for (let k = state.made.length + 1; state.ending === undefined; k++) {
    await settled[k - 3];
    let call = state.ending === undefined ? choose(k - 2) : undefined;
    if (call === undefined && state.ending === undefined) {
      await Promise.all(settled);
      call = state.ending === undefined ? choose(k - 1) : undefined;
    }
    if (call === undefined || signal.aborted || tokensSpent(state, deps.options)) break;
    state.made.push(call);
    const drafted = await timed(deps, state.busy.model, () =>
      deps.drafter.draft(k, call, state.attempts, say, either),
    );
    if (!drafted.ok) {
      // A run that is over by an earlier verdict does not care how its last call ended.
      if (state.ending === undefined) state.ending = endingOf(drafted.error, signal);
      break;
    }
    count(state, drafted.value);
    settled.push(settleInOrder(k, call, drafted.value));
  }
  await Promise.all(settled);
  const taken = await arbitrate(deps, state, say, signal);
  await offerTests(deps, state, taken, say, signal);
  return finish(deps, state, say, signal);

  /** The call that follows from the first `n` attempts. */
  function choose(n: number): AskedCall | undefined {
    const known = state.attempts.slice(0, Math.max(0, n));
    const standing = state.standings[n] ?? nothingYet;
    return nextCall(known, state.made, plan, deps.options, standing, state.doubts, first);
  }

  async function settleInOrder(k: number, call: Call, drafted: Drafted): Promise<void> {
    await settled[k - 2];
    if (state.ending !== undefined || signal.aborted) return;
    await timed(deps, state.busy.toolchain, () => settle(k, call, drafted, deps, state, say, signal));
    if (state.ending !== undefined) over.abort();
  }
}

/** What needs no call: the body that is there, and small changes of it. */
async function tryGiven(deps: SearchDeps, state: RunState, say: Say, signal: AbortSignal): Promise<void> {
  for (const { form, candidate } of deps.opening?.given ?? []) {
    if (signal.aborted || state.ending !== undefined) return;
    const { seed } = deps.options;
    const call: Call = { kind: "given", form, candidate, temperature: 0, seed };
    const attempt = state.made.push(call);
    const prompt = { kind: "complete", text: "" } as const;
    say({
      type: "attempt",
      attempt,
      form,
      lineage: attempt,
      parent: undefined,
      prompt,
      temperature: 0,
      seed,
    });
    const drafted = { reply: undefined, candidate: ok(candidate) };
    await timed(deps, state.busy.toolchain, () => settle(attempt, call, drafted, deps, state, say, signal));
  }
}

async function timed<T>(deps: SearchDeps, into: [number, number][], work: () => Promise<T>): Promise<T> {
  const from = deps.now();
  try {
    return await work();
  } finally {
    into.push([from, deps.now()]);
  }
}

function count(state: RunState, drafted: Drafted): void {
  state.spent.promptTokens += drafted.reply?.promptTokens ?? 0;
  state.spent.outputTokens += drafted.reply?.outputTokens ?? 0;
}

const tokensSpent = (state: RunState, options: SearchOptions): boolean =>
  options.outputTokens !== undefined && state.spent.outputTokens >= options.outputTokens;

function endingOf(error: ModelError, signal: AbortSignal): Ending {
  return signal.aborted || error.kind === "cancelled"
    ? { kind: "cancelled" }
    : { kind: "broken", reason: messageOf(error.problem), next: error.problem.next };
}
