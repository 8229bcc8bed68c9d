import type { Edit } from "../core/edit/edit";
import { chosenEdit } from "../core/events/offered-tests";
import type { RunView } from "../core/events/view";
import type { Result } from "../core/result";
import { applyEdit } from "./apply";
import type { RunFlags } from "./flags";
import { type Io, tell } from "./io";
import { lastObject } from "./last-object";
import { ofProblem, status } from "./status";

/** Says why nothing ran, on standard output too where JSON was asked for; the exit status. */
export function refused(
  io: Io,
  result: Extract<Result<unknown>, { ok: false }>,
  { json }: { readonly json?: true },
  more: object = {},
): number {
  tell(io.err, result.error);
  if (json) io.out.write(`${JSON.stringify({ ...lastObject(result.error), ...more })}\n`);
  return ofProblem(result.error);
}

/** Writes what a run proposes, where that was asked for. The exit status where writing failed; undefined where all is well. */
export function applied(view: RunView, flags: RunFlags, io: Io): Promise<number | undefined> {
  const { finished } = view;
  const edit = finished && chosenEdit(finished, flags.withTests === true).edit;
  const more =
    finished?.tests !== undefined && !flags.withTests ? ", --apply --with-tests also writes the tests" : "";
  return writeIfAsked(edit, more, flags, io);
}

/**
 * Writes an edit, or says how to have it written.
 * @param more what else could be written, in words
 */
export async function writeIfAsked(
  edit: Edit | undefined,
  more: string,
  flags: { readonly apply?: boolean | undefined; readonly json?: boolean | undefined },
  io: Io,
): Promise<number | undefined> {
  if (edit === undefined) return undefined;
  if (flags.apply !== true) {
    if (flags.json !== true) io.err.write(`  Nothing was written; --apply writes it${more}.\n`);
    return undefined;
  }
  const done = await applyEdit(edit);
  if (!done.ok) {
    tell(io.err, done.error);
    return status.usage;
  }
  io.err.write(`  Written: ${done.value.join(", ")}\n`);
  return undefined;
}
