import type { Writable } from "node:stream";
import type { Problem } from "../core/problem/codes";
import { adviceOf, messageOf } from "../core/problem/problem-text";
import { shown } from "../core/syntax/hidden";

/** What a subcommand may touch of the process; tests hand in their own. */
export interface Io {
  readonly out: Terminal;
  readonly err: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** One call of a subcommand. */
export interface Invocation<Flags> {
  readonly flags: Flags;
  readonly io: Io;
  readonly signal: AbortSignal;
}

export type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Colours are for a terminal whose owner has not switched them off (https://no-color.org). */
export function wantsColour(stream: Terminal, env: Io["env"]): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}

/** Lines that are rewritten in place need a terminal that can; everything else gets plain lines. */
export const wantsLive = (stream: Terminal, env: Io["env"]): boolean =>
  stream.isTTY === true && env["TERM"] !== "dumb" && !env["NO_COLOR"] && !env["CI"];

/** A model's text and a test's output may hold escape sequences; on a terminal they are shown, not obeyed. */
export const printable = shown;

/** A problem for people: what happened, then what to do. */
export function tell(err: Writable, problem: Problem): void {
  const advice = adviceOf(problem.next, "terminal");
  const next = advice === "" ? "" : `\n  ${printable(advice)}`;
  err.write(`stubwright: ${printable(messageOf(problem))}${next}\n`);
}
