import assert from "node:assert/strict";
import * as vscode from "vscode";
import { ended, inWorkspace, lenses, runsOf, until } from "../support";

describe("the extension", () => {
  it("is active once a Go file is open", async () => {
    const extension = vscode.extensions.getExtension("stubwright.stubwright");
    assert.ok(extension);
    const [file] = await vscode.workspace.findFiles("**/calc.go");
    assert.ok(file);
    await vscode.window.showTextDocument(file);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});

/** The document of the active editor, once that is it. */
const shown = (name: string): Promise<vscode.TextDocument> =>
  until(() => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.fileName.endsWith(name) ? document : undefined;
  });

describe("what package.json promises", () => {
  it("every command is there", async () => {
    await runsOf();
    const { packageJSON } = vscode.extensions.getExtension("stubwright.stubwright") ?? {};
    const promised = (packageJSON.contributes.commands as { command: string }[]).map((c) => c.command);
    const there = new Set(await vscode.commands.getCommands(true));
    assert.ok(promised.length > 5);
    assert.deepEqual(
      promised.filter((name) => !there.has(name)),
      [],
    );
  });

  it("the walkthrough's sample opens with its stub", async () => {
    await vscode.commands.executeCommand("stubwright.openWalkthroughSample");
    const document = await shown("sample.go");
    assert.deepEqual(await lenses(document.uri), [
      "func CountVowels(s string) int { | Generate Go implementation",
    ]);
  });

  it("a run's log is a document in its own language", async () => {
    const runs = await runsOf();
    const { id } = runs.start({ file: inWorkspace("calc", "none.go").fsPath, names: ["None"] });
    await ended(runs, id);
    await vscode.commands.executeCommand("stubwright.openRunLog", id);
    const document = await shown(`${id}.stubwright-log`);
    assert.equal(document.languageId, "stubwright-log");
    assert.match(document.getText(), /None in .*none\.go\n.*\n.*Broken: /);
  });
});
