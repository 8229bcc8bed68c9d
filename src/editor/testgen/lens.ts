import * as vscode from "vscode";
import type { FunctionSpot } from "../../core/stub/function-index";
import { onSettingsChange, setting } from "../host/settings";
import { isGo, type StubIndex } from "../stubs/stub-index";
import { createTestedNames, isUntested, type TestedNames } from "./untested";

/** Above each function that no test calls: what writes its tests. */
export function registerUntestedLens(stubs: StubIndex): vscode.Disposable {
  const tested = createTestedNames();
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document, token) =>
      isWanted(document) ? lensesOf(document, await untested(document, stubs, tested, token)) : [],
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidSaveTextDocument((d) => {
      if (d.fileName.endsWith("_test.go")) changed.fire();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    onSettingsChange(() => changed.fire(), "codeLens"),
    vscode.languages.registerCodeLensProvider({ language: "go", scheme: "file" }, provider),
  );
}

const isWanted = (document: vscode.TextDocument): boolean =>
  setting("codeLens.enabled", document) &&
  setting("codeLens.tests", document) &&
  vscode.workspace.isTrusted &&
  isGo(document) &&
  !document.fileName.endsWith("_test.go");

async function untested(
  document: vscode.TextDocument,
  stubs: StubIndex,
  tested: TestedNames,
  token: vscode.CancellationToken,
): Promise<readonly FunctionSpot[]> {
  const [spots, called] = await Promise.all([stubs.spots(document), tested.calledIn(document.fileName)]);
  if (spots === undefined || spots.generated || token.isCancellationRequested) return [];
  const text = document.getText();
  return spots.functions.filter((f) => isUntested(f, text, called));
}

const lensesOf = (document: vscode.TextDocument, functions: readonly FunctionSpot[]): vscode.CodeLens[] =>
  functions.map(({ start, name }) => {
    const at = document.positionAt(start);
    return new vscode.CodeLens(new vscode.Range(at, at), {
      title: "Generate Go tests",
      command: "stubwright.generateTests",
      arguments: [{ file: document.fileName, name }],
      tooltip:
        "A small local model proposes test cases. Stubwright keeps those that agree with the code and kill mutants of it.",
    });
  });
