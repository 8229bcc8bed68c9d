import type { TestsResult } from "../testgen/test-events";
import type { Judgement } from "../verdict";
import type { Outcome } from "./events";
import type { AttemptView, GateChip } from "./view";

/** Each face has a colour for each tone. None of them is the only sign of anything. */
export type Tone = "good" | "fair" | "bad" | "quiet" | "busy";

/** How something is shown, on every face. */
export interface Look {
  /** Name of a codicon. */
  readonly icon: string;
  readonly tone: Tone;
  readonly label: string;
}

/**
 * How outcomes look and what they are called. The sentence beside them is written where a run ends: search/conclude.ts,
 * for generated tests session/testgen.
 */
export const outcomeLooks: Readonly<Record<Outcome, Look>> = {
  verified: { icon: "verified-filled", tone: "good", label: "Verified" },
  passing: { icon: "pass", tone: "good", label: "Passing" },
  suggested: { icon: "lightbulb", tone: "fair", label: "Suggested" },
  exhausted: { icon: "error", tone: "bad", label: "Exhausted" },
  cancelled: { icon: "circle-slash", tone: "quiet", label: "Cancelled" },
  broken: { icon: "warning", tone: "fair", label: "Broken" },
};

const waiting: Look = { icon: "clock", tone: "quiet", label: "Waiting" };
const running: Look = { icon: "loading", tone: "busy", label: "Running" };

/** A whole run. @param outcome undefined until its last event is there */
export function runLook(state: "queued" | "running" | "finished", outcome: Outcome | undefined): Look {
  switch (state) {
    case "queued":
      return waiting;
    case "running":
      return running;
    case "finished":
      return outcome === undefined ? running : outcomeLooks[outcome];
  }
}

export const gateLooks: Readonly<Record<GateChip["status"], Look>> = {
  running: { icon: "loading", tone: "busy", label: "running" },
  passed: { icon: "check", tone: "good", label: "passed" },
  failed: { icon: "close", tone: "bad", label: "failed" },
  skipped: { icon: "debug-step-over", tone: "quiet", label: "skipped" },
  broken: { icon: "warning", tone: "fair", label: "broken" },
};

export const gradeLooks: Readonly<Record<Judgement["grade"], Look>> = {
  passing: { icon: "pass", tone: "good", label: "passes" },
  suggested: { icon: "lightbulb", tone: "fair", label: "no test decides" },
  rejected: { icon: "error", tone: "bad", label: "rejected" },
  broken: { icon: "warning", tone: "fair", label: "could not be judged" },
};

/** Of a call that writes tests. */
export const testsTones: Readonly<Record<TestsResult["outcome"], Tone>> = {
  found: "good",
  suggested: "fair",
  exhausted: "bad",
  cancelled: "quiet",
  broken: "fair",
};

/** One attempt. @param over the run has ended, so nothing of it goes on */
export function attemptLook(attempt: AttemptView, over = false): Look {
  const same = attempt.candidate?.sameAs;
  if (same !== undefined) return { icon: "copy", tone: "quiet", label: `same code as attempt ${same}` };
  switch (attempt.state) {
    case "writing":
      return over ? stopped : busy(attempt.text === "" ? "reading the prompt" : "writing");
    case "answered":
      return over ? stopped : busy("waiting for its gates");
    case "judging":
      return over ? stopped : busy("being judged");
    case "no-candidate":
      return { icon: "circle-slash", tone: "quiet", label: "no candidate" };
    case "judged":
      return gradeLooks[attempt.judgement?.grade ?? "rejected"];
  }
}

const stopped: Look = { icon: "circle-slash", tone: "quiet", label: "stopped" };
const busy = (label: string): Look => ({ icon: "loading", tone: "busy", label });

/** An attempt that will not change any more. */
export const isDone = (attempt: AttemptView, over = false): boolean =>
  attemptLook(attempt, over).tone !== "busy";
