import * as vscode from "vscode";
import { isGo, type StubIndex } from "./stub-index";
import { targetsIn } from "./targets";

const kind = vscode.CodeActionKind.RefactorRewrite.append("stubwright");

/** The lightbulb on a stub. */
export function registerCodeAction(stubs: StubIndex): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, _context, token) {
      if (!isGo(document) || !vscode.workspace.isTrusted) return [];
      const spots = await stubs.spots(document);
      if (spots === undefined || token.isCancellationRequested) return [];
      const selected = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      const here = spots.functions.some((f) => selected.end >= f.start && selected.start <= f.end);
      const targets = targetsIn(spots, selected, { path: document.fileName, text: document.getText() });
      if (!here || !targets.ok) return [];
      const [name, ...others] = targets.value;
      const title =
        others.length === 0
          ? `Generate the implementation of ${name}`
          : `Generate ${targets.value.length} implementations`;
      const action = new vscode.CodeAction(title, kind);
      action.command = {
        title,
        command: "stubwright.generate",
        arguments: [{ file: document.fileName, names: targets.value }],
      };
      return [action];
    },
  };
  return vscode.languages.registerCodeActionsProvider({ language: "go", scheme: "file" }, provider, {
    providedCodeActionKinds: [kind],
  });
}
