import type { FimTokens } from "../../core/model";

/** What the parent asks of the child, once, over the channel between them: the token is on no command line. */
export interface StartRequest {
  readonly modelPath: string;
  /** Tokens of one sequence, prompt and answer together. */
  readonly contextTokens: number;
  readonly sequences: number;
  readonly threads: number;
  readonly bearer: string;
}

export type StartReply =
  | { readonly type: "loading"; readonly fraction: number }
  | { readonly type: "ready"; readonly port: number; readonly served: Served }
  | { readonly type: "failed"; readonly message: string };

/** What the loaded model turned out to be. */
export interface Served {
  readonly contextTokens: number;
  readonly sequences: number;
  readonly fim: FimTokens | undefined;
}
