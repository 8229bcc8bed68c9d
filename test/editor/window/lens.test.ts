import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually } from "../../support/eventually";
import { configure, inWorkspace, lenses, open, runsOf, until } from "../support";

describe("the lens", () => {
  const file = inWorkspace("calc", "calc.go");

  it("stands over each stub, and over nothing else", async () => {
    await open(file);
    await runsOf();
    assert.deepEqual(await lenses(file), [
      "func Sum(numbers []int) int { | Generate Go implementation",
      "func Largest(numbers []int) (int, bool) { | Generate Go implementation",
    ]);
  });

  it("goes when the body is written and comes back when it is emptied", async () => {
    const editor = await open(file);
    const stub = 'panic("not implemented")';
    const at = editor.document.getText().indexOf(stub);
    const range = new vscode.Range(
      editor.document.positionAt(at),
      editor.document.positionAt(at + stub.length),
    );
    await editor.edit((edit) => edit.replace(range, "return len(numbers)"));
    assert.deepEqual(await lenses(file), [
      "func Largest(numbers []int) (int, bool) { | Generate Go implementation",
    ]);
    await vscode.commands.executeCommand("undo");
    await eventually(async () => assert.equal((await lenses(file)).length, 2));
  });

  it("is quiet where it is switched off", async () => {
    await configure("codeLens.enabled", false);
    try {
      await until(async () => ((await lenses(file)).length === 0 ? true : undefined));
    } finally {
      await configure("codeLens.enabled", undefined);
    }
    await eventually(async () => assert.equal((await lenses(file)).length, 2));
  });

  it("is quiet in tests", async () => {
    assert.deepEqual(await lenses(inWorkspace("calc", "calc_test.go")), []);
  });
});
