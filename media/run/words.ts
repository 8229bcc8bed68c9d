import type { Outcome } from "../../src/core/events/events";
import type { AttemptView, GateChip } from "../../src/core/events/view";
import type { Form } from "../../src/core/prompt/form";

/** `0.4 s`, `12.3 s`, `2 min 05 s`. */
export function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** A gate's time: `18 ms`, `0.7 s`; less than 10 ms is noise. */
export const short = (ms: number): string | undefined =>
  ms < 10 ? undefined : ms < 100 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

export const forms: Readonly<Record<Form, string>> = {
  chat: "asked plainly",
  prefill: "signature given",
  examples: "worked examples shown",
  tests: "tests shown",
  fim: "filled in the middle",
  plain: "continued",
  repair: "repair",
  present: "the body as it is",
  change: "a small change of it",
};

export const formOf = ({ form, parent }: AttemptView): string =>
  parent === undefined ? forms[form] : `repair of ${parent}`;

interface Look {
  /** Name of a codicon. */
  readonly icon: string;
  readonly label: string;
  /** Class of the colour: none of them is the only sign of anything. */
  readonly tone: "good" | "fair" | "bad" | "quiet" | "busy";
}

export const outcomes: Readonly<Record<Outcome, Look>> = {
  verified: { icon: "verified-filled", label: "Verified", tone: "good" },
  passing: { icon: "pass", label: "Passing", tone: "good" },
  suggested: { icon: "lightbulb", label: "Suggested", tone: "fair" },
  exhausted: { icon: "error", label: "Exhausted", tone: "bad" },
  cancelled: { icon: "circle-slash", label: "Cancelled", tone: "quiet" },
  broken: { icon: "warning", label: "Broken", tone: "fair" },
};

export const chips: Readonly<Record<GateChip["status"], Look>> = {
  running: { icon: "loading", label: "running", tone: "busy" },
  passed: { icon: "check", label: "passed", tone: "good" },
  failed: { icon: "close", label: "failed", tone: "bad" },
  skipped: { icon: "debug-step-over", label: "skipped", tone: "quiet" },
  broken: { icon: "warning", label: "broken", tone: "fair" },
};

/** How an attempt stands, in a word. `over`: the run has ended, so nothing of it goes on. */
export function attemptLook(attempt: AttemptView, over = false): Look {
  const same = attempt.candidate?.sameAs;
  if (same !== undefined) return { icon: "copy", label: `same code as attempt ${same}`, tone: "quiet" };
  if (over && attempt.state !== "judged" && attempt.state !== "no-candidate")
    return { icon: "circle-slash", label: "stopped", tone: "quiet" };
  switch (attempt.state) {
    case "writing":
      return { icon: "loading", label: attempt.text === "" ? "reading the prompt" : "writing", tone: "busy" };
    case "answered":
      return { icon: "loading", label: "waiting for its gates", tone: "busy" };
    case "judging":
      return { icon: "loading", label: "being judged", tone: "busy" };
    case "no-candidate":
      return { icon: "circle-slash", label: "no candidate", tone: "quiet" };
    case "judged":
      return grades[attempt.judgement?.grade ?? "rejected"];
  }
}

const grades: Readonly<Record<"passing" | "suggested" | "rejected" | "broken", Look>> = {
  passing: { icon: "pass", label: "passes", tone: "good" },
  suggested: { icon: "lightbulb", label: "no test decides", tone: "fair" },
  rejected: { icon: "error", label: "refused", tone: "bad" },
  broken: { icon: "warning", label: "could not be judged", tone: "fair" },
};

/** An attempt whose row will not change any more. */
export const isDone = (attempt: AttemptView, over = false): boolean =>
  attemptLook(attempt, over).tone !== "busy";

/** The last part of a path, whichever way its separators lean. */
export const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
