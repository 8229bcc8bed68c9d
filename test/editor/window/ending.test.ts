import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Runs } from "../../../src/editor/runs/runs";
import type { FakeModel } from "../../support/fake-model";
import {
  configure,
  ended,
  inWorkspace,
  messages,
  now,
  onDisk,
  open,
  replace,
  restore,
  runsOf,
  scripted,
  until,
  viewOf,
} from "../support";

const body = "\ttotal := 0\n\tfor _, n := range numbers {\n\t\ttotal += n\n\t}\n\treturn total\n";
const sum = `func Sum(numbers []int) int {\n${body}}\n`;

describe("the end of a run", () => {
  const file = inWorkspace("calc", "calc.go");
  const tests = inWorkspace("calc", "calc_test.go");
  let runs: Runs;
  let model: FakeModel;
  let original: string;
  let testsBefore: string;
  let document: vscode.TextDocument;

  /** A run for Sum that ended with a passing candidate. */
  const finished = async (): Promise<string> => {
    const { id } = runs.start({ file: file.fsPath, names: ["Sum"] });
    const view = viewOf(await ended(runs, id));
    assert.equal(view.finished?.outcome, "passing", view.finished?.reason);
    return id;
  };

  before(async () => {
    runs = await runsOf();
    model = await scripted({ answer: () => sum });
    await configure("budget", 1);
    testsBefore = await onDisk(tests);
  });
  after(async () => {
    await model.close();
    await configure("server", undefined);
    await configure("budget", undefined);
  });
  beforeEach(async () => {
    ({ document } = await open(file));
    original = document.getText();
  });
  afterEach(async () => {
    await restore(file, original);
    await restore(tests, testsBefore);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("applies as one undo step, changes nothing else and leaves the file unsaved", async () => {
    const id = await finished();
    const editor = await open(file, "func Half");
    const line = editor.selection.active.line;
    await runs.apply(id, undefined);
    assert.equal(document.getText(), original.replace('\tpanic("not implemented")\n', body));
    assert.equal(document.isDirty, true);
    assert.equal(await onDisk(file), original);
    assert.equal(now(runs, id).applied, true);
    assert.equal(editor.selection.active.line, line + 4, "the cursor stays where it was in the text");
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), original);
  });

  it("saves where the person wants that", async () => {
    const id = await finished();
    await configure("saveOnApply", true);
    try {
      await runs.apply(id, undefined);
      assert.equal(document.isDirty, false);
      assert.equal(await onDisk(file), document.getText());
    } finally {
      await configure("saveOnApply", undefined);
    }
  });

  it("carries a proposal over to what the person wrote elsewhere in the file", async () => {
    const id = await finished();
    await replace(document, "return n / 2", "return n >> 1 // shifted");
    await replace(document, "package calc\n", "package calc\n\n// More is more.\nconst More = 1\n");
    const edited = document.getText();
    await runs.apply(id, undefined);
    // Half(7) is 3 either way, so every test still passes.
    assert.equal(document.getText(), edited.replace('\tpanic("not implemented")\n', body));
  });

  it("judges again when a test has changed, and applies nothing that fails now", async () => {
    const id = await finished();
    await replace(await vscode.workspace.openTextDocument(tests), "[]int{1, 2, 3}, 6", "[]int{1, 2, 3}, 7");
    const said = await messages(() => runs.apply(id, undefined));
    assert.match(said, /does not pass on the current files.*Sum\(\[1 2 3\]\) = 6, want 7/s);
    assert.equal(document.getText(), original);
    assert.equal(now(runs, id).applied, false);
  });

  it("overwrites nothing that was written by hand", async () => {
    const id = await finished();
    await replace(document, 'panic("not implemented")', "return len(numbers)");
    const edited = document.getText();
    const said = await messages(() => runs.apply(id, undefined));
    assert.match(said, /Sum in .*calc\.go changed after the run began, so Stubwright overwrote nothing/);
    assert.equal(document.getText(), edited);
  });

  it("shows the diff, and judges again what the person makes of its proposed side", async () => {
    const id = await finished();
    await runs.review(id, undefined);
    const tab = await until(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff ? input : undefined;
    });
    assert.equal(tab.original.fsPath, file.fsPath);
    const proposed = await vscode.workspace.openTextDocument(tab.modified);
    assert.ok(proposed.getText().includes(body));
    await replace(proposed, "total += n", "total -= -n");
    await runs.apply(id, undefined);
    assert.ok(document.getText().includes("total -= -n"));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    await replace(proposed, "total -= -n", "total -= n");
    assert.match(await messages(() => runs.apply(id, undefined)), /does not pass/);
    assert.equal(document.getText(), original);
  });

  it("counts what is in the editor and not saved", async () => {
    await replace(
      document,
      "// Half is",
      '// Double is twice n.\nfunc Double(n int) int {\n\tpanic("todo")\n}\n\n// Half is',
    );
    await model.close();
    model = await scripted({ answer: () => "func Double(n int) int {\n\treturn 2 * n\n}\n" });
    const { id } = runs.start({ file: file.fsPath, names: ["Double"] });
    const view = viewOf(await ended(runs, id));
    assert.equal(view.finished?.outcome, "suggested", view.finished?.reason);
    await runs.apply(id, undefined);
    assert.ok(document.getText().includes("return 2 * n"));
    assert.equal(await onDisk(file), original);
  });

  describe("where no test decides", function () {
    this.timeout(300_000);
    const double = "func Double(n int) int {\n\treturn 2 * n\n}\n";
    const cases = "Double(2) == 4\nDouble(3) == 6\nDouble(5) == 11\n";
    const opened = (uri: vscode.Uri) => vscode.workspace.openTextDocument(uri);

    /** A run for a stub that has no tests, its model scripted: bodies, and cases where it is asked for calls. */
    const suggested = async (): Promise<string> => {
      await replace(
        document,
        "// Half is",
        '// Double is twice n.\nfunc Double(n int) int {\n\tpanic("todo")\n}\n\n// Half is',
      );
      await model.close();
      model = await scripted({ answer: (prompt) => (prompt.includes("different calls") ? cases : double) });
      await configure("budget", 12);
      const { id } = runs.start({ file: file.fsPath, names: ["Double"] });
      const { finished } = viewOf(await ended(runs, id));
      assert.equal(finished?.outcome, "suggested", finished?.reason);
      assert.deepEqual(
        finished.tests?.cases.map((c) => `${c.origin} ${c.text}`),
        ["model Double(2) == 4", "model Double(3) == 6"],
      );
      return id;
    };
    after(() => configure("budget", 1));

    it("applies the body alone unless the tests are asked for, then both", async () => {
      const id = await suggested();
      const stub = document.getText();
      await runs.apply(id, undefined);
      assert.ok(document.getText().includes("return 2 * n"));
      assert.equal((await opened(tests)).getText(), testsBefore);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), stub);
      await runs.apply(id, undefined, true);
      assert.ok(document.getText().includes("return 2 * n"));
      const after = (await opened(tests)).getText();
      assert.ok(after.startsWith(testsBefore.trimEnd()), "nothing that was there is touched");
      assert.match(after, /func TestDouble\(t \*testing\.T\)[\s\S]*nobody has confirmed it[\s\S]*2, 4/);
      assert.equal(await onDisk(tests), testsBefore);
    });

    it("takes a value of the person's own for an answer, and goes on by it as their test", async () => {
      await replace(
        document,
        "// Half is",
        '// Double is twice n.\nfunc Double(n int) int {\n\tpanic("todo")\n}\n\n// Half is',
      );
      await model.close();
      const other = double.replace("2 * n", "n + 2");
      model = await scripted({ answer: (_, call) => (call % 2 === 1 ? double : other) });
      await configure("budget", 4);
      const { id } = runs.start({ file: file.fsPath, names: ["Double"] });
      const { question, finished } = viewOf(await ended(runs, id));
      assert.equal(finished?.outcome, "suggested", finished?.reason);
      assert.match(question?.call ?? "", /^Double\(/);
      const { showInputBox } = vscode.window;
      Object.assign(vscode.window, { showInputBox: async () => "100" });
      await runs.answer(id, undefined);
      Object.assign(vscode.window, { showInputBox });
      const went = await until(() => {
        const record = now(runs, id);
        const view = viewOf(record);
        return record.state === "finished" && view.finished?.outcome !== "suggested" ? view : undefined;
      });
      assert.equal(now(runs, id).answered, -1);
      assert.deepEqual(
        went.baseline?.baseline.targetTests.map((t) => t.name),
        ["TestDouble"],
      );
      assert.equal(went.finished?.outcome, "exhausted", went.finished?.reason);
      assert.match(went.finished?.reason ?? "", /want 100/);
    });

    it("takes the tests as the person left them in the review", async () => {
      const id = await suggested();
      await runs.review(id, undefined);
      const proposed = await until(() =>
        vscode.workspace.textDocuments.find(
          (d) => d.uri.scheme === "stubwright-proposal" && d.uri.path.endsWith("calc_test.go"),
        ),
      );
      await replace(proposed, "expects; nobody has confirmed it", "expects, and so do I");
      await runs.apply(id, undefined, true);
      assert.match((await opened(tests)).getText(), /expects, and so do I/);
    });
  });
});
