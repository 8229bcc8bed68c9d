import type * as vscode from "vscode";
import type { RunEvent } from "../../core/events/events";
import type { TestPlace } from "../../core/faultloc/failing-test";

export interface RunRecord {
  readonly id: string;
  /** Absolute path of the target's file. */
  readonly file: string;
  readonly names: readonly string[];
  readonly hint: string | undefined;
  /** The failing test that it is to make pass. */
  readonly test?: TestPlace | undefined;
  readonly state: "queued" | "running" | "finished";
  /** All so far, the same array as it grows; core/view.ts folds them. A run that could not begin says so in its last event. */
  readonly events: readonly RunEvent[];
  readonly applied: boolean;
  readonly discarded: boolean;
  /** Which answer of the question the person gave; -1 for one of their own. */
  readonly answered: number | undefined;
}

export interface StartRun {
  readonly file: string;
  readonly names: readonly string[];
  readonly hint?: string | undefined;
  readonly test?: TestPlace | undefined;
}

/** Every run of this window and the finished ones of earlier windows of this workspace. */
export interface Runs extends vscode.Disposable {
  /** Newest first. */
  readonly records: readonly RunRecord[];
  /** Fulfilled when finished runs of earlier windows are among the records. */
  readonly restored: Promise<void>;
  /** A record was added or removed, or its state, applied, discarded or answered changed. */
  readonly onDidChange: vscode.Event<RunRecord>;
  /** About every 50 ms while a run speaks. */
  readonly onEvents: vscode.Event<{ readonly id: string; readonly events: readonly RunEvent[] }>;
  /** Waits its turn: one run at a time. */
  start(request: StartRun): RunRecord;
  cancel(id: string): void;
  /** The same run goes on with as much budget again; its events are appended. */
  more(id: string, hint: string | undefined): void;
  /** Opens the native diff of an attempt, or of what the run proposes with the tests that it offers. */
  review(id: string, attempt: number | undefined): Promise<void>;
  /**
   * Applies an attempt, or what the run proposes; a good one also while the run goes on.
   * @param withTests the tests that the run offers too, which nobody gets unasked
   */
  apply(id: string, attempt: number | undefined, withTests?: boolean): Promise<void>;
  discard(id: string): void;
  /**
   * The answer with this index of the run's question: a test case in the same Edit. Undefined asks the person for one
   * of their own: every candidate may be wrong.
   */
  answer(id: string, answer: number | undefined): Promise<void>;
  /** Forgets every finished run: prompts hold code. */
  clear(): Promise<void>;
}
