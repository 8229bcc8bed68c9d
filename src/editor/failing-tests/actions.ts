import * as vscode from "vscode";
import type { TestPlace } from "../../core/faultloc/failing-test";
import type { StubIndex } from "../stubs/stub-index";
import type { Failures } from "./diagnostics";
import { testAt } from "./test-targets";

const kind = vscode.CodeActionKind.QuickFix;

/** The lightbulb on a failure, and on a test that may not have been run yet. */
export function registerFixActions(stubs: StubIndex, failures: Failures): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context, token) {
      if (!vscode.workspace.isTrusted) return [];
      const here = failures.at(document, range).filter((f) => f.test !== "");
      const actions = [...new Set(here.map((f) => f.test))].map((name) => {
        const own = here.filter((f) => f.test === name);
        return actionFor(
          { dir: own[0]?.dir ?? "", name },
          own.map((f) => f.diagnostic),
        );
      });
      const test = await testAt(stubs, document, range.start);
      // Elsewhere in a test the bulb is not lit by itself.
      const explicit = test?.heading === true || context.triggerKind === vscode.CodeActionTriggerKind.Invoke;
      if (test !== undefined && explicit && !here.some((f) => f.test === test.name))
        actions.push(actionFor({ dir: test.dir, name: test.name }, []));
      return token.isCancellationRequested ? [] : actions;
    },
  };
  return vscode.languages.registerCodeActionsProvider({ language: "go", scheme: "file" }, provider, {
    providedCodeActionKinds: [kind],
  });
}

function actionFor(test: TestPlace, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const title = `Stubwright: make ${test.name} pass`;
  const action = new vscode.CodeAction(title, kind);
  action.diagnostics = diagnostics;
  action.command = { title, command: "stubwright.fixTest", arguments: [test] };
  return action;
}
