import type { Outcome } from "../core/events/events";
import type { Problem } from "../core/problem/codes";

/** Exit statuses of every subcommand. */
export const status = {
  found: 0,
  rejected: 1,
  usage: 2,
  environment: 3,
  suggested: 4,
  cancelled: 130,
} as const;

export function ofOutcome(outcome: Outcome): number {
  switch (outcome) {
    case "verified":
    case "passing":
      return status.found;
    case "suggested":
      return status.suggested;
    case "exhausted":
      return status.rejected;
    case "cancelled":
      return status.cancelled;
    case "broken":
      return status.environment;
  }
}

export const ofProblem = (problem: Problem): number =>
  problem.kind === "input" ? status.usage : status.environment;
