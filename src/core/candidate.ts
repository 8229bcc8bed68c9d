import type { Edit } from "./edit/edit";

/** The declarations a model proposed, as an Edit on the target's file, and that file's text with the Edit applied. */
export interface Candidate {
  readonly edit: Edit;
  /** The target's file as proposed. */
  readonly text: string;
  /** What adapters and fixers adjusted on the way, in order, for people: `renamed reverse to Reverse`. */
  readonly adjustments: readonly string[];
}

/** Why an answer holds no candidate. */
export interface NoCandidate {
  readonly reason: "no-code" | "missing-declaration" | "still-a-stub" | "elided" | "syntax" | "too-large";
  readonly message: string;
}
