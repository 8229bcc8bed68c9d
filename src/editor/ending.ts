import * as vscode from "vscode";
import type { Edit } from "../core/edit";
import { emptyView, fold, type RunView } from "../core/view";
import { hashOf } from "./buffers";
import type { Ending } from "./create-runs";
import type { RunQueue } from "./run-queue";
import type { RunRecord } from "./runs";

const viewOf = (record: RunRecord): RunView => record.events.reduce(fold, emptyView);

export function createEnding(queue: RunQueue): Ending {
  return {
    async review() {},
    async apply(record, attempt) {
      const edit = editOf(record, attempt);
      if (edit !== undefined && (await applyEdit(edit))) queue.mark(record.id, { applied: true });
    },
    async answer() {},
  };
}

function editOf(record: RunRecord, attempt: number | undefined): Edit | undefined {
  const view = viewOf(record);
  const number = attempt ?? view.finished?.attempt;
  return view.attempts.find((a) => a.attempt === number)?.candidate?.edit;
}

async function applyEdit(edit: Edit): Promise<boolean> {
  const workspaceEdit = new vscode.WorkspaceEdit();
  for (const { file, hash, changes } of edit.files) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    if (hashOf(document.getText()) !== hash) return false;
    for (const { start, end, text } of changes) {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      workspaceEdit.replace(document.uri, range, text);
    }
  }
  return vscode.workspace.applyEdit(workspaceEdit);
}
