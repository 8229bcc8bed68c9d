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
  const documents = createDocuments();
  const end = async (): Promise<void> => {
    waiting = undefined;
    documents.clear();
    await setWaiting(false);
    await closeDiffs();
  };
  return {
    get waiting() {
      return waiting;
    },
    async show(result, name) {
      const [file] = result.edit?.files ?? [];
      if (file === undefined) return;
      waiting = result;
      const [left, right] = await sidesOf(file);
      documents.put(left, right);
      await setWaiting(true);
      const title = `Tests for ${name}`;
      await vscode.commands.executeCommand("vscode.diff", left.uri, right.uri, title, { preview: true });
    },
    async add() {
      const edit = waiting?.edit;
      if (edit === undefined) return "There are no tests to add.";
      for (const file of edit.files) {
        const refused = await put(file);
        if (refused !== undefined) return refused;
      }
      await end();
      const [first] = edit.files;
      if (first !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(first.file));
      return undefined;
    },
    discard: end,
    dispose: () => documents.dispose(),
  };
}

/** The sides of the diff, as documents. */
function createDocuments() {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registered = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
  });
  return {
    put(...sides: readonly Side[]): void {
      for (const { uri, text } of sides) texts.set(uri.toString(), text);
      for (const { uri } of sides) changed.fire(uri);
    },
    clear: (): void => texts.clear(),
    dispose: (): void => vscode.Disposable.from(registered, changed).dispose(),
  };
}

interface Side {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** The file as it is, and with the tests in it. */
async function sidesOf(file: FileEdit): Promise<readonly [Side, Side]> {
  const before = file.hash === undefined ? "" : (await textOf(file)).getText();
  const of = (query: string): vscode.Uri => vscode.Uri.from({ scheme, path: file.file, query });
  return [
    { uri: of("before"), text: before },
    { uri: of("after"), text: applyChanges(before, file.changes) },
  ];
}

/** What the commands to add and to discard tests are shown by. */
const setWaiting = (waiting: boolean): Thenable<unknown> =>
  vscode.commands.executeCommand("setContext", "stubwright.testsWait", waiting);

async function closeDiffs(): Promise<void> {
  for (const tab of vscode.window.tabGroups.all.flatMap((g) => g.tabs)) {
    if (tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.scheme === scheme)
      await vscode.window.tabGroups.close(tab);
  }
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
      return `${file.file} has changed since then. Generate the tests again.`;
    for (const { start, text } of file.changes) edit.insert(uri, document.positionAt(start), text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return `VS Code could not write ${file.file}.`;
  if (setting("saveOnApply", uri)) await (await textOf(file)).save();
  return undefined;
}
