/**
 * `npm run demo`: builds, fetches the model and gopls where they are missing, and runs the three stubs of examples/ by
 * the command line. Each run prints how it ended and its diff; nothing is written there.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { prepare } from "./prepare";

const root = join(__dirname, "..");
const stubs = [
  ["examples/list/list.go", "Dedup"],
  ["examples/clock/clock.go", "Clock"],
  ["examples/calc/calc.go", "Eval"],
] as const;

/** Exit statuses of an honest end: found, suggested, or not found and said so. */
const honest = new Set([0, 1, 4]);

async function main(): Promise<void> {
  const began = Date.now();
  const seconds = (): string => `${((Date.now() - began) / 1000).toFixed(0)} s`;
  const built = spawnSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
  if (built.status !== 0 || !(await prepare({ gopls: true, model: true, bubblewrap: true }))) {
    process.exitCode = 3;
    return;
  }
  const before = contents(join(root, "examples"));
  for (const [file, name] of stubs) {
    console.log(`\n── ${name} (${seconds()} since the beginning)`);
    const args = [join(root, "dist/cli.js"), "implement", file, name, "--model", "embedded"];
    const run = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
    if (!honest.has(run.status ?? -1)) {
      console.error(`${name}: the run broke (exit status ${run.status ?? run.signal})`);
      process.exitCode = 3;
    }
  }
  if (contents(join(root, "examples")) !== before) {
    console.error("examples/ was changed, and must not be");
    process.exitCode = 3;
  }
  console.log(`\n${seconds()} in all; nothing was written into examples/`);
}

/** A digest of every file below a folder. */
function contents(dir: string): string {
  const hash = createHash("sha256");
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true }).sort((a, b) =>
    a.parentPath + a.name < b.parentPath + b.name ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    hash.update(path);
    if (entry.isFile() && existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest("hex");
}

void main();
