import type { RunEvent } from "./events";

/** Where a run that goes on takes up: attempts and milliseconds that are behind it. */
export interface ResumeOffset {
  readonly attempts: number;
  readonly at: number;
}

export function resumeOffset(events: readonly RunEvent[]): ResumeOffset {
  const attempts = events.reduce((most, e) => (e.type === "attempt" ? Math.max(most, e.attempt) : most), 0);
  return { attempts, at: events.at(-1)?.at ?? 0 };
}

/** An event of a search that began anew, as one of the run it continues: its attempts are numbered on. */
export function renumbered(event: RunEvent, { attempts, at }: ResumeOffset): RunEvent {
  const on = (n: number | undefined): number | undefined => (n === undefined ? undefined : n + attempts);
  const later = { ...event, at: event.at + at };
  switch (later.type) {
    case "started":
      // What was spent before stands beside it: 7 of 32 calls, not 23 of 16.
      return { ...later, budget: later.budget + attempts };
    case "note":
    case "fault":
    case "baseline":
      return later;
    case "attempt":
      return {
        ...later,
        attempt: later.attempt + attempts,
        lineage: later.lineage + attempts,
        parent: on(later.parent),
      };
    case "candidate":
      return { ...later, attempt: later.attempt + attempts, sameAs: on(later.sameAs) };
    case "question":
      return {
        ...later,
        answers: later.answers.map((a) => ({ ...a, attempts: a.attempts.map((n) => n + attempts) })),
      };
    case "finished":
      return { ...later, attempt: on(later.attempt) };
    case "dropped":
    case "text":
    case "reply":
    case "no-candidate":
    case "gate":
    case "verdict":
    case "judged":
      return { ...later, attempt: later.attempt + attempts };
  }
}
