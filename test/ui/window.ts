import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import { installWorkbench } from "../../tools/workbench/install";
import { type Server, startServer } from "../../tools/workbench/server";
import { current } from "../../tools/workbench/version";
import { launchChromium, openWindow } from "../../tools/workbench/window";
import { eventually } from "../support/eventually";

const root = join(__dirname, "../..");

/** A window of a real workbench with the packaged extension installed, on a copy of the sample. */
export interface UiWindow {
  readonly page: Page;
  readonly folder: string;
  readonly userDataDir: string;
  /** The panel's own document, once it is there. */
  panel(): Promise<Frame>;
  /** Runs a command by its title, as a person types it. */
  palette(title: string): Promise<void>;
  /** Changes the colours and waits until the panel has them. */
  setTheme(theme: string): Promise<void>;
  lens(text: string): Locator;
  /** Puts the cursor at the beginning of a line, from 1. */
  goTo(line: number): Promise<void>;
  /** Opens the sample's one file of code, and waits for the lenses over its stubs. */
  openFile(): Promise<void>;
  /** Opens a file by its name, in the group where the panel is not. */
  quickOpen(name: string): Promise<void>;
  /** Keeps what the window looks like, where STUBWRIGHT_PICTURES names a folder for it. */
  picture(name: string): Promise<void>;
  /** The text of every file of the workspace, by its name. */
  files(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** STUBWRIGHT_PICTURES names a folder that keeps what the window looked like. */
export const pictures = process.env["STUBWRIGHT_PICTURES"];

export const canDrive = process.platform === "linux" && process.arch === "x64";

/** Makes the VSIX of this machine's platform, as a person would get it. @returns its path */
function packaged(): string {
  const made = spawnSync("npm", ["run", "--silent", "package"], { cwd: root, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`npm run package failed:\n${made.stdout}${made.stderr}`);
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
  };
  return join(root, `${name}-${process.platform}-${process.arch}-${version}.vsix`);
}

/** One for all windows of this process. */
const vsix = once(packaged);

function once<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    if (made.length === 0) made.push(make());
    return made[0] as T;
  };
}

export interface OpenUi {
  /** Of the extension host, over those of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** The person's; `machine` those that the server's machine decides. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly machine?: Readonly<Record<string, unknown>>;
  /** Folders beside this file that hold extensions of the tests' own. */
  readonly extensions?: readonly string[];
}

export async function openUi({
  env = {},
  settings = {},
  machine = {},
  extensions = [],
}: OpenUi = {}): Promise<UiWindow> {
  installWorkbench(current, console.log);
  const scratch = mkdtempSync(join(tmpdir(), "stubwright-ui-"));
  const folder = join(scratch, "sample");
  cpSync(join(root, "test/ui/sample"), folder, { recursive: true });
  const calm = { "editor.minimap.enabled": false, "workbench.layoutControl.enabled": false };
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const others = extensions.map((name) => packed(name, scratch));
    server = await startServer({
      version: current,
      vsix: [vsix(), ...(await Promise.all(others))],
      settings: { ...calm, ...settings },
      machineSettings: machine,
      env,
    });
    const { userDataDir } = server;
    browser = await launchChromium();
    const page = await openWindow(server, browser, { folder, size: { width: 1360, height: 820 } });
    return {
      page,
      folder,
      userDataDir,
      panel: () => panelIn(page),
      palette: (title) => palette(page, title),
      lens: (text) => lens(page, text),
      goTo: (line) => goTo(page, line),
      openFile: () => openFile(page),
      quickOpen: (name) => quickOpen(page, name),
      picture: (name) => picture(page, name),
      setTheme: (theme) => setTheme(page, userDataDir, theme),
      files: () => filesOf(folder),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function packed(name: string, to: string): Promise<string> {
  const packagePath = join(to, `${name}.vsix`);
  const cwd = join(__dirname, name);
  await createVSIX({ cwd, packagePath, allowMissingRepository: true, skipLicense: true });
  return packagePath;
}

const lens = (page: Page, text: string): Locator => page.locator(".codelens-decoration a", { hasText: text });

async function openFile(page: Page): Promise<void> {
  await quickOpen(page, "words.go");
  const explorer = page.locator(".part.sidebar");
  if (await explorer.isVisible()) await page.keyboard.press("Control+b");
  await explorer.waitFor({ state: "hidden" });
  await lens(page, "Generate Go implementation").first().waitFor();
}

async function goTo(page: Page, line: number): Promise<void> {
  const input = await quickInput(page, "Control+g", `:${line}`);
  await input.press("Enter");
  await input.waitFor({ state: "hidden" });
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.mouse.move(640, 810); // Nothing is hovered there.
  await page.waitForTimeout(800); // What slides in has come to rest: only pictures need it.
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** A webview is two frames, one in the other; the page inside is ours. */
async function panelIn(page: Page): Promise<Frame> {
  const inner = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await inner.locator("#panel header").waitFor();
  const handle = await inner.locator("#panel").elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error("the panel has no frame");
  return frame;
}

/** What is pressed while a window is busy with something else is lost: it is pressed again until the input is there. */
async function quickInput(page: Page, keys: string, text: string): Promise<Locator> {
  const input = page.locator(".quick-input-widget input.input");
  await eventually(async () => {
    if (!(await input.isVisible())) await page.keyboard.press(keys);
    await input.fill(text, { timeout: 3_000 });
  });
  return input;
}

/** Opens a file by its name, in the group where the panel is not. */
async function quickOpen(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+1");
  await choose(page, "Control+p", name, name);
  await page.locator(".tab.active", { hasText: name }).first().waitFor();
}

const palette = (page: Page, title: string): Promise<void> => choose(page, "F1", `>${title}`, title);

/** An input of something else may be open, and what is typed into a busy window is lost: it is begun again then. */
async function choose(page: Page, keys: string, text: string, entry: string): Promise<void> {
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: entry }).first();
  await eventually(async () => {
    await quickInput(page, keys, text);
    try {
      await row.click({ timeout: 5_000 });
    } catch (error) {
      await page.keyboard.press("Escape");
      throw error;
    }
  });
}

async function setTheme(page: Page, userDataDir: string, theme: string): Promise<void> {
  await palette(page, "Preferences: Color Theme");
  const input = page.locator(".quick-input-widget input.input");
  await input.fill(theme);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: theme }).first().waitFor();
  await input.press("Enter");
  await input.waitFor({ state: "hidden" });
  // The panel hears of it in its own time, and so do the person's settings.
  const body = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("body");
  await eventually(async () => {
    assert.equal(await body.getAttribute("data-vscode-theme-name"), theme);
    const settings = readFileSync(join(userDataDir, "User/settings.json"), "utf8");
    assert.ok(settings.includes(`"${await body.getAttribute("data-vscode-theme-id")}"`), settings);
  });
}

function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.\w+$/.test(name),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
