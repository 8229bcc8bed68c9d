import { basename } from "node:path";
import * as vscode from "vscode";
import { applyChanges, type FileEdit } from "../../core/edit/edit";
import type { Engine, Judged } from "../../core/engine";
import { fail, ok, type Result } from "../../core/result";
import { buffersFor, hashOf, packageState } from "../host/buffers";
import { cancelled, withCancellableProgress } from "../host/with-progress";
import { problemMessage } from "../host/wording";
import type { RunQueue } from "../runs/queue";
import type { RunRecord } from "../runs/runs";
import { type Proposal, proposalOf } from "./proposal";
import { type ProposedFiles, proposedUri } from "./proposed-files";

/** A proposal that fits the files as they are now. */
export interface RebasedProposal {
  readonly attempt: number;
  /** The target's file first. */
  readonly files: readonly RebasedFile[];
  /** Set where it had to be judged again; undefined where nothing has changed since the run judged it. */
  readonly judged: Judged["judgement"] | undefined;
}

export interface RebasedFile {
  readonly uri: vscode.Uri;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface RebaseDeps {
  readonly queue: RunQueue;
  readonly engine: Pick<Engine, "judge">;
  readonly proposed: ProposedFiles;
}

/**
 * Fits a proposal to what is there now: as the run judged it where nothing has changed, else carried over and judged
 * again. A failure is a sentence for the person; nothing is written.
 */
export async function rebaseAndJudge(
  { queue, engine, proposed }: RebaseDeps,
  record: RunRecord,
  attempt: number | undefined,
  withTests: boolean,
): Promise<Result<RebasedProposal, string>> {
  const found = proposalOf(record, attempt);
  if (!found.ok) return found;
  const proposal = found.value;
  const basis = queue.basis(record.id);
  if (basis === undefined) return fail("This run is no longer in the history.");
  const uri = vscode.Uri.file(record.file);
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText();
  const beside = (withTests ? proposal.withTests : undefined) ?? proposal.others;
  const mine = (file: string) => proposed.edited(proposedUri(record.id, proposal.attempt, file));
  const others = await otherFiles(beside, mine);
  if (!others.ok) return others;
  const theirs = mine(record.file);
  const same = before === basis.base && sameState(await packageState(record), basis.seen);
  const rebased = (after: string, judged: RebasedProposal["judged"]): Result<RebasedProposal, string> =>
    ok({ attempt: proposal.attempt, files: [{ uri, before, after }, ...others.value], judged });
  const untouched = theirs === undefined && beside.every(({ file }) => mine(file) === undefined);
  if (untouched && same) return rebased(proposal.text, undefined);
  const again = await judgeAgain(
    engine,
    record,
    proposal,
    theirs ?? { text: proposal.text, base: basis.base },
    others.value,
  );
  return again.ok ? rebased(again.value.text, again.value.judgement) : again;
}

async function judgeAgain(
  engine: Pick<Engine, "judge">,
  { file, names, test }: RunRecord,
  { attempt }: Proposal,
  { text, base }: { readonly text: string; readonly base: string },
  others: readonly RebasedFile[],
): Promise<Result<Judged, string>> {
  const title = `Judging attempt ${attempt} of ${names.join(", ")} on the current ${basename(file)}`;
  const done = await withCancellableProgress(title, async (signal) => {
    const buffers = new Map(await buffersFor(file));
    for (const { uri, after } of others) buffers.set(uri.fsPath, after);
    const judged = await engine.judge({ file, names, test, buffers, base, proposed: text }, signal);
    return judged.ok ? judged : fail(problemMessage(judged.error));
  });
  return done ?? fail(cancelled);
}

/**
 * Files beside the target's have no declaration to carry over: they must be as they were. What the person made of one
 * in the diff is taken as they left it.
 */
async function otherFiles(
  edits: readonly FileEdit[],
  edited: (file: string) => { readonly text: string; readonly base: string } | undefined,
): Promise<Result<readonly RebasedFile[], string>> {
  const files: RebasedFile[] = [];
  for (const { file, hash, changes } of edits) {
    const uri = vscode.Uri.file(file);
    const there = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    const before = there ? (await vscode.workspace.openTextDocument(uri)).getText() : undefined;
    if ((before === undefined ? undefined : hashOf(before)) !== hash)
      return fail(
        `${file} has changed since the run began, so nothing was applied. Continue the run with Try more.`,
      );
    const theirs = edited(file);
    const after = theirs?.base === (before ?? "") ? theirs.text : applyChanges(before ?? "", changes);
    files.push({ uri, before, after });
  }
  return ok(files);
}

function sameState(now: Readonly<Record<string, string>>, then: Readonly<Record<string, string>>): boolean {
  const paths = new Set([...Object.keys(now), ...Object.keys(then)]);
  return [...paths].every((path) => now[path] === then[path]);
}
