import * as vscode from "vscode";
import type { TestFailure } from "../../core/faultloc/failure";

/** What failing tests said, where it stands. */
export interface Failures extends vscode.Disposable {
  /** Takes the place of what an earlier run of these tests (of all of the package, where there are none) has left. */
  replace(dir: string, names: readonly string[], failures: readonly TestFailure[]): Promise<void>;
  /** The tests whose failures stand within a range of a document. */
  at(document: vscode.TextDocument, range: vscode.Range): readonly FailureHere[];
  clear(): void;
}

export interface FailureHere {
  /** The package's folder. */
  readonly dir: string;
  /** A top-level test; empty where the package does not build. */
  readonly test: string;
  readonly diagnostic: vscode.Diagnostic;
}

interface Entry extends FailureHere {
  readonly uri: vscode.Uri;
}

export const stackScheme = "stubwright-stack";

/** Diagnostics live until their test passes, their place is edited, or they are cleared. */
export function createFailures(): Failures {
  const shown = vscode.languages.createDiagnosticCollection("stubwright failing tests");
  const stacks = new Map<string, string>();
  let entries: readonly Entry[] = [];
  const show = (next: readonly Entry[], touched: readonly vscode.Uri[]): void => {
    entries = next;
    for (const uri of touched)
      shown.set(
        uri,
        entries.filter((e) => e.uri.fsPath === uri.fsPath).map((e) => e.diagnostic),
      );
  };
  const edited = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const here = entries.filter((e) => e.uri.fsPath === document.uri.fsPath);
    if (here.length === 0 || contentChanges.length === 0) return;
    const others = entries.filter((e) => !here.includes(e));
    show([...others, ...moved(here, contentChanges)], [document.uri]);
  });
  const documents = vscode.workspace.registerTextDocumentContentProvider(stackScheme, {
    provideTextDocumentContent: (uri) => stacks.get(uri.path) ?? "The test has run again since then.\n",
  });
  return {
    async replace(dir, names, failures) {
      const gone = (e: Entry): boolean =>
        e.dir === dir && (names.length === 0 || e.test === "" || names.includes(e.test));
      const made = await Promise.all(failures.map((failure) => entryOf(dir, failure, stacks)));
      const touched = [...entries.filter(gone), ...made].map((e) => e.uri);
      show([...entries.filter((e) => !gone(e)), ...made], touched);
    },
    at: (document, range) =>
      entries.filter((e) => e.uri.fsPath === document.uri.fsPath && e.diagnostic.range.intersection(range)),
    clear() {
      entries = [];
      stacks.clear();
      shown.clear();
    },
    dispose: () => vscode.Disposable.from(edited, documents, shown).dispose(),
  };
}

/** Those that no change touches, at the lines where they are now. */
const moved = (
  entries: readonly Entry[],
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): readonly Entry[] =>
  entries.filter(({ diagnostic }) => {
    const range = changes.reduce<vscode.Range | undefined>(after, diagnostic.range);
    if (range !== undefined) diagnostic.range = range;
    return range !== undefined;
  });

/** Where a range is after a change; undefined where the change touches it. */
function after(
  range: vscode.Range | undefined,
  change: vscode.TextDocumentContentChangeEvent,
): vscode.Range | undefined {
  if (range === undefined || change.range.start.isAfter(range.end)) return range;
  if (change.range.end.isAfterOrEqual(range.start)) return undefined;
  const lines = change.text.split("\n").length - 1 - (change.range.end.line - change.range.start.line);
  return new vscode.Range(range.start.translate(lines), range.end.translate(lines));
}

async function entryOf(dir: string, failure: TestFailure, stacks: Map<string, string>): Promise<Entry> {
  const { test, message, file, line, related, stack } = failure;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const range = lineOf(document, line);
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = "Stubwright";
  if (test !== "") diagnostic.code = test;
  const beside: vscode.DiagnosticRelatedInformation[] = [];
  const say = (at: vscode.Location, what: string): void =>
    void beside.push(new vscode.DiagnosticRelatedInformation(at, what));
  if (related !== undefined) {
    const other = await vscode.workspace.openTextDocument(vscode.Uri.file(related.file));
    say(new vscode.Location(other.uri, lineOf(other, related.line)), related.message);
  }
  if (stack !== "") {
    const path = `${vscode.Uri.file(dir).path}/${test.replaceAll("/", " ")}.go-test-output`;
    stacks.set(path, stack);
    const uri = vscode.Uri.from({ scheme: stackScheme, path });
    say(new vscode.Location(uri, new vscode.Position(0, 0)), "goroutines, as printed by Go");
  }
  diagnostic.relatedInformation = beside;
  return { dir, test: test.split("/")[0] ?? "", diagnostic, uri: document.uri };
}

/** The line without its indent; the last one where there are not as many any more. */
function lineOf(document: vscode.TextDocument, line: number): vscode.Range {
  const { range, firstNonWhitespaceCharacterIndex: first } = document.lineAt(
    Math.max(0, Math.min(line, document.lineCount) - 1),
  );
  return range.with(range.start.with({ character: first }));
}
