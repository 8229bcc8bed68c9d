import { writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { run } from "../../src/go/process/run";

/** What a person does to a changed file, one after another. */
export const steps = ["gofmt", "build", "vet", "test"] as const;
export type Step = (typeof steps)[number];

/** What gofmt, go build, go vet and go test say of a package as it is written on the disk. */
export interface ByHand {
  /** The first that has something to say which it did not say of the unchanged package. */
  readonly noticedBy: Step | undefined;
  /** What it printed, and go test's output. */
  readonly output: string;
  /** Tests and subtests that go test names as failing. */
  readonly failing: readonly string[];
  /** go test was ended by the time limit. */
  readonly timedOut: boolean;
  /** Wall time of all that ran, milliseconds. */
  readonly ms: number;
}

/** What the unchanged package gets. */
export interface Control extends ByHand {
  readonly unformatted: boolean;
  readonly vetLines: ReadonlySet<string>;
}

/** Longer than any package of the corpus takes; go's own is ten minutes. */
const testSeconds = 40;

export async function control(file: string, signal: AbortSignal): Promise<Control> {
  const began = performance.now();
  const formatted = await step("gofmt", ["-l", basename(file)], file, signal);
  await step("go", ["build", "."], file, signal);
  const vet = await step("go", ["vet", "."], file, signal);
  const tested = await goTest(file, [], signal);
  return {
    ...tested,
    ms: performance.now() - began,
    unformatted: formatted.text !== "",
    vetLines: new Set(linesOf(vet.text)),
  };
}

/** Writes a text over the file and asks; the caller puts back what was there. */
export async function byHand(
  file: string,
  text: string,
  before: Control,
  signal: AbortSignal,
): Promise<ByHand> {
  writeFileSync(file, text);
  const began = performance.now();
  const ended = (noticedBy: Step, output: string): ByHand => ({
    noticedBy,
    output,
    failing: [],
    timedOut: false,
    ms: performance.now() - began,
  });
  const formatted = await step("gofmt", ["-l", basename(file)], file, signal);
  if (formatted.text !== "" && !before.unformatted) return ended("gofmt", formatted.text);
  const built = await step("go", ["build", "."], file, signal);
  if (!built.good) return ended("build", built.text);
  const vetted = await step("go", ["vet", "."], file, signal);
  if (linesOf(vetted.text).some((line) => !before.vetLines.has(line))) return ended("vet", vetted.text);
  const tested = await goTest(file, [], signal);
  return { ...tested, ms: performance.now() - began };
}

/** The package on the disk, or some of its tests. */
export async function goTest(file: string, args: readonly string[], signal: AbortSignal): Promise<ByHand> {
  const limit = ["-count=1", `-timeout=${testSeconds}s`];
  const { good, text, ms } = await step("go", ["test", "-json", ...limit, ...args, "."], file, signal);
  const events = text.split("\n").map(eventOf);
  const output = events.map((e) => e.Output ?? "").join("");
  const failing = events.flatMap((e) => (e.Action === "fail" && e.Test !== undefined ? [e.Test] : []));
  const timedOut = output.includes("panic: test timed out after");
  return { noticedBy: good ? undefined : "test", output, failing: [...new Set(failing)], timedOut, ms };
}

interface TestEvent {
  readonly Action?: string;
  readonly Test?: string;
  readonly Output?: string;
}

function eventOf(line: string): TestEvent {
  if (!line.startsWith("{")) return { Output: line === "" ? "" : `${line}\n` };
  try {
    return JSON.parse(line) as TestEvent;
  } catch {
    return { Output: `${line}\n` };
  }
}

async function step(command: string, args: readonly string[], file: string, signal: AbortSignal) {
  const options = { cwd: dirname(file), env: process.env, timeoutMs: 180_000, maxOutputBytes: 1 << 24 };
  const { code, stdout, stderr, error, ms } = await run(command, args, options, signal);
  signal.throwIfAborted();
  if (error !== "") throw new Error(`${command}: ${error}`);
  return { good: code === 0, text: stdout + stderr, ms };
}

/** What vet finds, its places left out: a change moves lines. */
const linesOf = (text: string): readonly string[] =>
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.replace(/:\d+(?::\d+)?:/g, ":"));
