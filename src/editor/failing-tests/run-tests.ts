import { relative } from "node:path";
import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { TestsReport } from "../../core/faultloc/failing-test";
import { unsaved } from "../host/buffers";
import { problemMessage } from "../host/wording";
import type { StubIndex } from "../stubs/stub-index";
import type { Failures } from "./diagnostics";
import type { TestOutput } from "./output";
import { type TestScope, type TestsTarget, testsTargeted } from "./test-targets";

export interface RunTestsDeps {
  readonly engine: Pick<Engine, "tests">;
  readonly stubs: StubIndex;
  readonly failures: Failures;
  readonly output: TestOutput;
}

export type TestsRan = TestsReport | { readonly refused: string };

/** Runs Go tests as the person would; one run at a time, a new one ends the one before. */
export function createTestRunner({ engine, stubs, failures, output }: RunTestsDeps) {
  let over = new AbortController();
  const run = async (target: TestsTarget, quietly: boolean): Promise<TestsRan> => {
    over.abort();
    const own = new AbortController();
    over = own;
    const { dir, names } = target;
    output.begin(dir, headingOf(target));
    if (!quietly) output.show();
    const location = quietly ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
    const options = { location, title: titleOf(target), cancellable: !quietly };
    return vscode.window.withProgress(options, async (_, token): Promise<TestsRan> => {
      const listener = token.onCancellationRequested(() => own.abort());
      try {
        const request = { dir, names, buffers: unsaved() };
        const ran = await engine.tests.run(
          request,
          (text) => own === over && output.append(text),
          own.signal,
        );
        if (!ran.ok) return refuse(problemMessage(ran.error), quietly);
        await failures.replace(dir, names, ran.value.failures);
        return ran.value;
      } catch (error) {
        if (own.signal.aborted) return { refused: "Cancelled." };
        throw error;
      } finally {
        listener.dispose();
      }
    });
  };
  return {
    async run(scope: TestScope): Promise<TestsRan> {
      const target = await testsTargeted(stubs, scope);
      if (typeof target === "string") return refuse(target, false);
      if (!vscode.workspace.isTrusted)
        return refuse("Stubwright runs no tests in a workspace that is not trusted.", false);
      return run(target, false);
    },
    /** The package of a file that was saved. */
    onSave: (dir: string): Promise<TestsRan> => run({ dir, names: [] }, true),
    dispose: (): void => over.abort(),
  };
}

function refuse(why: string, quietly: boolean): { readonly refused: string } {
  if (!quietly) void vscode.window.showInformationMessage(why);
  return { refused: why };
}

const titleOf = ({ names }: TestsTarget): string =>
  names.length === 0
    ? "Go tests of the package"
    : names.length > 3
      ? `${names.length} Go tests`
      : names.join(", ");

/** As it would be typed in the workspace's folder. */
function headingOf({ dir, names }: TestsTarget): string {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(dir))?.uri.fsPath;
  const place = folder === undefined ? dir : `./${relative(folder, dir)}`;
  return `go test ${names.length === 0 ? "" : `-run '^(${names.join("|")})$' `}${place}`;
}
