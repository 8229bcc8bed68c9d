import type { Outcome } from "../core/events/events";

/** One line of results.jsonl: one task under one arm. */
export interface TaskResult {
  readonly id: string;
  readonly arm: string;
  readonly seed: number;
  /** The run's own claim. */
  readonly outcome: Outcome;
  /** The final candidate passes the scoring tests. */
  readonly solved: boolean;
  /** `visible` when the task has no hidden tests: then solved only says that the visible ones pass. */
  readonly scoredBy: "hidden" | "visible";
  readonly calls: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Milliseconds; model and toolchain are unions of busy intervals, so they may overlap. */
  readonly ms: { readonly total: number; readonly model: number; readonly toolchain: number };
  /** Calls made when the first passing candidate was there; undefined where there was none. */
  readonly callsToPass: number | undefined;
  /** How the final candidate came about: form or `repair`, and the fixers that touched it. */
  readonly form: string | undefined;
  readonly mended: readonly string[];
  readonly reason: string;
}

/** A candidate that was refused, kept to see what to build next: archive.jsonl. */
export interface Reject {
  readonly id: string;
  readonly arm: string;
  readonly attempt: number;
  readonly form: string;
  /** The gate that refused it, or `answer` where no candidate came out of the answer. */
  readonly gate: string;
  readonly class: string;
  readonly message: string;
  readonly text: string;
}

/** The boxes that a benchmark keeps apart; a suggested candidate claims nothing, so it is neither passing nor wrong to be. */
export type Box =
  | "verified-right"
  | "verified-wrong"
  | "passing-right"
  | "passing-wrong"
  | "suggested-right"
  | "suggested-wrong"
  | "not-passing";

export function boxOf({ outcome, solved }: Pick<TaskResult, "outcome" | "solved">): Box {
  if (outcome === "verified" || outcome === "passing" || outcome === "suggested")
    return `${outcome}-${solved ? "right" : "wrong"}`;
  return "not-passing";
}
