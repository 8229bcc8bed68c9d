import * as vscode from "vscode";

/** Opens the walkthrough's module, a copy of the person's own, with its one stub in sight. */
export async function openSample(extension: vscode.Uri, storage: vscode.Uri): Promise<void> {
  const folder = vscode.Uri.joinPath(storage, "sample");
  const { fs } = vscode.workspace;
  const there = await fs.stat(vscode.Uri.joinPath(folder, "go.mod")).then(
    () => true,
    () => false,
  );
  if (!there)
    await fs.copy(vscode.Uri.joinPath(extension, "media/walkthrough/sample"), folder, { overwrite: true });
  // Beside what is open, so that a person's own workspace stays as it is.
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, "sample.go"));
}
