import * as vscode from "vscode";
import type { Engine } from "../core/engine";
import { problemMessage } from "./host/wording";
import type { Runs } from "./runs/runs";

const never = "stubwright.gopls.neverOffer";

/** After a run that had to do without gopls, once a window: the version that fits the Go at hand. */
export function registerGoplsOffer(
  runs: Runs,
  engine: Pick<Engine, "gopls">,
  memory: vscode.Memento,
): vscode.Disposable {
  let offered = memory.get<boolean>(never) === true;
  return runs.onDidChange(async ({ state, events, file }) => {
    const without = (): boolean =>
      events.some((e) => e.type === "note" && e.message.startsWith("gopls was not found"));
    if (offered || state !== "finished" || !without()) return;
    offered = true;
    const found = await engine.gopls.state(file, AbortSignal.timeout(30_000));
    if (!found.ok || found.value.missing === undefined || found.value.fitting === undefined) return;
    const install = `Install gopls ${found.value.fitting}`;
    const picked = await vscode.window.showInformationMessage(
      "gopls was not found: candidates are judged without its first opinion, which costs time. It would be built with your Go into Stubwright's own folder.",
      install,
      "Never",
    );
    if (picked === install) await offerInstallGopls(engine);
    else if (picked === "Never") await memory.update(never, true);
  });
}

/** Builds the gopls that fits the Go at hand, with progress and cancel. */
export async function offerInstallGopls({ gopls }: Pick<Engine, "gopls">): Promise<boolean> {
  const file = vscode.window.activeTextEditor?.document.uri.fsPath ?? firstFolder();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Installing gopls",
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const over = new AbortController();
    const listener = token.onCancellationRequested(() => over.abort());
    try {
      const built = await gopls.install(file, (message) => progress.report({ message }), over.signal);
      if (built.ok) {
        void vscode.window.showInformationMessage("gopls is installed: the next run has its first opinion.");
        return true;
      }
      if (!over.signal.aborted) void vscode.window.showErrorMessage(problemMessage(built.error));
      return false;
    } finally {
      listener.dispose();
    }
  });
}

const firstFolder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd();
