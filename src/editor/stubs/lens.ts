import * as vscode from "vscode";
import { onSettingsChange, setting } from "../host/settings";
import type { RunRecord, Runs } from "../runs/runs";
import { isGo, type StubIndex } from "./stub-index";

/** Over each stub: what writes it, or the run that is at it. */
export function registerLens(stubs: StubIndex, runs: Runs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, token) {
      if (!setting("codeLens.enabled", document) || !vscode.workspace.isTrusted || !isGo(document)) return [];
      if (document.fileName.endsWith("_test.go")) return [];
      const spots = await stubs.spots(document);
      if (spots === undefined || spots.generated || token.isCancellationRequested) return [];
      return spots.functions
        .filter((f) => f.stub !== undefined)
        .map((f) => {
          const at = document.positionAt(f.start);
          return new vscode.CodeLens(new vscode.Range(at, at), lensOf(document, f.name, runs));
        });
    },
  };
  return vscode.Disposable.from(
    changed,
    runs.onDidChange(() => changed.fire()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    onSettingsChange(() => changed.fire(), "codeLens"),
    vscode.languages.registerCodeLensProvider({ language: "go", scheme: "file" }, provider),
  );
}

function lensOf(document: vscode.TextDocument, name: string, runs: Runs): vscode.Command {
  const at = runs.records.find((r) => r.state !== "finished" && writes(r, document, name));
  if (at !== undefined) {
    const title = at.state === "queued" ? "$(clock) Waiting to generate…" : "$(loading~spin) Generating…";
    return { title, command: "stubwright.showRun", arguments: [at.id], tooltip: "Open the run" };
  }
  return {
    title: "Generate Go implementation",
    command: "stubwright.generate",
    arguments: [{ file: document.fileName, names: [name] }],
    tooltip: "A small local model drafts the body, the Go toolchain judges it, and you review one diff",
  };
}

const writes = (run: RunRecord, document: vscode.TextDocument, name: string): boolean =>
  run.file === document.fileName && run.names.includes(name);
