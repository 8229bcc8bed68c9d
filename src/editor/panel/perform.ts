import * as vscode from "vscode";
import type { Act } from "../../core/events/panel-messages";
import type { RunRecord, Runs } from "../runs/runs";
import { openCandidate } from "./candidate-documents";

/** Does what was clicked in the panel. `column` is where code is read. */
export function perform(act: Act, record: RunRecord, runs: Runs, column: vscode.ViewColumn): void {
  const { id } = record;
  switch (act.type) {
    case "cancel":
      runs.cancel(id);
      break;
    case "discard":
      runs.discard(id);
      break;
    case "more":
      runs.more(id, act.hint);
      break;
    case "review":
      showFailure(inColumn(column).then(() => runs.review(id, act.attempt)));
      break;
    case "apply":
      showFailure(runs.apply(id, act.attempt, act.withTests));
      break;
    case "answer":
      showFailure(runs.answer(id, act.answer));
      break;
    case "open-target":
      showFailure(vscode.window.showTextDocument(vscode.Uri.file(record.file), { viewColumn: column }));
      break;
    case "open-candidate":
      showFailure(openCandidate(record, act, column));
      break;
    default:
      act satisfies never;
  }
}

/** A diff opens where the focus is; it must not cover the panel that asked for it. */
const inColumn = (column: vscode.ViewColumn): Thenable<unknown> =>
  vscode.commands.executeCommand(
    column === vscode.ViewColumn.One
      ? "workbench.action.focusFirstEditorGroup"
      : "workbench.action.focusSecondEditorGroup",
  );

/** What the person asked for and did not get is said to them. */
function showFailure(work: Thenable<unknown>): void {
  work.then(undefined, (error: Error) => vscode.window.showErrorMessage(`Stubwright: ${error.message}`));
}
