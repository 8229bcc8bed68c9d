import * as vscode from "vscode";

/** What a step of the walkthrough asks for. */
export interface SampleRequest {
  /** Whether a run for the stub is to begin. */
  readonly generate?: boolean;
}

/** Opens the walkthrough's module, a copy of the person's own, with the cursor in its one stub. */
export async function openSample(
  extension: vscode.Uri,
  storage: vscode.Uri,
  { generate = false }: SampleRequest = {},
): Promise<void> {
  const folder = vscode.Uri.joinPath(storage, "sample");
  const { fs } = vscode.workspace;
  const there = await fs.stat(vscode.Uri.joinPath(folder, "go.mod")).then(
    () => true,
    () => false,
  );
  if (!there)
    await fs.copy(vscode.Uri.joinPath(extension, "media/walkthrough/sample"), folder, { overwrite: true });
  // Beside what is open, so that a person's own workspace stays as it is.
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "sample.go"));
  const at = document.positionAt(document.getText().indexOf("func CountVowels"));
  // Not as a preview: that would take the place of the walkthrough.
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preview: false });
  if (generate) await vscode.commands.executeCommand("stubwright.generate");
}
