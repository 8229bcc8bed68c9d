import { taken } from "../core/events/offered-tests";
import type { RunView } from "../core/events/view";
import type { Result } from "../core/result";
import { applyEdit } from "./apply";
import type { RunFlags } from "./flags";
import { type Io, tell } from "./io";
import { ofProblem, status } from "./status";

/** Says why nothing ran; the exit status. */
export function refused(io: Io, result: Extract<Result<unknown>, { ok: false }>): number {
  tell(io.err, result.error);
  return ofProblem(result.error);
}

/** Writes what a run proposes, where that was asked for. The exit status where writing failed; undefined where all is well. */
export async function applied(view: RunView, flags: RunFlags, io: Io): Promise<number | undefined> {
  const { finished } = view;
  const edit = finished && taken(finished, flags.withTests === true).edit;
  if (edit === undefined) return undefined;
  if (flags.apply !== true) {
    const tests =
      finished?.tests === undefined || flags.withTests ? "" : ", --apply --with-tests the tests too";
    if (flags.json !== true) io.err.write(`  Nothing was written; --apply writes it${tests}.\n`);
    return undefined;
  }
  const written = await applyEdit(edit);
  if (!written.ok) {
    tell(io.err, written.error);
    return status.usage;
  }
  io.err.write(`  Written: ${written.value.join(", ")}\n`);
  return undefined;
}
