import assert from "node:assert/strict";
import { basename } from "node:path";
import * as vscode from "vscode";
import type { Fixing } from "../../../src/editor/failing-tests/fix";
import type { Runs } from "../../../src/editor/runs/runs";
import { eventually } from "../../support/eventually";
import type { FakeModel } from "../../support/fake-model";
import {
  configure,
  ended,
  inWorkspace,
  messages,
  onDisk,
  open,
  replace,
  restore,
  runsOf,
  scripted,
  viewOf,
} from "../support";

const command = <T>(name: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stubwright.${name}`, ...args);

const here = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter((d) => d.source === "Stubwright" && d.severity === vscode.DiagnosticSeverity.Error);

const said = (uri: vscode.Uri): readonly string[] =>
  here(uri).map((d) => `${d.range.start.line + 1}: ${d.message.split("\n")[0]}`);

const beside = (d: vscode.Diagnostic | undefined): readonly string[] =>
  d?.relatedInformation?.map(
    (r) => `${basename(r.location.uri.path)}:${r.location.range.start.line + 1} ${r.message}`,
  ) ?? [];

/** Titles of what the lightbulb offers there. */
async function offered(uri: vscode.Uri, line: number): Promise<readonly string[]> {
  const at = new vscode.Range(line - 1, 0, line - 1, 200);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    at,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.map((a) => a.title).filter((title) => title.startsWith("Stubwright"));
}

/** Chooses the item with this label of the next list; its lines are given back. */
async function choosing(
  label: string,
  work: () => Thenable<unknown>,
): Promise<{ readonly lines: readonly string[] }> {
  const { showQuickPick } = vscode.window;
  const lines: string[] = [];
  const pick = async (items: readonly vscode.QuickPickItem[]): Promise<vscode.QuickPickItem | undefined> => {
    lines.push(...items.map((i) => `${i.label} ${i.description}: ${i.detail}`));
    return items.find((i) => i.label === label);
  };
  Object.assign(vscode.window, { showQuickPick: pick });
  try {
    await work();
  } finally {
    Object.assign(vscode.window, { showQuickPick });
  }
  return { lines };
}

describe("a failing test", function () {
  this.timeout(300_000);
  const rates = inWorkspace("rates", "rates.go");
  const ratesTest = inWorkspace("rates", "rates_test.go");
  const band =
    "func Band(kilos int) int {\n\tswitch {\n\tcase kilos <= 5:\n\t\treturn 0\n\tcase kilos <= 20:\n\t\treturn 1\n\t}\n\treturn 2\n}\n";
  let runs: Runs;
  let model: FakeModel | undefined;
  before(async () => {
    await open(ratesTest);
    runs = await runsOf();
  });
  afterEach(async () => {
    await model?.close();
    model = undefined;
    await configure("server", undefined);
    await command("clearFailures");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("stands at its case, the assertion beside it, until it passes", async () => {
    await open(ratesTest, "func TestPrice");
    await command("runTests");
    assert.deepEqual(said(ratesTest), ["12: Price(5) = 7, want 3"]);
    assert.deepEqual(beside(here(ratesTest)[0]), ["rates_test.go:18 asserted here"]);
    assert.equal(here(ratesTest)[0]?.code, "TestPrice/on_the_edge");

    await open(ratesTest, "func TestBand");
    await command("runTests");
    assert.equal(here(ratesTest).length, 1, "another test's run leaves it");

    const { document } = await open(rates);
    await replace(document, "kilos < 5", "kilos <= 5");
    await open(ratesTest);
    await command("runTestsOfFile");
    assert.deepEqual(said(ratesTest), [], "what is not saved counts");
    await restore(rates, document.getText().replace("kilos <= 5", "kilos < 5"));
  });

  it("moves with its line, and goes when that is edited, or on command", async () => {
    const { document } = await open(ratesTest);
    const before = document.getText();
    await command("runTestsOfPackage");
    assert.deepEqual(said(ratesTest), ["12: Price(5) = 7, want 3"]);
    await replace(document, "package rates\n", "package rates\n\n// More.\n");
    assert.deepEqual(said(ratesTest), ["14: Price(5) = 7, want 3"]);
    await replace(document, '"on the edge", 5', '"on the edge", 6');
    assert.deepEqual(said(ratesTest), []);
    await restore(ratesTest, before);
    await command("runTestsOfPackage");
    assert.equal(said(ratesTest).length, 1);
    await command("clearFailures");
    assert.deepEqual(said(ratesTest), []);
  });

  it("is offered a fix at its failure and at its heading, without a run before", async () => {
    await open(ratesTest);
    assert.deepEqual(await offered(ratesTest, 5), ["Stubwright: make TestPrice pass"]);
    assert.deepEqual(await offered(ratesTest, 3), []);
    await command("runTestsOfPackage");
    assert.deepEqual(await offered(ratesTest, 12), ["Stubwright: make TestPrice pass"]);
    assert.deepEqual(await offered(rates, 6), []);
  });

  it("is made to pass: a choice of functions with reasons, the body that is there first, one edit", async () => {
    model = await scripted({ answer: () => band });
    await configure("budget", 2);
    const before = await onDisk(rates);
    await open(ratesTest, "func TestPrice");
    let fixing: Fixing | undefined;
    const { lines } = await choosing("Band", async () => {
      fixing = await command<Fixing>("fixTest");
    });
    assert.match(lines[0] ?? "", /^Band rates\.go:5: a mutant of it passes the test: .*/);
    assert.equal(lines.length, 2, lines.join("\n"));
    assert.ok(fixing !== undefined && "run" in fixing, JSON.stringify(fixing));
    const { id } = fixing.run;
    const view = viewOf(await ended(runs, id));
    assert.equal(view.fault?.test, "TestPrice");
    assert.equal(view.attempts[0]?.form, "present");
    assert.match(view.finished?.outcome ?? "", /^(?:passing|verified)$/, view.finished?.reason);
    assert.equal(await onDisk(rates), before);

    await runs.apply(id, undefined);
    const document = await vscode.workspace.openTextDocument(rates);
    assert.match(document.getText(), /kilos <= 5/);
    await configure("budget", undefined);
    await command("runTestsOfPackage");
    await restore(rates, before);
  });

  it("is an item of the Testing view, whoever made it", async () => {
    const controller = vscode.tests.createTestController("go", "Go");
    try {
      const item = controller.createTestItem(`${ratesTest}?test#TestBand`, "TestBand", ratesTest);
      const refused = await command<Fixing>("fixTest", item);
      assert.deepEqual(refused, { refused: "TestBand passes, so there is nothing to fix." });
    } finally {
      controller.dispose();
    }
  });

  it("that panics stands at the frame in the module, and goes straight to the one function", async () => {
    const stock = inWorkspace("stock", "stock.go");
    model = await scripted({
      answer: () =>
        "func (s *Shelf) Put(thing string) int {\n\tif s.counts == nil {\n\t\ts.counts = make(map[string]int)\n\t}\n\ts.counts[thing]++\n\treturn s.counts[thing]\n}\n",
    });
    await configure("budget", 1);
    const { document } = await open(stock);
    await command("runTestsOfPackage");
    assert.deepEqual(said(stock), [
      "11: panic: assignment to entry in nil map (called from stock_test.go:7)",
    ]);
    const fixing = await command<Fixing>("fixTest", { dir: inWorkspace("stock").fsPath, name: "TestPut" });
    assert.ok("run" in fixing, JSON.stringify(fixing));
    assert.deepEqual(fixing.run.names, ["Shelf.Put"]);
    const view = viewOf(await ended(runs, fixing.run.id));
    await configure("budget", undefined);
    assert.match(view.finished?.outcome ?? "", /^(?:passing|verified)$/, view.finished?.reason);
    assert.match(document.getText(), /Put adds one/);
  });

  it("that calls what nothing declares gets the stub and the body in one edit", async () => {
    const wanted = inWorkspace("wanted", "wanted.go");
    const test = inWorkspace("wanted", "wanted_test.go");
    model = await scripted({ answer: () => "func Triple(n int) int {\n\treturn 3 * n\n}\n" });
    await configure("budget", 1);
    const before = await onDisk(wanted);
    await open(test, "func TestTriple");
    await command("runTests");
    assert.deepEqual(said(test), ["6: undefined: Triple", "9: undefined: Triple"]);
    const fixing = await command<Fixing>("fixTest");
    assert.ok("run" in fixing, JSON.stringify(fixing));
    const view = viewOf(await ended(runs, fixing.run.id));
    await configure("budget", undefined);
    assert.equal(view.finished?.outcome, "passing", view.finished?.reason);
    await runs.apply(fixing.run.id, undefined);
    const document = await vscode.workspace.openTextDocument(wanted);
    assert.match(document.getText(), /func Triple\(n int\) int \{\n\treturn 3 \* n\n\}/);
    assert.equal(await onDisk(wanted), before);
    await restore(wanted, before);
  });

  it("that does not end stands at the test, its stack one click away", async () => {
    const test = inWorkspace("slow", "slow_test.go");
    await open(test, "func TestSteps");
    await configure("test.timeout", 1);
    try {
      await command("runTests");
    } finally {
      await configure("test.timeout", undefined);
    }
    assert.match(said(test).join("\n"), /^5: .*1s/);
    const places = [...beside(here(test)[0])];
    assert.equal(places.pop(), "TestSteps.go-test-output:1 goroutines, as printed by Go");
    // Go does not tell where a goroutine is that runs at that moment.
    for (const place of places) assert.match(place, /^slow\.go:(?:7|8|9|10) it is here$/);
    const stack = here(test)[0]?.relatedInformation?.at(-1)?.location.uri;
    assert.ok(stack);
    const document = await vscode.workspace.openTextDocument(stack);
    assert.equal(document.languageId, "go-test-output");
    assert.match(document.getText(), /^panic: test timed out after 1s\n.*goroutine \d+ \[/s);
  });

  it("for the environment's sake is named so, and no model is asked", async () => {
    model = await scripted({ answer: () => "" });
    await open(inWorkspace("remote", "remote_test.go"), "func TestReach");
    let fixing: Fixing | undefined;
    const told = await messages(async () => {
      fixing = await command<Fixing>("fixTest");
    });
    assert.match(told, /TestReach fails because it needs the network/);
    assert.ok(fixing !== undefined && "refused" in fixing);
    assert.deepEqual(model.prompts, []);
  });

  it("prints into a document with links", async () => {
    await open(ratesTest, "func TestPrice");
    await command("runTests");
    // What goes into a channel is in its document in the channel's own time.
    await eventually(async () => {
      const output = vscode.workspace.textDocuments.find((d) => d.languageId === "go-test-output");
      assert.ok(output);
      assert.match(output.getText(), /--- FAIL: TestPrice\/on_the_edge/);
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        "vscode.executeLinkProvider",
        output.uri,
      );
      assert.deepEqual(
        links.map(
          (l) => `${output.getText(l.range)} ${l.target?.path === ratesTest.path} ${l.target?.fragment}`,
        ),
        ["rates_test.go:18 true L18,1"],
      );
    });
  });

  it("shows itself on save where that is switched on", async () => {
    await configure("test.onSave", true);
    try {
      const { document } = await open(ratesTest);
      await document.save();
      await replace(document, "package rates\n", "package rates\n\n// Saved.\n");
      await document.save();
      while (said(ratesTest).length === 0) await new Promise((later) => setTimeout(later, 50));
      assert.deepEqual(said(ratesTest), ["14: Price(5) = 7, want 3"]);
      await restore(ratesTest, document.getText().replace("\n// Saved.\n", ""));
    } finally {
      await configure("test.onSave", undefined);
    }
  });
});
