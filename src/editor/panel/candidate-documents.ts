import * as vscode from "vscode";
import { emptyView, fold } from "../../core/events/view";
import type { RunRecord, Runs } from "../runs/runs";

const scheme = "stubwright-candidate";

/** Candidates as read-only documents, made from the run's events whenever one is opened. */
export function registerCandidateDocuments(runs: Runs): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent({ query }) {
      const { id, attempt } = JSON.parse(query) as { readonly id: string; readonly attempt: number };
      const record = runs.records.find((r) => r.id === id);
      return record === undefined
        ? "// This run is no longer in the history.\n"
        : (candidateText(record, attempt) ?? `// Attempt ${attempt} has no candidate.\n`);
    },
  });
}

function candidateText({ events }: RunRecord, attempt: number): string | undefined {
  return events.reduce(fold, emptyView).attempts.find((a) => a.attempt === attempt)?.candidate?.text;
}

/** Where a finding points to. */
export interface CandidatePlace {
  readonly attempt: number;
  /** Absolute path; of another file than the target's where a test failed. */
  readonly file: string;
  /** 1-based; 0 where none is known. */
  readonly line: number;
  /** 1-based, in bytes; 0 where none is known. */
  readonly column: number;
}

/** Opens the candidate at a line; a finding in a file that the candidate does not touch opens that file. */
export async function openCandidate(
  record: RunRecord,
  { attempt, file, line, column }: CandidatePlace,
  viewColumn: vscode.ViewColumn,
): Promise<void> {
  const target = vscode.Uri.file(record.file);
  const name = target.path.split("/").at(-1);
  const uri =
    file === record.file
      ? vscode.Uri.from({
          scheme,
          path: `/attempt ${attempt}/${name}`,
          query: JSON.stringify({ id: record.id, attempt }),
        })
      : vscode.Uri.file(file);
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = line > 0 ? selectionOf(document, line, column) : undefined;
  const at = selection === undefined ? {} : { selection };
  await vscode.window.showTextDocument(document, { viewColumn, preview: true, ...at });
}

/** From the column to the end of the line; the whole line without its indentation where no column is known. */
function selectionOf(document: vscode.TextDocument, line: number, column: number): vscode.Range {
  const { text, range, firstNonWhitespaceCharacterIndex } = document.lineAt(
    Math.min(line, document.lineCount) - 1,
  );
  const start =
    column > 0
      ? Buffer.from(text)
          .subarray(0, column - 1)
          .toString().length
      : firstNonWhitespaceCharacterIndex;
  return new vscode.Range(range.start.with({ character: Math.min(start, text.length) }), range.end);
}
