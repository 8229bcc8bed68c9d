import * as vscode from "vscode";
import type { Engine } from "../core/engine";
import { withCancellableProgress } from "./host/with-progress";
import { problemMessage } from "./host/wording";
import type { Runs } from "./runs/runs";

const never = "stubwright.gopls.neverOffer";

/** After a run that had to do without gopls, once a window: the version that fits the Go at hand. */
export function registerGoplsOffer(
  runs: Runs,
  engine: Pick<Engine, "gopls">,
  memory: vscode.Memento,
): vscode.Disposable {
  let offered = memory.get<boolean>(never) === true;
  return runs.onDidChange(async ({ state, events, file }) => {
    const without = (): boolean =>
      events.some(
        (e) => e.type === "note" && e.code === "without-gopls" && e.data.problem.code === "gopls-not-found",
      );
    if (offered || state !== "finished" || !without()) return;
    offered = true;
    const found = await engine.gopls.state(file, AbortSignal.timeout(30_000));
    if (!found.ok || found.value.missing === undefined || found.value.fitting === undefined) return;
    const install = `Install gopls ${found.value.fitting}`;
    const picked = await vscode.window.showInformationMessage(
      "gopls was not found, so judging candidates takes longer. Stubwright can build it with your Go toolchain into its own cache folder.",
      install,
      "Never",
    );
    if (picked === install) await offerInstallGopls(engine);
    else if (picked === "Never") await memory.update(never, true);
  });
}

/** Builds the gopls that fits the Go at hand, with progress and cancel. */
export async function offerInstallGopls({ gopls }: Pick<Engine, "gopls">): Promise<boolean> {
  const file = vscode.window.activeTextEditor?.document.uri.fsPath ?? firstFolder();
  const installed = await withCancellableProgress("Installing gopls", async (signal, progress) => {
    const built = await gopls.install(file, (message) => progress.report({ message }), signal);
    if (built.ok) void vscode.window.showInformationMessage("gopls is installed. The next run uses it.");
    else if (!signal.aborted) void vscode.window.showErrorMessage(problemMessage(built.error));
    return built.ok;
  });
  return installed ?? false;
}

const firstFolder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd();
