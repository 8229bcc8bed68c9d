import type { Call, ModelCall } from "../attempts/attempt";
import { noGroups } from "../attempts/groups";
import type { Emit, Outcome, RunEvent } from "../events/events";
import type { ModelError } from "../model";
import { messageOf } from "../problem/problem-text";
import { ok } from "../result";
import { finish } from "./conclude";
import type { Drafted } from "./drafter-port";
import { judgeAttempt } from "./judge-attempt";
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
  listen: (event: RunEvent) => void,
  signal: AbortSignal,
  state: RunState = newRun(),
): Promise<Outcome> {
  const emit: Emit = (event) => listen({ ...event, at: Math.round(deps.now()) } as RunEvent);
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const { plan } = deps;
  if (state.made.length === 0) await trySeeded(deps, state, emit, signal);
  const first = deps.seeds?.repairs(state.attempts) ?? [];
  const judging: Promise<void>[] = state.made.map(() => Promise.resolve());
  for (let k = state.made.length + 1; state.ending === undefined; k++) {
    await judging[k - 3];
    let call = state.ending === undefined ? choose(k - 2) : undefined;
    if (call === undefined && state.ending === undefined) {
      await Promise.all(judging);
      call = state.ending === undefined ? choose(k - 1) : undefined;
    }
    if (call === undefined || signal.aborted || tokensSpent(state, deps.options)) break;
    state.made.push(call);
    const drafted = await timed(deps, state.busyTime.model, () =>
      deps.drafter.draft(k, call, state.attempts, emit, either),
    );
    if (!drafted.ok) {
      // A run that is over by an earlier verdict does not care how its last call ended.
      if (state.ending === undefined) state.ending = endingOf(drafted.error, signal);
      break;
    }
    count(state, drafted.value);
    judging.push(judgeInOrder(k, call, drafted.value));
  }
  await Promise.all(judging);
  const taken = await arbitrate(deps, state, emit, signal);
  await offerTests(deps, state, taken, emit, signal);
  return finish(deps, state, emit, signal);

  /** The call that follows from the first `n` attempts. */
  function choose(n: number): ModelCall | undefined {
    const { made, objections } = state;
    const attempts = state.attempts.slice(0, Math.max(0, n));
    const groups = state.groupsAfter[n] ?? noGroups;
    return nextCall({ attempts, made, groups, objections, first }, plan, deps.options);
  }

  async function judgeInOrder(k: number, call: Call, drafted: Drafted): Promise<void> {
    await judging[k - 2];
    if (state.ending !== undefined || signal.aborted) return;
    const ctx = { number: k, deps, state, emit, signal };
    await timed(deps, state.busyTime.toolchain, () => judgeAttempt(call, drafted, ctx));
    if (state.ending !== undefined) ended.abort();
  }
}

/** What needs no call: the body that is there, and small changes of it. */
async function trySeeded(deps: SearchDeps, state: RunState, emit: Emit, signal: AbortSignal): Promise<void> {
  for (const { form, candidate } of deps.seeds?.seeded ?? []) {
    if (signal.aborted || state.ending !== undefined) return;
    const { seed } = deps.options;
    const call: Call = { kind: "seeded", form, candidate, temperature: 0, seed };
    const attempt = state.made.push(call);
    const prompt = { kind: "complete", text: "" } as const;
    emit({
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
    const ctx = { number: attempt, deps, state, emit, signal };
    await timed(deps, state.busyTime.toolchain, () => judgeAttempt(call, drafted, ctx));
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
