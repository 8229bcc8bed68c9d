import type { Candidate } from "./candidate";
import type { Snapshot } from "./snapshot";
import type { Gate, Judgement, Verdict } from "./verdict";

export type OnGate = (event: { readonly started: Gate } | { readonly finished: Verdict }) => void;

/** The Go toolchain (and the text gates) as the search sees it. Nothing in the workspace is ever written. */
export interface Judge {
  readonly snapshot: Snapshot;
  /** Runs the gates in order and stops after the first that refuses. */
  judge(candidate: Candidate, onGate: OnGate, signal: AbortSignal): Promise<Judgement>;
  /**
   * The file's text with its import block organised and gofmt applied, on a copy.
   * The caller splices back only what belongs to the candidate (promise 2).
   */
  tidy(text: string, signal: AbortSignal): Promise<string>;
}
