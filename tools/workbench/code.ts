import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { format } from "node:util";
import type { Page } from "playwright-core";
import { startServer } from "./server";
import { current, versions } from "./version";
import { launchChromium, openWindow } from "./window";

interface Asked {
  readonly development: readonly string[];
  readonly tests: string;
  readonly userDataDir: string | undefined;
  readonly extensionsDir: string | undefined;
  readonly folder: string | undefined;
}

/** What a test run says on the page's console that nobody needs to read. */
const noise =
  /^(?:Error: Could not locate the bindings file|Cannot find module |Resolving connection token|Resolved connection token|Creating a socket|Updating additional builtin|ChatSessionStore|\[Service Worker\]|(?:Error: )?getaddrinfo |Started local extension host|\[perf\]|Timed out waiting for authentication|ComputeTargetPlatform|Failed to fetch|Canceled|\[reconnection-grace-time\]|\[AgentHost|\[AccountPolicyGate\]|\[DefaultAccount\]|An unknown error occurred)/;

const limitMs = Number(process.env["STUBWRIGHT_WORKBENCH_LIMIT_MS"] ?? 1_800_000);

/** Runs an extension's tests in a window of the workbench and ends this process with their status. */
async function main(argv: readonly string[]): Promise<void> {
  const asked = read(argv);
  const wanted = process.env["STUBWRIGHT_WORKBENCH"] ?? current.codeServer;
  const version = versions.find((v) => v.codeServer === wanted) ?? current;
  const scratch = mkdtempSync(join(tmpdir(), "stubwright-code-"));
  const told = join(scratch, "outcome.json");
  const server = await startServer({
    version,
    userDataDir: asked.userDataDir,
    extensionsDir: asked.extensionsDir,
    smokeDriver: true,
    askForTrust: process.env["STUBWRIGHT_WORKBENCH_TRUST"] === "ask",
    env: { STUBWRIGHT_TESTS: resolve(asked.tests), STUBWRIGHT_OUTCOME: told },
  });
  const browser = await launchChromium();
  let end: (why: string | undefined) => void = () => {};
  const over = new Promise<string | undefined>((resolved) => {
    end = resolved;
  });
  const stop = async (): Promise<void> => {
    await browser.close().catch(() => {});
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stop().then(() => process.exit(130)));
  const timer = setTimeout(() => end(`no result within ${limitMs} ms`), limitMs);
  browser.on("disconnected", () => end("the browser went away"));
  const page = await openWindow(server, browser, {
    folder: asked.folder,
    extensionDevelopmentPath: asked.development,
    extensionTestsPath: join(__dirname, "tests-wrapper.cjs"),
    before: (fresh) => listen(fresh, end),
  });
  const trouble = await over;
  clearTimeout(timer);
  // The workbench reports status 0 also when the extension host died: only what the tests wrote counts.
  const outcome = existsSync(told) ? (JSON.parse(readFileSync(told, "utf8")) as { ok: boolean }) : undefined;
  const why =
    trouble ?? (outcome === undefined ? "the extension host ended before the tests did" : undefined);
  if (why !== undefined) {
    console.error(`workbench: ${why}`);
    const shot = process.env["STUBWRIGHT_WORKBENCH_SHOT"];
    if (shot !== undefined) await page.screenshot({ path: shot }).catch(() => {});
    console.error(server.log().slice(-3_000));
  }
  await stop();
  process.exit(why === undefined && outcome?.ok === true ? 0 : 1);
}

async function listen(page: Page, over: (why: string | undefined) => void): Promise<void> {
  page.on("crash", () => over("the page crashed"));
  await page.exposeFunction("codeAutomationLog", (type: string, args: readonly unknown[]) => {
    const line = format(...args.map((a) => (a instanceof Object && "message" in a ? a.message : a)));
    if (process.env["STUBWRIGHT_WORKBENCH_VERBOSE"] === undefined && noise.test(line)) return;
    (type === "error" ? process.stderr : process.stdout).write(`${line}\n`);
  });
  await page.exposeFunction("codeAutomationExit", () => over(undefined));
}

/** Switches that only a desktop build knows are passed over. */
function read(argv: readonly string[]): Asked {
  const valued = new Map<string, string[]>();
  const rest: string[] = [];
  for (const arg of argv) {
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) rest.push(arg);
    else if (value !== undefined) valued.set(name, [...(valued.get(name) ?? []), value]);
  }
  const one = (name: string): string | undefined => valued.get(name)?.at(-1);
  const tests = one("extensionTestsPath");
  if (tests === undefined) throw new Error("only test runs (--extensionTestsPath=…) are supported");
  const folder = (path: string | undefined): string | undefined =>
    path === undefined ? path : resolve(path);
  return {
    tests,
    development: valued.get("extensionDevelopmentPath") ?? [],
    userDataDir: folder(one("user-data-dir")),
    extensionsDir: folder(one("extensions-dir")),
    folder: rest[0],
  };
}

void main(process.argv.slice(2));
