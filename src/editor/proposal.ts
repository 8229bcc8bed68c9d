import { basename } from "node:path";
import type { FileEdit } from "../core/edit";
import { fail, ok, type Result } from "../core/result";
import type { Judgement } from "../core/verdict";
import { emptyView, fold, type RunView } from "../core/view";
import type { RunRecord } from "./runs";

/** What a run, or one of its attempts, wants to write. */
export interface Proposal {
  readonly attempt: number;
  /** The target's file as the attempt proposes it, made from the file as the run saw it. */
  readonly text: string;
  /** Files beside the target's: tests made of what the person said. */
  readonly others: readonly FileEdit[];
  readonly grade: Judgement["grade"] | undefined;
  readonly reason: string;
}

export const viewOf = (record: RunRecord): RunView => record.events.reduce(fold, emptyView);

/** The attempt with this number, or the one that the run proposes, or the first that passes so far. */
export function proposalOf(record: RunRecord, attempt: number | undefined): Result<Proposal, string> {
  const view = viewOf(record);
  const { finished } = view;
  const passing = view.attempts.find((a) => a.judgement?.grade === "passing");
  const number = attempt ?? (finished?.edit === undefined ? undefined : finished.attempt) ?? passing?.attempt;
  const found = view.attempts.find((a) => a.attempt === number);
  const place = `${record.names.join(", ")} in ${basename(record.file)}`;
  if (found?.candidate === undefined || number === undefined)
    return fail(
      `The run for ${place} has nothing to propose${attempt === undefined ? "" : ` in attempt ${attempt}`}.`,
    );
  const twin = view.attempts.find((a) => a.attempt === found.candidate?.sameAs);
  const judgement = found.judgement ?? twin?.judgement;
  const whole = number === finished?.attempt ? finished.edit : undefined;
  return ok({
    attempt: number,
    text: found.candidate.text,
    others: whole?.files.filter(({ file }) => file !== record.file) ?? [],
    grade: judgement?.grade,
    reason: judgement?.reason ?? "It was not judged.",
  });
}
