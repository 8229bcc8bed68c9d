import assert from "node:assert/strict";
import * as vscode from "vscode";

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
