import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { StubIndex } from "../stubs/stub-index";
import { type CheckTarget, createMutationFindings } from "./check";
import { registerUntestedLens } from "./lens";
import { createProposals } from "./tests-proposal";
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
