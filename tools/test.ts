/**
 * `npm test [-- SUITE...]` (`--oldest`: the editor's on the oldest VS Code that is supported): builds, checks, fetches
 * what tests need, runs each suite in a process of its own, and ends on the line `N passed, N failed, N skipped` summed
 * over all of them. Build and check count only when they fail. Where real processes and windows take part, a test that
 * fails is asked once more; one that passes only then is named before the end, so that it is fixed all the same.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "./prepare";
import { runWindow, windows } from "./workbench/run-tests";
import { current, oldest, type WorkbenchVersion } from "./workbench/version";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Tests that failed, each with its message. */
  readonly failures: readonly string[];
  /** Tests that passed only when asked again, each with what it said the first time. */
  readonly wavering: readonly string[];
}

const root = join(__dirname, "..");
const suites = ["unit", "go", "model", "suite", "hardening", "e2e", "editor", "ui"] as const;
type Suite = (typeof suites)[number];

/** What a suite needs from outside the clone. */
const needs: Readonly<Record<Suite, { readonly gopls: boolean; readonly model: boolean }>> = {
  unit: { gopls: false, model: false },
  go: { gopls: true, model: false },
  model: { gopls: false, model: true },
  suite: { gopls: false, model: false },
  hardening: { gopls: false, model: false },
  e2e: { gopls: true, model: true },
  editor: { gopls: true, model: true },
  ui: { gopls: true, model: true },
};

const nothing: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], wavering: [] };
const failed = (what: string): Counts => ({ ...nothing, failed: 1, failures: [what] });

/** A fake that fails once is a fault of ours; of a real window, process or port once is asked again. */
const exact: readonly Suite[] = ["unit", "suite"];

async function main(): Promise<void> {
  const useOldest = process.argv.includes("--oldest");
  const asked = process.argv.slice(2).filter((arg) => arg !== "--oldest");
  const unknown = asked.filter((name) => !suites.some((suite) => suite === name));
  if (unknown.length > 0) throw new Error(`no suite ${unknown.join(", ")}; there are ${suites.join(", ")}`);
  const chosen = suites.filter((suite) => asked.length === 0 || asked.includes(suite));
  const times: [string, number, Counts][] = [];
  const timed = async (name: string, work: () => Counts | Promise<Counts>): Promise<void> => {
    console.log(`\n== ${name}`);
    const began = Date.now();
    const counts = await work();
    times.push([name, (Date.now() - began) / 1000, counts]);
  };

  await timed("build", () => step("npm", ["run", "--silent", "build"]));
  await timed("check", () => step("npm", ["run", "--silent", "check"]));
  await timed("fetch", async () => {
    const gopls = chosen.some((suite) => needs[suite].gopls);
    const model = chosen.some((suite) => needs[suite].model);
    const bubblewrap = gopls || chosen.includes("hardening");
    return (await prepare({ gopls, model, bubblewrap }))
      ? nothing
      : failed("what the tests need could not be had");
  });
  for (const suite of chosen)
    await timed(suite, () =>
      suite === "editor" ? runWindows(useOldest ? oldest : current) : runSuite(suite),
    );

  console.log("");
  for (const [name, seconds, c] of times) {
    console.log(`${name.padEnd(8)}${seconds.toFixed(1).padStart(8)} s  ${c.failed > 0 ? "FAILED" : "ok"}`);
  }
  const total = times.reduce((sum, [, , c]) => add(sum, c), nothing);
  for (const test of total.wavering) console.log(`passed when asked again: ${test}`);
  for (const test of total.failures) console.log(`failed: ${test}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
}

const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
  wavering: [...a.wavering, ...b.wavering],
});

function step(command: string, args: readonly string[]): Counts {
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  return done.status === 0 ? nothing : failed([command, ...args].join(" "));
}

/** A suite that crashes, or that runs no test at all, has failed. */
function runSuite(suite: Suite): Counts {
  const dir = join(root, "test", suite);
  const files = existsSync(dir) ? readdirSync(dir, { recursive: true, encoding: "utf8" }) : [];
  const tests = files.filter((file) => file.endsWith(".test.ts")).map((file) => join(dir, file));
  const scratch = mkdtempSync(join(tmpdir(), "stubwright-test-"));
  try {
    const report = join(scratch, "report.json");
    const mocha = [
      bin("mocha/bin/mocha.js"),
      "--reporter",
      join(__dirname, "mocha-reporter.cjs"),
      ...(exact.includes(suite) ? [] : ["--retries", "1"]),
      ...tests.sort(),
    ];
    const args = suite === "unit" ? [bin("c8/bin/c8.js"), process.execPath, ...mocha] : mocha;
    const env = { ...process.env, STUBWRIGHT_TEST_REPORT: report };
    const done = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env });
    if (!existsSync(report)) return failed(`suite ${suite} ended without a report`);
    const counts = JSON.parse(readFileSync(report, "utf8")) as Counts;
    const ran = counts.passed + counts.failed;
    if (ran === 0) return failed(`suite ${suite} ran no test`);
    const odd = done.status !== 0 && counts.failed === 0;
    return odd ? add(counts, failed(`suite ${suite} ended with ${done.status}`)) : counts;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The editor's tests run in windows of a real workbench; one that runs no test has failed. */
async function runWindows(version: WorkbenchVersion): Promise<Counts> {
  let sum = nothing;
  for (const window of windows) {
    console.log(`-- ${window.tests}, VS Code ${version.vscode}`);
    const scratch = mkdtempSync(join(tmpdir(), "stubwright-test-"));
    const report = join(scratch, "report.json");
    const passed = await runWindow(window, version, report);
    const counts = existsSync(report)
      ? (JSON.parse(readFileSync(report, "utf8")) as Counts)
      : failed(`window ${window.tests} ended without a report`);
    rmSync(scratch, { recursive: true, force: true });
    const ran = counts.passed + counts.failed;
    const odd = counts.failed === 0 && (ran === 0 || !passed);
    sum = add(
      sum,
      odd ? add(counts, failed(`window ${window.tests} ran ${ran} tests and ended badly`)) : counts,
    );
  }
  return sum;
}

const bin = (path: string): string => join(root, "node_modules", path);

void main();
