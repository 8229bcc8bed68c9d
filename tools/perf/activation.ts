/**
 * `npx tsx tools/perf/activation.ts [STARTS]`: how long the packaged extension takes to become active in a real
 * workbench, by the workbench's own account (Developer: Show Running Extensions). Linux x64, after `npm run package`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import manifest from "../../package.json";
import { installWorkbench } from "../workbench/install";
import { startServer } from "../workbench/server";
import { current } from "../workbench/version";
import { launchChromium, openWindow } from "../workbench/window";

const root = join(__dirname, "../..");

async function main(starts: number): Promise<void> {
  installWorkbench(current, console.log);
  const scratch = mkdtempSync(join(tmpdir(), "stubwright-activation-"));
  const folder = join(scratch, "sample");
  mkdirSync(folder);
  writeFileSync(join(folder, "go.mod"), "module example.org/sample\n\ngo 1.21\n");
  writeFileSync(join(folder, "a.go"), 'package sample\n\nfunc A() int {\n\tpanic("todo")\n}\n');
  const vsix = [join(root, `${manifest.name}-linux-x64-${manifest.version}.vsix`)];
  const server = await startServer({ version: current, vsix });
  const browser = await launchChromium();
  try {
    const page = await openWindow(server, browser, { folder, size: { width: 1360, height: 4000 } });
    await choose(page, "a.go", "a.go");
    const ms: number[] = [];
    for (let start = 0; start < starts; start++) {
      if (start > 0) await page.reload();
      await page.locator(".codelens-decoration a", { hasText: "Generate" }).waitFor({ timeout: 120_000 });
      ms.push(await activation(page));
      console.log(`start ${start + 1}: ${ms.at(-1)} ms`);
    }
    console.log(`median of ${starts}: ${ms.sort((a, b) => a - b)[Math.floor(starts / 2)]} ms`);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Types into the quick input and takes what is offered. */
async function choose(page: Page, typed: string, row: string): Promise<void> {
  await page.keyboard.press(typed.startsWith(">") ? "F1" : "Control+p");
  await page.locator(".quick-input-widget input.input").fill(typed);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: row }).first().click();
}

async function activation(page: Page): Promise<number> {
  await choose(page, ">Developer: Show Running Extensions", "Show Running Extensions");
  const row = page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: manifest.displayName });
  await row.waitFor({ timeout: 60_000 });
  const said = (await row.locator(".activation-time").textContent()) ?? "";
  await page.keyboard.press("Control+w");
  return Number(/(\d+)\s*ms/.exec(said)?.[1]);
}

void main(Number(process.argv[2] ?? 5));
