import * as vscode from "vscode";
import { applyChanges, type FileEdit } from "../../core/edit/edit";
import type { TestsResult } from "../../core/testgen/test-events";
import { hashOf } from "../host/buffers";
import { setting } from "../host/settings";

const scheme = "stubwright-tests";

/** Tests that wait for the person's word. */
export interface Proposals extends vscode.Disposable {
  /** Shows them beside what is there. */
  show(result: TestsResult, name: string): Promise<void>;
  /** Puts them into the workspace; why not, where that cannot be. */
  add(): Promise<string | undefined>;
  discard(): Promise<void>;
  readonly waiting: TestsResult | undefined;
}

/** One proposal waits at a time: a new one takes the place of the one before. */
export function createProposals(): Proposals {
  let waiting: TestsResult | undefined;
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
  };
  const registered = vscode.workspace.registerTextDocumentContentProvider(scheme, provider);
  const end = async (): Promise<void> => {
    waiting = undefined;
    texts.clear();
    await vscode.commands.executeCommand("setContext", "stubwright.testsWait", false);
    for (const tab of vscode.window.tabGroups.all.flatMap((g) => g.tabs)) {
      if (tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.scheme === scheme)
        await vscode.window.tabGroups.close(tab);
    }
  };
  return {
    get waiting() {
      return waiting;
    },
    async show(result, name) {
      const [file] = result.edit?.files ?? [];
      if (file === undefined) return;
      waiting = result;
      const before = file.hash === undefined ? "" : (await textOf(file)).getText();
      const of = (side: string): vscode.Uri => vscode.Uri.from({ scheme, path: file.file, query: side });
      const [left, right] = [of("before"), of("after")];
      texts.set(left.toString(), before).set(right.toString(), applyChanges(before, file.changes));
      changed.fire(left);
      changed.fire(right);
      await vscode.commands.executeCommand("setContext", "stubwright.testsWait", true);
      await vscode.commands.executeCommand("vscode.diff", left, right, `Tests of ${name}`, { preview: true });
    },
    async add() {
      const edit = waiting?.edit;
      if (edit === undefined) return "There are no tests to add.";
      for (const file of edit.files) {
        const trouble = await put(file);
        if (trouble !== undefined) return trouble;
      }
      await end();
      const [first] = edit.files;
      if (first !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(first.file));
      return undefined;
    },
    discard: end,
    dispose() {
      registered.dispose();
      changed.dispose();
    },
  };
}

const textOf = (file: FileEdit): Thenable<vscode.TextDocument> =>
  vscode.workspace.openTextDocument(vscode.Uri.file(file.file));

async function put(file: FileEdit): Promise<string | undefined> {
  const uri = vscode.Uri.file(file.file);
  const edit = new vscode.WorkspaceEdit();
  if (file.hash === undefined) {
    const contents = new TextEncoder().encode(applyChanges("", file.changes));
    edit.createFile(uri, { contents, overwrite: false, ignoreIfExists: false });
  } else {
    const document = await textOf(file);
    if (hashOf(document.getText()) !== file.hash)
      return `${file.file} has changed since; generate the tests again.`;
    for (const { start, text } of file.changes) edit.insert(uri, document.positionAt(start), text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return `${file.file} could not be written.`;
  if (setting("saveOnApply", uri)) await (await textOf(file)).save();
  return undefined;
}
