import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { nodeOf, serverOf, type WorkbenchVersion } from "./version";

export interface StartServer {
  readonly version: WorkbenchVersion;
  /** Left out: fresh ones that go when the server is stopped. */
  readonly userDataDir?: string | undefined;
  readonly extensionsDir?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
  /** The person's settings; those of a quiet workbench stand below them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Those with the scope `machine`: where code runs on a server, they are read from the server's own settings only. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** For tests of an extension under development. With it toasts are hidden and dialogs skipped. */
  readonly smokeDriver?: boolean;
  /** Whether folders have to be trusted first; else all are. */
  readonly askForTrust?: boolean;
  /** Packages to install before it starts. */
  readonly vsix?: readonly string[];
}

export interface Server {
  /** `http://127.0.0.1:PORT`. */
  readonly base: string;
  readonly authority: string;
  readonly userDataDir: string;
  /** What it has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

const quiet = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "git.autofetch": false,
  "workbench.enableExperiments": false,
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.colorTheme": "Default Dark Modern",
  "files.simpleDialog.enable": true,
  // In a browser it is on.
  "files.autoSave": "off",
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

/** VS Code's own server with its extension host, without code-server's wrapper around it. */
export async function startServer(options: StartServer): Promise<Server> {
  const { version } = options;
  if (!existsSync(serverOf(version)))
    throw new Error(`there is no workbench of VS Code ${version.vscode}: npx tsx tools/workbench/prepare.ts`);
  const scratch = mkdtempSync(join(tmpdir(), "stubwright-workbench-"));
  const userDataDir = options.userDataDir ?? join(scratch, "user");
  const extensionsDir = options.extensionsDir ?? join(scratch, "extensions");
  writeSettings(userDataDir, options);
  const folders = ["--user-data-dir", userDataDir, "--extensions-dir", extensionsDir];
  const node = nodeOf(version);
  for (const file of options.vsix ?? []) {
    const install = ["--install-extension", resolve(file), "--force", "--accept-server-license-terms"];
    execFileSync(node, [serverOf(version), ...install, ...folders], { stdio: "pipe" });
  }
  const args = [
    serverOf(version),
    ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"],
    ...["--telemetry-level", "off", "--force-disable-user-env", "--server-data-dir", join(scratch, "server")],
    ...(options.askForTrust ? [] : ["--disable-workspace-trust"]),
    ...(options.smokeDriver ? ["--enable-smoke-test-driver"] : []),
    ...folders,
  ];
  const child = spawn(node, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
  });
  const kill = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-(child.pid ?? 0), signal);
    } catch {
      // Gone already.
    }
  };
  process.once("exit", () => kill("SIGKILL"));
  let text = "";
  const port = await new Promise<number>((found, failed) => {
    const timer = setTimeout(
      () => failed(new Error(`the workbench's server does not start:\n${text}`)),
      60_000,
    );
    const read = (chunk: Buffer): void => {
      text += chunk.toString("utf8");
      const listening = /Extension host agent listening on (\d+)/.exec(text);
      if (listening === null) return;
      clearTimeout(timer);
      found(Number(listening[1]));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`the workbench's server ended with ${code}:\n${text}`)));
  });
  const gone = new Promise<void>((ended) => child.once("exit", () => ended()));
  return {
    base: `http://127.0.0.1:${port}`,
    authority: `127.0.0.1:${port}`,
    userDataDir,
    log: () => text,
    async stop() {
      kill("SIGTERM");
      await Promise.race([gone, new Promise((later) => setTimeout(later, 3_000))]);
      kill("SIGKILL");
      await gone;
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function writeSettings(
  userDataDir: string,
  { settings, machineSettings = {}, askForTrust }: StartServer,
): void {
  const all = { ...quiet, "security.workspace.trust.enabled": askForTrust === true, ...settings };
  for (const [folder, values] of Object.entries({ User: all, Machine: machineSettings })) {
    const file = join(userDataDir, folder, "settings.json");
    if (existsSync(file)) continue;
    mkdirSync(join(userDataDir, folder), { recursive: true });
    writeFileSync(file, JSON.stringify(values, null, 2));
  }
}
