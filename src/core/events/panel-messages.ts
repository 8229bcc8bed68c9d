import type { RunEvent } from "./events";

/** What a record says of a run besides its events. */
export interface RunStatus {
  readonly id: string;
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  readonly hint: string | undefined;
  readonly state: "queued" | "running" | "finished";
  readonly applied: boolean;
  readonly discarded: boolean;
  /** Which answer of the question the person gave; -1 for one of their own. */
  readonly answered: number | undefined;
}

/** From the host to the panel. */
export type ToPanel =
  /** Everything there is, whenever the panel (re)connects or shows another run; `run` undefined when there is none. */
  | { readonly type: "snapshot"; readonly run: RunStatus | undefined; readonly events: readonly RunEvent[] }
  /** What happened since the last message, at most every 50 ms. */
  | { readonly type: "events"; readonly id: string; readonly events: readonly RunEvent[] }
  | { readonly type: "status"; readonly run: RunStatus };

/** What a person can do with a run; `attempt` undefined is the one that the run proposes. */
export type Act =
  | { readonly type: "cancel" | "discard" | "open-target" }
  | { readonly type: "review"; readonly attempt: number | undefined }
  /** `withTests`: the tests too that the run offers. */
  | { readonly type: "apply"; readonly attempt: number | undefined; readonly withTests?: boolean }
  | { readonly type: "more"; readonly hint: string | undefined }
  /** Index into the question's answers; undefined for one of the person's own, which they are asked for. */
  | { readonly type: "answer"; readonly answer: number | undefined }
  /** The candidate as a read-only document; lines and columns are 1-based, 0 for none. */
  | {
      readonly type: "open-candidate";
      readonly attempt: number;
      readonly file: string;
      readonly line: number;
      readonly column: number;
    };

/** From the panel to the host. An act names its run, so that a late click cannot reach another one. */
export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "act"; readonly id: string; readonly act: Act };

/** What the panel keeps across hiding and reloading, by webview state: which run, and what was opened in it. */
export interface Kept {
  readonly id: string | undefined;
  readonly opened: readonly number[];
  /** Index of the tab by attempt; the first where none is named. */
  readonly tabs: Readonly<Record<number, number>>;
}
