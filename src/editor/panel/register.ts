import * as vscode from "vscode";
import type { Runs } from "../runs/runs";
import { registerCandidateDocuments } from "./candidate-documents";
import { createRunPanel } from "./run-panel";
import { registerRunsView } from "./runs-view";

/** Everything that shows runs: the panel, the list, candidates as documents, and their commands. */
export function registerRunFaces(extensionUri: vscode.Uri, runs: Runs): vscode.Disposable {
  const panel = createRunPanel(extensionUri, runs);
  const isLive = (id: string | undefined): boolean =>
    runs.records.some((record) => record.id === id && record.state !== "finished");
  const command = (name: string, run: (id: string | undefined) => void): vscode.Disposable =>
    vscode.commands.registerCommand(name, (of?: string | { readonly id: string }) =>
      run(typeof of === "string" ? of : of?.id),
    );
  return vscode.Disposable.from(
    panel,
    registerCandidateDocuments(runs),
    registerRunsView(runs),
    // A run that begins is shown, unless another one is being watched.
    runs.onDidChange(({ id, state, events }) => {
      if (state !== "finished" && events.length === 0 && id !== panel.shown && !isLive(panel.shown))
        panel.show(id);
    }),
    command("stubwright.showRun", (id) => {
      const shown = id ?? runs.records[0]?.id;
      if (shown !== undefined) panel.show(shown, { focus: true });
    }),
    command("stubwright.cancelRun", (id) => {
      const live = id ?? runs.records.find((record) => record.state === "running")?.id;
      if (live !== undefined) runs.cancel(live);
    }),
    command("stubwright.clearRuns", () => runs.clear()),
  );
}
