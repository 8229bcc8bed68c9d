import { refusedBy } from "../core/attempts/attempt";
import type { RunEvent } from "../core/events/events";
import { findingsOf } from "../core/verdict";
import type { Reject, TaskResult } from "./result";

type Ended = Extract<RunEvent, { type: "finished" }>;
type Of<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;

/** What a run's events say of it, before anybody scored its candidate. */
export type RunFigures = Pick<
  TaskResult,
  "outcome" | "calls" | "promptTokens" | "outputTokens" | "ms" | "callsToPass" | "form" | "mended" | "reason"
>;

export function figuresOf(events: readonly RunEvent[]): RunFigures | undefined {
  const end = events.find((e): e is Ended => e.type === "finished");
  if (end === undefined) return undefined;
  const judged = all(events, "judged");
  const passed = judged.find((e) => e.judgement.grade === "passing")?.attempt;
  const proposed = end.edit === undefined ? undefined : end.attempt;
  return {
    outcome: end.outcome,
    calls: end.calls,
    promptTokens: end.promptTokens,
    outputTokens: end.outputTokens,
    ms: end.ms,
    callsToPass: passed,
    form: all(events, "attempt").find((e) => e.attempt === proposed)?.form,
    mended: all(events, "candidate").findLast((e) => e.attempt === proposed)?.mended ?? [],
    reason: end.reason,
  };
}

/** Every candidate of a run that was refused, with its first finding; answers without a candidate too. */
export function rejectsOf(events: readonly RunEvent[], id: string, arm: string): readonly Reject[] {
  const form = (attempt: number) => all(events, "attempt").find((e) => e.attempt === attempt)?.form ?? "";
  const answers = all(events, "no-candidate").map(
    (e): Reject => ({
      id,
      arm,
      attempt: e.attempt,
      form: form(e.attempt),
      gate: "answer",
      class: e.why.reason,
      message: e.why.message,
      text: all(events, "reply").find((r) => r.attempt === e.attempt)?.text ?? "",
    }),
  );
  const refused = all(events, "judged")
    .filter((e) => e.judgement.grade === "rejected")
    .map((e): Reject => {
      const first = findingsOf(e.judgement.verdicts)[0];
      return {
        id,
        arm,
        attempt: e.attempt,
        form: form(e.attempt),
        gate: refusedBy(e.judgement),
        class: first?.class ?? "other",
        message: first?.message ?? "",
        text: all(events, "candidate").findLast((c) => c.attempt === e.attempt)?.text ?? "",
      };
    });
  return [...answers, ...refused].sort((a, b) => a.attempt - b.attempt);
}

const all = <T extends RunEvent["type"]>(events: readonly RunEvent[], type: T): readonly Of<T>[] =>
  events.filter((e): e is Of<T> => e.type === type);
