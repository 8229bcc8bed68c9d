import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RunEvent } from "../../src/core/events/events";
import { type Peaks, watchMemory } from "./memory";
import { copyModule, easy } from "./module";

/** One call of the built command line: nothing is loaded before it. */
export interface ColdRun {
  /** Milliseconds from the start of the process to the first candidate that passes, and to its end. */
  readonly firstDiff: number;
  readonly total: number;
  readonly peaks: Peaks;
}

export async function coldRuns(rounds: number): Promise<readonly ColdRun[]> {
  await coldRun();
  const runs: ColdRun[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await coldRun());
  return runs;
}

async function coldRun(): Promise<ColdRun> {
  const folder = mkdtempSync(join(tmpdir(), "stubwright-perf-"));
  copyModule(folder);
  const began = performance.now();
  const cli = join(__dirname, "../../dist/cli.js");
  const args = [cli, "implement", easy.file, easy.name, "--json", "--model", "embedded"];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const memory = watchMemory(child.pid ?? 0);
  let firstDiff = Number.NaN;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as RunEvent;
    if (event.type === "judged" && event.judgement.grade === "passing" && Number.isNaN(firstDiff))
      firstDiff = performance.now() - began;
  }
  const total = performance.now() - began;
  rmSync(folder, { recursive: true, force: true });
  return { firstDiff, total, peaks: memory.stop() };
}
