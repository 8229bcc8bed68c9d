import { dirname } from "node:path";
import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { TestPlace } from "../../core/faultloc/failing-test";
import { refuse } from "../host/refuse";
import { setting } from "../host/settings";
import type { Runs } from "../runs/runs";
import { isGo, type StubIndex } from "../stubs/stub-index";
import { registerFixActions } from "./actions";
import { createFailures } from "./diagnostics";
import { makePass } from "./fix";
import { createTestOutput } from "./output";
import { createTestRunner } from "./run-tests";
import { testAt, testOfItem } from "./test-targets";

export interface FailingDeps {
  readonly engine: Pick<Engine, "tests">;
  readonly stubs: StubIndex;
  readonly runs: Runs;
  /** Whether there is a model by now, the person asked where there was none. */
  readonly ready: () => Promise<boolean>;
}

/** Running Go tests, what they say where it stands, and the way from there to a fix. */
export function registerFailing({ engine, stubs, runs, ready }: FailingDeps): vscode.Disposable {
  const failures = createFailures();
  const output = createTestOutput();
  const runner = createTestRunner({ engine, stubs, failures, output });
  const command = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`stubwright.${name}`, run);
  return vscode.Disposable.from(
    failures,
    output,
    runner,
    registerFixActions(stubs, failures),
    command("runTests", () => runner.run("cursor")),
    command("runTestsOfFile", () => runner.run("file")),
    command("runTestsOfPackage", () => runner.run("package")),
    command("showTestOutput", () => output.show()),
    command("clearFailures", () => failures.clear()),
    command("fixTest", async (request?: TestPlace | vscode.TestItem) => {
      const test = await testMeant(stubs, request);
      if (test !== undefined) return makePass({ engine, runs, failures, output, ready }, test);
      return refuse("Place the cursor in a test, or choose a test in the Testing view.");
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (setting("test.onSave", document) && vscode.workspace.isTrusted && isGo(document))
        void runner.onSave(dirname(document.fileName));
    }),
  );
}

/** A lightbulb names a test, the Testing view hands over its item, the palette leaves it to the cursor. */
async function testMeant(
  stubs: StubIndex,
  request: TestPlace | vscode.TestItem | undefined,
): Promise<TestPlace | undefined> {
  if (request !== undefined && "label" in request) return testOfItem(request);
  if (request !== undefined && "dir" in request) return request;
  const editor = vscode.window.activeTextEditor;
  const here = editor && (await testAt(stubs, editor.document, editor.selection.active));
  return here && { dir: here.dir, name: here.name };
}
