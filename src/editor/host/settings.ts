import { readFileSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, resolve } from "node:path";
import { parseEnv } from "node:util";
import * as vscode from "vscode";
import type { EngineSettings } from "../../core/engine";
import { limits } from "../../core/limits";
import { type SettingName, settingDefaults } from "./setting-defaults";

/** Without the key of a server, which is no setting but a secret. */
type EditorSettings = Omit<EngineSettings, "apiKey">;

/** A setting as it holds for a document or a folder, or for the window. */
export const setting = <N extends SettingName>(
  name: N,
  scope?: vscode.ConfigurationScope,
): (typeof settingDefaults)[N] =>
  vscode.workspace.getConfiguration("stubwright", scope).get(name) ?? settingDefaults[name];

/** Writes a text into the person's own settings; an empty one takes it out of them. */
export const saveSetting = (name: "model" | "server", value: string): Thenable<void> =>
  vscode.workspace
    .getConfiguration("stubwright")
    .update(name, value === "" ? undefined : value, vscode.ConfigurationTarget.Global);

/** @param section `stubwright`, or what its settings begin with below that */
export const onSettingsChange = (
  listener: () => void,
  section?: "codeLens" | "gopls.trace",
): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((e) => {
    if (e.affectsConfiguration(section === undefined ? "stubwright" : `stubwright.${section}`)) listener();
  });

/** The person's own settings first, then those of the Go extension. */
export function settingsFor(file: string): EditorSettings {
  const uri = vscode.Uri.file(file);
  const own = <N extends SettingName>(name: N) => setting(name, uri);
  const named = (name: TextSetting): string | undefined => own(name).trim() || undefined;
  const cwd = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(file);
  const tags = own("test.tags");
  const flags = own("test.flags");
  return {
    env: goEnvironment(uri, cwd),
    flags: flags.length > 0 ? flags : goFlags(uri),
    go: named("go.path"),
    goMs: own("go.timeout") * 1_000,
    memoryBytes: own("memory") * 2 ** 20,
    gopls: named("gopls.path"),
    sandbox: own("sandbox"),
    allowed: {
      network: own("test.allowNetwork"),
      writes: own("test.allowWrites"),
      reads: own("test.allowRead").map((path) => resolve(cwd, path)),
      variables: testVariables(uri, cwd),
    },
    server: named("server"),
    model: named("model"),
    options: { budget: own("budget") },
    judge: {
      tags: tags.length > 0 ? tags : goTags(uri),
      testTimeoutMs: own("test.timeout") * 1_000,
      loopMs: own("test.loopTimeout") * 1_000,
      totalMs: own("test.totalTimeout") * 1_000,
      importersMs: own("test.importersTimeout") * 1_000,
      allowRequired: own("imports.allowRequired"),
    },
    cwd,
  };
}

type TextSetting = "go.path" | "gopls.path" | "server" | "model";

/** Where the embedded model is fetched from in place of Hugging Face. */
export const mirrorOf = (): string | undefined => setting("mirror").trim() || undefined;

/**
 * A setting of the Go extension. It may choose programs, their folders and flags, which a workspace only may once it is
 * trusted: until then the person's own holds.
 */
function goSetting<T>(uri: vscode.Uri, name: string): T | undefined {
  const go = vscode.workspace.getConfiguration("go", uri);
  if (vscode.workspace.isTrusted) return go.get<T>(name);
  const { globalValue, defaultValue } = go.inspect<T>(name) ?? {};
  return globalValue ?? defaultValue;
}

/** The extension host's environment with what the Go extension is told to add: its go, its gopls, its variables. */
function goEnvironment(uri: vscode.Uri, cwd: string): Readonly<Record<string, string | undefined>> {
  const text = (value: unknown): string => (typeof value === "string" ? substituted(value, cwd).trim() : "");
  const variables = goSetting<Readonly<Record<string, unknown>>>(uri, "toolsEnvVars") ?? {};
  const added = Object.entries(variables).map(([name, value]) => [name, text(value)] as const);
  const env: Record<string, string | undefined> = { ...process.env, ...Object.fromEntries(added) };
  const goroot = text(goSetting(uri, "goroot"));
  if (goroot !== "") env["GOROOT"] = goroot;
  const tools = goSetting<Readonly<Record<string, unknown>>>(uri, "alternateTools") ?? {};
  const folders = ["go", "gopls"].map((tool) => text(tools[tool])).filter(isAbsolute);
  const path = env["PATH"] ?? env["Path"] ?? "";
  return { ...env, PATH: [...folders.map(dirname), path].join(delimiter) };
}

/** How the Go extension runs tests. */
function goFlags(uri: vscode.Uri): readonly string[] {
  const flags = goSetting<unknown>(uri, "testFlags") ?? goSetting<unknown>(uri, "buildFlags");
  return Array.isArray(flags) ? flags.filter((flag) => typeof flag === "string") : [];
}

/** What the Go extension is told to set for tests: `go.testEnvFile`, and over it `go.testEnvVars`. */
function testVariables(uri: vscode.Uri, cwd: string): Readonly<Record<string, string>> {
  const file = substituted(goSetting<string | null>(uri, "testEnvFile") ?? "", cwd).trim();
  const named = goSetting<Readonly<Record<string, unknown>>>(uri, "testEnvVars") ?? {};
  const texts = Object.entries(named).map(
    ([name, value]) => [name, substituted(String(value), cwd)] as const,
  );
  return { ...(file === "" ? {} : environmentFile(resolve(cwd, file))), ...Object.fromEntries(texts) };
}

/** One that cannot be read sets nothing: the tests that need it say so. */
function environmentFile(path: string): Readonly<Record<string, string>> {
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > limits.file) return {};
    return parseEnv(readFileSync(path, "utf8")) as Readonly<Record<string, string>>;
  } catch {
    return {};
  }
}

function goTags(uri: vscode.Uri): readonly string[] {
  const tags = goSetting<string | null>(uri, "testTags") ?? goSetting<string>(uri, "buildTags") ?? "";
  return tags.split(/[\s,]+/).filter((tag) => tag !== "");
}

/** The variables that the Go extension's settings may hold. */
const substituted = (value: string, cwd: string): string =>
  value
    .replace(/\$\{env:(\w+)\}/g, (_, name: string) => process.env[name] ?? "")
    .replace(/\$\{workspaceFolder\}|\$\{workspaceRoot\}/g, cwd)
    .replace(/^~(?=[\\/]|$)/, process.env["HOME"] ?? "~");
