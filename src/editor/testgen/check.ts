import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { FunctionSpot } from "../../core/stub/function-index";
import {
  ineffectiveTestText,
  type MutationReport,
  mutationSummary,
  survivorText,
  unmeasuredText,
} from "../../core/testgen/mutation-report";
import { protectionText } from "../../core/verdict";
import { buffersFor } from "../host/buffers";
import { type Refused, refuse, requireTrust } from "../host/refuse";
import { cancelled, withCancellableProgress } from "../host/with-progress";
import { problemMessage } from "../host/wording";
import { isGo, type StubIndex } from "../stubs/stub-index";

export interface MutationFindings extends vscode.Disposable {
  /** Asks about the function or the test at the cursor, or all that a file of tests calls. */
  check(request: CheckTarget | undefined): Promise<readonly MutationReport[] | Refused>;
  clear(): void;
}

export interface CheckTarget {
  readonly file: string;
  readonly name?: string | undefined;
}

/** Do these tests bite? What they do not notice, as information where it stands; gone when its file is edited. */
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
      const untrusted = requireTrust("checking tests runs the workspace's code");
      if (untrusted !== undefined) return untrusted;
      const buffers = await buffersFor(target.file);
      const checked = await withCancellableProgress("Checking test effectiveness", (signal) =>
        engine.checkTests({ ...target, buffers }, signal),
      );
      if (checked === undefined) return { refused: cancelled };
      if (!checked.ok) return refuse(problemMessage(checked.error));
      await show(found, checked.value);
      void vscode.window.showInformationMessage(summaryOf(checked.value));
      return checked.value;
    },
    clear: () => found.clear(),
    dispose() {
      edited.dispose();
      found.dispose();
    },
  };
}

function summaryOf(reports: readonly MutationReport[]): string {
  const tried = [...new Set(reports.map(({ protection }) => `Tried ${protectionText[protection]}.`))];
  return [...reports.map(mutationSummary), ...tried].join(" ");
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
    for (const s of report.unmeasured) put(report.file, s.line, unmeasuredText(report.name, s));
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
    ? "Place the cursor in a function, or open a test file."
    : { file, name: here.name };
}
