import type { Problem } from "../core/problem/codes";
import { adviceOf, messageOf } from "../core/problem/problem-text";

/** What ends the JSON of a command that could not do its work. `invalid`: the call or the input is wrong. */
export interface LastObject {
  readonly type: "finished";
  /** Milliseconds since a run began: none did. */
  readonly at: 0;
  readonly outcome: "invalid" | "broken" | "cancelled";
  /** Of the problem; `usage` for a call that the command line does not know. */
  readonly code: Problem["code"] | "usage" | "bug" | "cancelled";
  readonly reason: string;
  /** What to do about it; empty where nothing is known. */
  readonly next: string;
}

export const lastObject = (problem: Problem): LastObject => ({
  type: "finished",
  at: 0,
  outcome: problem.kind === "input" ? "invalid" : "broken",
  code: problem.code,
  reason: messageOf(problem),
  next: adviceOf(problem.next, "terminal"),
});

/** The same for what is no problem of the engine's. */
export const endedBy = (code: "usage" | "bug" | "cancelled", reason: string): LastObject => {
  const outcome = { usage: "invalid", bug: "broken", cancelled: "cancelled" } as const;
  return { type: "finished", at: 0, outcome: outcome[code], code, reason, next: "" };
};

/** Whether the person asked for JSON, in a call that may not even be a right one. */
export function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? undefined : end).includes("--json");
}
