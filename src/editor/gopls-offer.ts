import * as vscode from "vscode";
import type { Engine } from "./engine";

/** Builds the gopls that fits the Go at hand, with progress and cancel. */
export async function installGopls({ gopls }: Pick<Engine, "gopls">): Promise<boolean> {
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
      if (built.ok) return true;
      if (!over.signal.aborted)
        void vscode.window.showErrorMessage(`${built.error.message} ${built.error.next}`);
      return false;
    } finally {
      listener.dispose();
    }
  });
}

const firstFolder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd();
