/** An expected failure is a value; a bug throws. */
export type Result<T, E = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** What a person is told when something they can act on went wrong. */
export interface Problem {
  /** `input`: the call or the file is wrong (exit status 2). `environment`: go, model, sandbox … (exit status 3). */
  readonly kind: "input" | "environment";
  /** What a program tells it by, where one has to. */
  readonly code?: string;
  /** What happened and where, one sentence. */
  readonly message: string;
  /** What to do next, one sentence; empty when the message already says it. */
  readonly next: string;
}
