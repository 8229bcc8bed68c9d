import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TestsResult } from "../../../src/core/testgen/test-events";
import { eventually } from "../../support/eventually";
import type { FakeModel } from "../../support/fake-model";
import { configure, inWorkspace, lenses, onDisk, open, runsOf, scripted, until } from "../support";

const command = <T>(name: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stubwright.${name}`, ...args);

const exists = (uri: vscode.Uri): Promise<boolean> =>
  onDisk(uri).then(
    () => true,
    () => false,
  );

/** Accepts the first answer of whatever question comes, until the work is done. */
async function accepting<T>(work: Thenable<T>): Promise<T> {
  let done = false;
  const ended = Promise.resolve(work).finally(() => (done = true));
  await until(async () => {
    if (!done) await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return done || undefined;
  });
  return ended;
}

const diffs = (): readonly vscode.TabInputTextDiff[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap((tab) => (tab.input instanceof vscode.TabInputTextDiff ? [tab.input] : []));

describe("tests of a function", () => {
  const file = inWorkspace("shapes", "shapes.go");
  const tests = inWorkspace("shapes", "shapes_test.go");
  let model: FakeModel | undefined;
  before(async () => {
    await open(file);
    await runsOf();
  });
  after(async () => {
    await model?.close();
    await configure("server", undefined);
    if (await exists(tests)) await vscode.workspace.fs.delete(tests);
  });

  it("are offered over the one that no test calls", async () => {
    await open(file);
    assert.deepEqual(await lenses(file), ["func Area(width, height int) int { | Generate Go tests"]);
  });

  it("are quiet where they are switched off", async () => {
    await configure("codeLens.tests", false);
    try {
      await until(async () => ((await lenses(file)).length === 0 ? true : undefined));
    } finally {
      await configure("codeLens.tests", undefined);
    }
  });

  it("are written, a question is asked, and nothing is there before the person adds them", async () => {
    model = await scripted({
      answer: () => "```go\nArea(2, 3) == 6\nArea(-1, 3) == 0\nArea(3, -1) == 0\nArea(4, 4) == 8\n```",
    });
    const editor = await open(file, "width * height");
    assert.equal(editor.document.isDirty, false);
    const result = await accepting(command<TestsResult | { readonly refused: string }>("generateTests"));
    assert.ok("edit" in result, JSON.stringify(result));
    assert.equal(result.outcome, "found", result.reason);
    assert.deepEqual(
      result.cases.map((c) => c.text),
      ["Area(4, 4) == 16", "Area(2, 3) == 6", "Area(-1, 3) == 0", "Area(3, -1) == 0"],
    );
    assert.equal(await exists(tests), false);
    await eventually(() => assert.equal(diffs().at(-1)?.modified.fsPath, tests.fsPath));

    await command("addTests");
    assert.match(await onDisk(tests), /func TestArea\(t \*testing\.T\)/);
    await eventually(() => assert.equal(diffs().length, 0));
    await until(async () => ((await lenses(file)).length === 0 ? true : undefined));
  });

  it("are gone when they are discarded", async () => {
    await vscode.workspace.fs.delete(tests);
    await open(file, "width * height");
    await accepting(command("generateTests"));
    await eventually(() => assert.equal(diffs().length, 1));
    await command("discardTests");
    await eventually(() => assert.equal(diffs().length, 0));
    assert.equal(await exists(tests), false);
  });

  it("are asked whether they bite: what they do not notice stands where it is, until that is edited", async () => {
    const around = inWorkspace("shapes", "around_test.go");
    const editor = await open(around, "func TestAround(");
    await command("checkTests");
    const said = (uri: vscode.Uri): readonly string[] =>
      vscode.languages
        .getDiagnostics(uri)
        .filter((d) => d.source === "Stubwright")
        .map((d) => `${d.range.start.line + 1}: ${vscode.DiagnosticSeverity[d.severity]}: ${d.message}`);
    assert.deepEqual(said(around), [
      "11: Information: TestAroundRuns passes when Around returns zero values: it does not check the result of Around.",
    ]);
    const survivors = said(file);
    assert.ok(
      survivors.includes("14: Information: No test of Around kills this mutant: * to /."),
      survivors.join("\n"),
    );
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// Edited.\n"));
    await eventually(() => assert.deepEqual(said(around), []));
    assert.equal(said(file).length, survivors.length);
    await command("clearTestFindings");
    assert.deepEqual(said(file), []);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});
