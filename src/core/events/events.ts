import type { NoCandidate } from "../candidate";
import type { Edit } from "../edit/edit";
import type { TestFailure } from "../faultloc/failure";
import type { Suspect } from "../faultloc/suspects";
import type { ModelInfo } from "../model";
import type { Note, WordedNote } from "../problem/codes";
import type { Next } from "../problem/next";
import type { Form, Prompt } from "../prompt/form";
import type { Baseline, Target } from "../snapshot";
import type { Gate, Judgement, Protection, Verdict } from "../verdict";
import type { OfferedTests } from "./offered-tests";

export type Outcome = "verified" | "passing" | "suggested" | "exhausted" | "cancelled" | "broken";

/**
 * What a run says as it goes. The fold of these (view.ts) is the only thing any face renders: the panel
 * (media/run/panel.ts), the terminal (cli/terminal.ts), the log (editor/runs/log.ts). resume.ts renumbers them, and
 * docs/command-line.md lists them; between the extension and its page they travel whole.
 * `at` is milliseconds since the run began. Attempts are numbered from 1.
 */
export type RunEvent = { readonly at: number } & (
  | {
      readonly type: "started";
      readonly run: string;
      readonly target: Target;
      readonly model: ModelInfo | undefined;
      readonly budget: number;
      readonly seed: number;
      readonly hint: string | undefined;
      /** Undefined where the run broke before it was known. */
      readonly protection: Protection | undefined;
    }
  | ({ readonly type: "note"; readonly level: "info" | "warning" } & (Note | WordedNote))
  /** Why a test fails, and the functions that may be at fault, likeliest first. */
  | {
      readonly type: "fault";
      readonly test: string;
      readonly failures: readonly TestFailure[];
      readonly suspects: readonly Suspect[];
    }
  | { readonly type: "baseline"; readonly baseline: Baseline; readonly ms: number }
  /** What did not fit into the context, in the order in which it was dropped. */
  | {
      readonly type: "dropped";
      readonly attempt: number;
      readonly what: readonly string[];
      readonly promptTokens: number;
      readonly contextTokens: number;
    }
  | {
      readonly type: "attempt";
      readonly attempt: number;
      readonly form: Form;
      readonly lineage: number;
      readonly parent: number | undefined;
      readonly prompt: Prompt;
      readonly temperature: number;
      readonly seed: number;
    }
  | { readonly type: "text"; readonly attempt: number; readonly piece: string }
  | {
      readonly type: "reply";
      readonly attempt: number;
      readonly text: string;
      readonly finish: "stop" | "length" | "stopped";
      readonly promptTokens: number;
      readonly outputTokens: number;
      readonly ms: number;
    }
  | { readonly type: "no-candidate"; readonly attempt: number; readonly why: NoCandidate }
  | {
      readonly type: "candidate";
      readonly attempt: number;
      readonly edit: Edit;
      readonly text: string;
      readonly mended: readonly string[];
      readonly sameAs: number | undefined;
    }
  | { readonly type: "gate"; readonly attempt: number; readonly started: Gate }
  | { readonly type: "verdict"; readonly attempt: number; readonly verdict: Verdict }
  | { readonly type: "judged"; readonly attempt: number; readonly judgement: Judgement }
  /** Two passing candidates differ: the person's tests do not decide. Answers are Go expressions or panic texts. */
  | {
      readonly type: "question";
      readonly call: string;
      readonly answers: readonly { readonly attempts: readonly number[]; readonly value: string }[];
    }
  /** `diff` is unified, empty when nothing is proposed. */
  | {
      readonly type: "finished";
      readonly outcome: Outcome;
      readonly diff: string;
      readonly edit: Edit | undefined;
      /** An edit of their own, since nobody gets them unasked. */
      readonly tests?: OfferedTests | undefined;
      readonly attempt: number | undefined;
      readonly calls: number;
      readonly promptTokens: number;
      readonly outputTokens: number;
      /** The same in every face; `next` says what to do, for each face to word. */
      readonly reason: string;
      readonly next?: readonly Next[] | undefined;
      readonly ms: { readonly total: number; readonly model: number; readonly toolchain: number };
    }
);

/** An event without its time; the search stamps it. */
export type Emit = (
  event: RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "at"> : never) : never,
) => void;
