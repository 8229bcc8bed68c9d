import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { emptyView, fold, type RunView } from "../../src/core/events/view";
import type { RunRecord, Runs } from "../../src/editor/runs/runs";
import { type FakeModel, type FakeOptions, startFakeModel } from "../support/fake-model";

export const workspace = (): string => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return folder.uri.fsPath;
};

export const inWorkspace = (...path: string[]): vscode.Uri => vscode.Uri.file(join(workspace(), ...path));

export async function runsOf(): Promise<Runs> {
  const extension = vscode.extensions.getExtension<{ readonly runs: Runs }>("stubwright.stubwright");
  assert.ok(extension);
  return (await extension.activate()).runs;
}

export const viewOf = (run: RunRecord): RunView => run.events.reduce(fold, emptyView);

/** Waits until something holds; the test's own time-out is the limit. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** The run, once it has ended. */
export function ended(runs: Runs, id: string): Promise<RunRecord> {
  return until(() => runs.records.find((run) => run.id === id && run.state === "finished"));
}

/** The record as it is now. */
export function now(runs: Runs, id: string): RunRecord {
  const found = runs.records.find((run) => run.id === id);
  assert.ok(found);
  return found;
}

/** A model that says what the test wants, named in the settings until it is closed. */
export async function scripted(options: FakeOptions): Promise<FakeModel> {
  const model = await startFakeModel(options);
  await configure("server", model.url);
  return model;
}

export async function configure(name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration("stubwright");
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
}

/** Opens the file with the cursor, or a selection, around texts of it. */
export async function open(uri: vscode.Uri, from?: string, to = from): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uri);
  if (from === undefined || to === undefined) return editor;
  const text = editor.document.getText();
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  assert.ok(start >= 0 && end >= 0, `${from} or ${to} is not in ${uri.fsPath}`);
  editor.selection = new vscode.Selection(
    editor.document.positionAt(start),
    editor.document.positionAt(from === to ? start : end + to.length),
  );
  return editor;
}

/** The lenses of a document, by the line they stand over. */
export async function lenses(uri: vscode.Uri): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
    50,
  );
  return found
    .filter((lens) => lens.command?.command.startsWith("stubwright.") ?? true)
    .map((lens) => `${document.lineAt(lens.range.start.line).text} | ${lens.command?.title}`);
}

export async function onDisk(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Types over a text of a document, and does not save. */
export async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${from} is not in ${document.uri}`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  edit.replace(document.uri, range, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** The file as it was, in the editor and on the disk. */
export async function restore(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

/** What is said to the person meanwhile: the texts of its messages. */
export async function messages(work: () => Promise<unknown>): Promise<string> {
  const said: string[] = [];
  const kinds = ["showInformationMessage", "showWarningMessage", "showErrorMessage"] as const;
  const real = kinds.map((kind) => vscode.window[kind]);
  for (const kind of kinds)
    Object.assign(vscode.window, { [kind]: async (message: string) => void said.push(message) });
  try {
    await work();
  } finally {
    kinds.forEach((kind, i) => {
      Object.assign(vscode.window, { [kind]: real[i] });
    });
  }
  return said.join("\n");
}
