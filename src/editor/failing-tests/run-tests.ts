import { relative } from "node:path";
import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { TestsReport } from "../../core/faultloc/failing-test";
import { unsaved } from "../host/buffers";
import { type Refused, refuse, requireTrust } from "../host/refuse";
import { cancelled, withCancellableProgress } from "../host/with-progress";
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

export type TestsRan = TestsReport | Refused;

/** Runs Go tests as the person would; one run at a time, a new one ends the one before. */
export function createTestRunner({ engine, stubs, failures, output }: RunTestsDeps) {
  let latest = new AbortController();
  const run = async (target: TestsTarget, quietly: boolean): Promise<TestsRan> => {
    latest.abort();
    const own = new AbortController();
    latest = own;
    const { dir, names } = target;
    output.begin(dir, headingOf(target));
    if (!quietly) output.show();
    const append = (text: string): void => {
      if (own === latest) output.append(text);
    };
    const work = async (signal: AbortSignal): Promise<TestsRan> => {
      const ran = await engine.tests.run({ dir, names, buffers: unsaved() }, append, signal);
      if (!ran.ok)
        return quietly ? { refused: problemMessage(ran.error) } : refuse(problemMessage(ran.error));
      await failures.replace(dir, names, ran.value.failures);
      return ran.value;
    };
    const ran = await withCancellableProgress(titleOf(target), work, { quietly, signal: own.signal });
    return ran ?? { refused: cancelled };
  };
  return {
    async run(scope: TestScope): Promise<TestsRan> {
      const target = await testsTargeted(stubs, scope);
      if (typeof target === "string") return refuse(target);
      return requireTrust("tests execute the workspace's code") ?? run(target, false);
    },
    /** The package of a file that was saved. */
    onSave: (dir: string): Promise<TestsRan> => run({ dir, names: [] }, true),
    dispose: (): void => latest.abort(),
  };
}

const titleOf = ({ names }: TestsTarget): string =>
  names.length === 0
    ? "Running the package's Go tests"
    : `Running ${names.length > 3 ? `${names.length} Go tests` : names.join(", ")}`;

/** As it would be typed in the workspace's folder. */
function headingOf({ dir, names }: TestsTarget): string {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(dir))?.uri.fsPath;
  const place = folder === undefined ? dir : `./${relative(folder, dir)}`;
  return `go test ${names.length === 0 ? "" : `-run '^(${names.join("|")})$' `}${place}`;
}
