import { resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Server } from "./server";

export interface OpenWindow {
  /** A folder or a .code-workspace file; left out, an empty window. */
  readonly folder?: string | undefined;
  readonly extensionDevelopmentPath?: readonly string[];
  /** A module that exports run(), loaded in the extension host. */
  readonly extensionTestsPath?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Called before the workbench is loaded. */
  readonly before?: (page: Page) => Promise<void>;
}

/** How long a window may take for one thing, in ms. Only a hang takes it: a machine that is busy is slow, not broken. */
export const patience = 120_000;

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    args: [
      ...[
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
      ],
      ...["--disable-component-update", "--disable-sync"],
      // Nothing but the server on this machine is to be reached.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
}

/** The workbench as a window of the browser. */
export async function openWindow(server: Server, browser: Browser, options: OpenWindow): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await options.before?.(page);
  await page.goto(addressOf(server, options), { timeout: patience });
  await page.waitForSelector(".monaco-workbench");
  return page;
}

function addressOf(server: Server, options: OpenWindow): string {
  const { folder, extensionDevelopmentPath = [], extensionTestsPath } = options;
  const uri = (path: string): string => `vscode-remote://${server.authority}${resolve(path)}`;
  const payload = [
    ...extensionDevelopmentPath.map((path) => ["extensionDevelopmentPath", uri(path)]),
    ...(extensionTestsPath === undefined ? [] : [["extensionTestsPath", uri(extensionTestsPath)]]),
    ["skipWelcome", "true"],
  ];
  const query = new URLSearchParams();
  if (folder === undefined) query.set("ew", "true");
  else query.set(folder.endsWith(".code-workspace") ? "workspace" : "folder", resolve(folder));
  query.set("payload", JSON.stringify(payload));
  return `${server.base}/?${query.toString().replace(/\+/g, "%20")}`;
}
