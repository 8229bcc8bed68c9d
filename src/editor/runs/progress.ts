import * as vscode from "vscode";
import type { RunRecord, Runs } from "./runs";

/** A line of the editor's own while a run is at work: attempts so far, of how many. */
export function registerRunProgress(runs: Runs): vscode.Disposable {
  const shown = new Set<string>();
  return runs.onDidChange(({ id, names, state }) => {
    if (state !== "running" || shown.has(id)) return;
    shown.add(id);
    const options = { location: vscode.ProgressLocation.Window, title: `Stubwright: ${names.join(", ")}` };
    void vscode.window.withProgress(options, async (progress) => {
      await new Promise<void>((ended) => {
        const listeners = [
          runs.onEvents((spoke) => {
            const run = runs.records.find((record) => record.id === id);
            if (spoke.id === id && run !== undefined) progress.report({ message: messageOf(run) });
          }),
          runs.onDidChange((run) => {
            if (run.id !== id || run.state !== "finished") return;
            for (const listener of listeners) listener.dispose();
            ended();
          }),
        ];
      });
      shown.delete(id);
    });
  });
}

function messageOf({ events }: RunRecord): string {
  const started = events.findLast((event) => event.type === "started");
  const last = events.findLast((event) => event.type === "attempt");
  if (last?.type !== "attempt") return "running baseline tests";
  return `attempt ${last.attempt}${started?.type === "started" ? ` of ${started.budget}` : ""}`;
}
