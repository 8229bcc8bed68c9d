import type { RunEvent } from "../../core/events/events";
import type { Problem } from "../../core/problem/codes";
import { cancelled } from "../host/with-progress";
import { withoutAdvice } from "../host/wording";
import type { RunRecord } from "./runs";

/** Milliseconds that events are gathered before they are passed on. */
const gatherMs = 50;

/** Gathers events: a model streams up to a hundred pieces a second, and no face needs each at once. */
export function batched(pass: (events: readonly RunEvent[]) => void): {
  add(event: RunEvent): void;
  flush(): void;
} {
  let waiting: RunEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    pass(events);
  };
  return {
    add(event) {
      waiting.push(event);
      timer ??= setTimeout(flush, gatherMs);
    },
    flush,
  };
}

/** What of a record a run's first event holds. */
type Begun = Pick<RunRecord, "id" | "file" | "names" | "hint">;

/** The events that make a whole run, for every face, of one that could not begin or broke off. */
export function brokenRun(
  run: Begun,
  problem: Problem,
  before: readonly RunEvent[],
  aborted: boolean,
): readonly RunEvent[] {
  const at = before.at(-1)?.at ?? 0;
  const begun =
    before.findLastIndex((e) => e.type === "started") > before.findLastIndex((e) => e.type === "finished");
  const finished: RunEvent = {
    at,
    type: "finished",
    outcome: aborted ? "cancelled" : "broken",
    diff: "",
    edit: undefined,
    attempt: undefined,
    calls: 0,
    promptTokens: 0,
    outputTokens: 0,
    reason: aborted ? cancelled : withoutAdvice(problem),
    next: aborted ? [] : problem.next,
    ms: { total: at, model: 0, toolchain: 0 },
  };
  return begun ? [finished] : [startedAt(at, run), finished];
}

const startedAt = (at: number, { id, file, names, hint }: Begun): RunEvent => ({
  at,
  type: "started",
  run: id,
  target: { file, names },
  model: undefined,
  budget: 0,
  seed: 0,
  hint,
  protection: undefined,
});

/** Streamed pieces are not kept where the whole reply is. */
export function withoutPieces(events: readonly RunEvent[]): readonly RunEvent[] {
  const answered = new Set(events.flatMap((e) => (e.type === "reply" ? [e.attempt] : [])));
  return events.filter((e) => e.type !== "text" || !answered.has(e.attempt));
}
