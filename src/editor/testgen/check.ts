import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { FunctionSpot } from "../../core/stub/function-index";
import {
  ineffectiveTestText,
  type MutationReport,
  mutationSummary,
  survivorText,
} from "../../core/testgen/mutation-report";
import { buffersFor } from "../host/buffers";
import { problemMessage } from "../host/wording";
import { isGo, type StubIndex } from "../stubs/stub-index";

export interface MutationFindings extends vscode.Disposable {
  /** Asks about the function or the test at the cursor, or all that a file of tests calls. */
  check(request: CheckTarget | undefined): Promise<readonly MutationReport[] | { readonly refused: string }>;
  clear(): void;
}

export interface CheckTarget {
  readonly file: string;
  readonly name?: string | undefined;
}

/** The mutation check: what tests do not notice, as information where it stands; gone when its file is edited. */
export function createMutationFindings(
  engine: Pick<Engine, "checkTests">,
  stubs: StubIndex,
): MutationFindings {
  const found = vscode.languages.createDiagnosticCollection("stubwright tests");
  const edited = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) found.delete(document.uri);
  });
  return {
    async check(request) {
      const target = request ?? (await atCursor(stubs));
      if (typeof target === "string") return refuse(target);
      if (!vscode.workspace.isTrusted)
        return refuse(
          "Stubwright does not run in a workspace that is not trusted: asking tests runs its code.",
        );
      const buffers = await buffersFor(target.file);
      const options = {
        location: vscode.ProgressLocation.Notification,
        title: "Checking test effectiveness",
        cancellable: true,
      };
      const checked = await vscode.window.withProgress(options, async (_, token) => {
        const over = new AbortController();
        token.onCancellationRequested(() => over.abort());
        try {
          return await engine.checkTests({ ...target, buffers }, over.signal);
        } catch (error) {
          if (over.signal.aborted) return undefined;
          throw error;
        }
      });
      if (checked === undefined) return { refused: "Cancelled." };
      if (!checked.ok) return refuse(problemMessage(checked.error));
      await show(found, checked.value);
      void vscode.window.showInformationMessage(checked.value.map(mutationSummary).join(" "));
      return checked.value;
    },
    clear: () => found.clear(),
    dispose() {
      edited.dispose();
      found.dispose();
    },
  };
}

async function show(found: vscode.DiagnosticCollection, reports: readonly MutationReport[]): Promise<void> {
  const byFile = new Map<string, { readonly line: number; readonly message: string }[]>();
  const put = (file: string, line: number, message: string): void =>
    void byFile.set(file, [...(byFile.get(file) ?? []), { line, message }]);
  for (const report of reports) {
    // Where everything is noticed by now, nothing is left of an earlier answer.
    for (const file of [report.file, ...report.toothless.map((t) => t.file)])
      byFile.set(file, byFile.get(file) ?? []);
    for (const t of report.toothless) put(t.file, t.line, ineffectiveTestText(report.name, t));
    for (const s of report.survivors) put(report.file, s.line, survivorText(report.name, s));
  }
  for (const [file, entries] of byFile) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    const diagnostics = entries.map(({ line, message }) => {
      const at = document.lineAt(Math.min(line, document.lineCount) - 1);
      const range = new vscode.Range(
        at.lineNumber,
        at.firstNonWhitespaceCharacterIndex,
        at.lineNumber,
        at.text.length,
      );
      const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
      diagnostic.source = "Stubwright";
      return diagnostic;
    });
    found.set(document.uri, diagnostics);
  }
}

async function atCursor(stubs: StubIndex): Promise<CheckTarget | string> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isGo(editor.document)) return "Open a Go file first.";
  const { document, selection } = editor;
  const file = document.fileName;
  const spots = await stubs.spots(document);
  const at = document.offsetAt(selection.active);
  const inside = (f: FunctionSpot): boolean => at >= f.start && at <= f.end;
  const here = spots?.functions.find(inside);
  if (file.endsWith("_test.go")) {
    const test = here !== undefined && /^(?:Test|Example|Fuzz)/.test(here.name) ? here.name : undefined;
    return { file, name: test };
  }
  return here === undefined
    ? "Put the cursor into a function, or open a file of tests."
    : { file, name: here.name };
}

function refuse(why: string): { readonly refused: string } {
  void vscode.window.showInformationMessage(why);
  return { refused: why };
}
