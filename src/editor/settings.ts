import { dirname } from "node:path";
import * as vscode from "vscode";

/** What the settings of the file's folder come to; the machine's where a workspace must not decide. */
export async function engineSettings(context: vscode.ExtensionContext, file: string) {
  const uri = vscode.Uri.file(file);
  const of = <T>(name: string, fallback: T): T =>
    vscode.workspace.getConfiguration("stubwright", uri).get<T>(name) ?? fallback;
  const named = (name: string): string | undefined => of<string>(name, "").trim() || undefined;
  const cacheDir = context.globalStorageUri.fsPath;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(file);
  return {
    env: { ...process.env },
    go: named("go.path"),
    gopls: named("gopls.path"),
    sandbox: of("sandbox", true),
    cacheDir,
    model: {
      server: named("server"),
      model: named("model"),
      apiKey: undefined,
      dir: `${cacheDir}/models`,
      cwd: folder,
    },
    options: { budget: of("budget", 16) },
    judge: { tags: of<readonly string[]>("test.tags", []) },
    cwd: folder,
  };
}
