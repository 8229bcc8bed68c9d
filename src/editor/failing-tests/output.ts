import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import { stackScheme } from "./diagnostics";

const language = "go-test-output";

/** What `go test` prints, as it comes. */
export interface TestOutput extends vscode.Disposable {
  /** Begins anew for a run in this folder. */
  begin(dir: string, heading: string): void;
  append(text: string): void;
  /** The focus stays where it is. */
  show(): void;
}

/** A document in the output panel, coloured by its grammar; places in it are links. It is made by the first run. */
export function createTestOutput(): TestOutput {
  let channel: vscode.OutputChannel | undefined;
  let folder = "";
  const open = (): vscode.OutputChannel => {
    channel ??= vscode.window.createOutputChannel("Go Tests (Stubwright)", language);
    return channel;
  };
  const links = vscode.languages.registerDocumentLinkProvider([{ language }, { scheme: stackScheme }], {
    provideDocumentLinks: (document) => linksIn(document, folder),
  });
  return {
    begin(dir, heading) {
      folder = dir;
      open().replace(`${heading}\n`);
    },
    append: (text) => open().append(text),
    show: () => open().show(true),
    dispose() {
      links.dispose();
      channel?.dispose();
    },
  };
}

/** Every `file.go:12` or `file.go:12:3`; one without a folder is of the package that was run. */
function linksIn(document: vscode.TextDocument, dir: string): vscode.DocumentLink[] {
  return [...document.getText().matchAll(place)].flatMap((match) => {
    const [text, path = "", line = "", column = "1"] = match;
    const file = isAbsolute(path) ? path : join(dir, path);
    const start = document.positionAt(match.index);
    const target = vscode.Uri.file(file).with({ fragment: `L${line},${column}` });
    return [new vscode.DocumentLink(new vscode.Range(start, start.translate(0, text.length)), target)];
  });
}

const place = /(?<![^\s:"'()[\]])((?:[A-Za-z]:)?[^\s:"'()[\]]+\.go):(\d+)(?::(\d+))?/g;
