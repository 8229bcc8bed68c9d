import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import type { RunEvent } from "../../src/core/events/events";
import type { FromPanel, Kept, RunStatus, ToPanel } from "../../src/core/events/panel-messages";
import { pageHtml } from "../../src/editor/panel/html";
import themes from "./themes.json";

export type Theme = keyof typeof themes;

/** Where Chromium is: CHROMIUM, else Debian's package. */
export const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export const hasChromium = (): boolean => existsSync(chromiumPath);

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });

/** The panel's own page in a plain browser, with a stand-in for the editor's side of the messages. */
export interface PanelPage {
  readonly page: Page;
  /** What the console complained of: a policy that was hurt, a script that threw. */
  readonly errors: readonly string[];
  post(message: ToPanel): Promise<void>;
  /** What the panel has said so far. */
  sent(): Promise<readonly FromPanel[]>;
  /** What it kept by setState. */
  kept(): Promise<Kept | undefined>;
}

const origin = "http://panel.invalid";
const dist = join(__dirname, "../../dist/run");

/** @param kept what an earlier life of the panel kept */
export async function openPanel(browser: Browser, theme: Theme, kept?: Kept): Promise<PanelPage> {
  const context = await browser.newContext({ viewport: { width: 640, height: 860 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
  await page.route(`${origin}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/") return route.fulfill({ contentType: "text/html", body: html(theme) });
    const types: Readonly<Record<string, string>> = {
      js: "text/javascript",
      css: "text/css",
      ttf: "font/ttf",
    };
    const contentType = types[path.split(".").at(-1) ?? ""];
    if (contentType === undefined || !existsSync(join(dist, path))) return route.abort();
    return route.fulfill({ contentType, body: readFileSync(join(dist, path)) });
  });
  await page.addInitScript({ content: standIn(kept) });
  await page.goto(`${origin}/`);
  return {
    page,
    errors,
    post: (message) =>
      page.evaluate(`new Promise((drawn) => {
      window.dispatchEvent(new MessageEvent("message", { data: ${JSON.stringify(message)} }));
      // The panel draws in the next frame; what is asked afterwards sees it drawn.
      requestAnimationFrame(() => requestAnimationFrame(drawn));
    }).then(() => {})`),
    sent: () => page.evaluate("window.host.sent"),
    kept: () => page.evaluate("window.host.kept"),
  };
}

/** As text: a function would be changed on its way by the tool that runs these tests. */
const standIn = (kept: Kept | undefined): string => `
  const host = { sent: [], kept: ${JSON.stringify(kept) ?? "undefined"} };
  window.host = host;
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => host.sent.push(message),
    getState: () => host.kept,
    setState: (kept) => { host.kept = kept; },
  });`;

/** The real page, with the variables that the editor sets on every webview. */
function html(theme: Theme): string {
  const { classes, variables } = themes[theme];
  const page = pageHtml({ script: "/run.js", style: "/style.css", cspSource: origin, nonce: "test" });
  const style = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  return page
    .replace("<html ", `<html style="${style.join(" ").replaceAll('"', "'")}" `)
    .replace("<body>", `<body class="${classes}">`)
    .replace(`style-src ${origin}`, `style-src ${origin} 'unsafe-inline'`);
}

/** A run that was recorded: what `implement --json` printed. */
export function recorded(name: string): readonly RunEvent[] {
  const lines = readFileSync(join(__dirname, "streams", `${name}.jsonl`), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as RunEvent);
}

/** The record of a recorded run, as it stood. */
export function statusOf(events: readonly RunEvent[], state: RunStatus["state"]): RunStatus {
  const started = events.find((event) => event.type === "started");
  if (started?.type !== "started") throw new Error("the recording does not begin with started");
  const { target, hint } = started;
  return {
    id: started.run,
    file: target.file,
    names: target.names,
    hint,
    state,
    applied: false,
    discarded: false,
    answered: undefined,
  };
}
