import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import { isGo, type StubIndex } from "../stubs/stub-index";
import { type CheckTarget, createMutationFindings } from "./check";
import { createProposals } from "./tests-proposal";
import { createTestedNames, isUntested } from "./untested";
import { addTests, type FunctionTarget, generateTests } from "./write";

export interface TestFaces {
  readonly engine: Pick<Engine, "writeTests" | "checkTests">;
  readonly stubs: StubIndex;
  /** Whether there is a model by now, the person asked where there was none. */
  readonly ready: () => Promise<boolean>;
}

/** Writing tests, and checking those that are there. */
export function registerTests({ engine, stubs, ready }: TestFaces): vscode.Disposable {
  const proposals = createProposals();
  const findings = createMutationFindings(engine, stubs);
  const deps = { engine, stubs, proposals, ready };
  const command = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`stubwright.${name}`, run);
  return vscode.Disposable.from(
    proposals,
    findings,
    command("generateTests", (request?: FunctionTarget) => generateTests(deps, named(request))),
    command("addTests", () => addTests(proposals)),
    command("discardTests", () => proposals.discard()),
    command("checkTests", (request?: CheckTarget) =>
      findings.check(typeof request?.file === "string" ? request : undefined),
    ),
    command("clearTestFindings", () => findings.clear()),
    registerUntestedLens(stubs),
  );
}

/** A menu hands over what it was opened on, which is not what a lens names. */
const named = (request: FunctionTarget | undefined): FunctionTarget | undefined =>
  typeof request?.file === "string" && typeof request.name === "string" ? request : undefined;

/** Over each function that no test calls: what writes its tests. */
function registerUntestedLens(stubs: StubIndex): vscode.Disposable {
  const tested = createTestedNames();
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, token) {
      const settings = vscode.workspace.getConfiguration("stubwright", document);
      const wanted =
        settings.get<boolean>("codeLens.enabled") !== false &&
        settings.get<boolean>("codeLens.tests") !== false;
      if (!wanted || !vscode.workspace.isTrusted || !isGo(document)) return [];
      if (document.fileName.endsWith("_test.go")) return [];
      const [spots, called] = await Promise.all([stubs.spots(document), tested.calledIn(document.fileName)]);
      if (spots === undefined || spots.generated || token.isCancellationRequested) return [];
      const text = document.getText();
      return spots.functions
        .filter((f) => isUntested(f, text, called))
        .map((f) => {
          const at = document.positionAt(f.start);
          return new vscode.CodeLens(new vscode.Range(at, at), {
            title: "Generate Go tests",
            command: "stubwright.generateTests",
            arguments: [{ file: document.fileName, name: f.name }],
            tooltip:
              "Cases that a small local model states, kept where they agree with the code and notice changes of it",
          });
        });
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidSaveTextDocument((d) => {
      if (d.fileName.endsWith("_test.go")) changed.fire();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration("stubwright.codeLens")) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider({ language: "go", scheme: "file" }, provider),
  );
}
