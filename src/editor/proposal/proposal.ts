import { basename } from "node:path";
import type { FileEdit } from "../../core/edit/edit";
import { chosenEdit } from "../../core/events/offered-tests";
import { emptyView, firstGood, fold, type RunView } from "../../core/events/view";
import { fail, ok, type Result } from "../../core/result";
import type { Judgement } from "../../core/verdict";
import type { RunRecord } from "../runs/runs";

/** What a run, or one of its attempts, wants to write. */
export interface Proposal {
  readonly attempt: number;
  /** The target's file as the attempt proposes it, made from the file as the run saw it. */
  readonly text: string;
  /** Files beside the target's: tests made of what the person said. */
  readonly others: readonly FileEdit[];
  /** The same with the tests that are offered; undefined where none are. */
  readonly withTests: readonly FileEdit[] | undefined;
  readonly grade: Judgement["grade"] | undefined;
  readonly reason: string;
}

export const viewOf = (record: RunRecord): RunView => record.events.reduce(fold, emptyView);

/** The attempt with this number, or the one that the run proposes, or the first that can be applied so far. */
export function proposalOf(record: RunRecord, attempt: number | undefined): Result<Proposal, string> {
  const view = viewOf(record);
  const { finished } = view;
  const number =
    attempt ?? (finished?.edit === undefined ? undefined : finished.attempt) ?? firstGood(view)?.attempt;
  const found = view.attempts.find((a) => a.attempt === number);
  const place = `${record.names.join(", ")} in ${basename(record.file)}`;
  if (found?.candidate === undefined || number === undefined)
    return fail(
      attempt === undefined
        ? `The run for ${place} has no candidate to propose.`
        : `Attempt ${attempt} of the run for ${place} has no candidate.`,
    );
  const original = view.attempts.find((a) => a.attempt === found.candidate?.sameAs);
  const judgement = found.judgement ?? original?.judgement;
  const end = number === finished?.attempt ? finished : undefined;
  const beside = (withTests: boolean): readonly FileEdit[] =>
    end === undefined
      ? []
      : (chosenEdit(end, withTests).edit?.files.filter(({ file }) => file !== record.file) ?? []);
  return ok({
    attempt: number,
    text: found.candidate.text,
    others: beside(false),
    withTests: end?.tests === undefined ? undefined : beside(true),
    grade: judgement?.grade,
    reason: judgement?.reason ?? "It was not judged.",
  });
}
