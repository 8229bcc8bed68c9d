import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SandboxBlock } from "../../core/problem/sandbox-block";
import type { Environment } from "../process/run";
import { withFolder } from "../process/temp-dir";
import { blockInWords } from "../sandbox/blocked";
import { inCopy } from "../sandbox/copy-in-place";
import { environmentOf, runTests, type TestOutcome } from "./binary";
import { hiddenPath, looksBeyond } from "./hidden-path";
import type { TestResult, TestRunContext } from "./isolate";
import type { Observed } from "./observed";
import { isBelow, outputOf, type RanAlone } from "./ran-alone";

/**
 * What a test was kept from that accounts for how it ended; undefined where nothing does. It is measured: a path that
 * is there for the person and not for the test, counters of its network, and whether the test ends otherwise once it may
 * write to a copy of its folder or finds a variable set. What it asserts is data and no sign.
 */
export async function keptFrom(
  result: TestResult,
  ctx: TestRunContext,
  signal: AbortSignal,
): Promise<SandboxBlock | undefined> {
  if (result.status !== "fail" && result.status !== "skip") return undefined;
  if (result.crash?.class === "timeout" || result.crash?.over || !mayBeKept(result, ctx)) return undefined;
  const alone = await once(result.name, ctx, {}, signal);
  if (passed(alone.outcome, result.name)) return undefined;
  return (
    (await variableMissing(alone, ctx, signal)) ??
    (await writesDenied(alone, ctx, signal)) ??
    (await hiddenPath(alone, ctx, signal)) ??
    networkDenied(alone, ctx)
  );
}

/** Whether the first run gives any reason to look closer: most tests that fail just assert. */
function mayBeKept(result: TestResult, ctx: TestRunContext): boolean {
  const { observed, crash } = result;
  const { network } = observed;
  const output = result.runs.map((r) => r.output).join("\n") + result.stderr;
  return (
    crash !== undefined ||
    withheld([...observed.variables, ...namedInPackage(ctx)], ctx).length > 0 ||
    (network !== undefined && network.unreachable + network.refused > 0) ||
    /\bdial unix /.test(output) ||
    looksBeyond(observed.paths, ctx.folder, ctx) ||
    mayHaveWritten(observed, output, ctx) ||
    blockInWords(output, ctx.sandbox) !== undefined
  );
}

interface Change {
  readonly env?: Readonly<Record<string, string>>;
  readonly writes?: true;
}

/** In a folder of its own: what one run learns another one of the same candidate must not find. */
function once(
  name: string,
  { sandbox, build, binary, timeoutMs }: TestRunContext,
  { env, writes }: Change,
  signal: AbortSignal,
): Promise<RanAlone> {
  return withFolder(async (folder) => {
    const before = sandbox.allowed ?? { network: false, writes: false };
    const changed = writes ? { ...sandbox, allowed: { ...before, writes } } : sandbox;
    const request = { names: [name], timeoutMs, folder, ...(env === undefined ? {} : { env }) };
    const outcome = await runTests(changed, build, binary, request, signal);
    signal.throwIfAborted();
    return { name, outcome, folder, ending: endingOf(outcome, folder) };
  });
}

const passed = ({ process, runs }: TestOutcome, name: string): boolean =>
  process.code === 0 && runs.find((r) => r.name === name)?.status === "pass";

/** How a test ended, without what differs from run to run: folders with random names, addresses, times. */
function endingOf({ runs, process }: TestOutcome, folder: string): string {
  const said = runs.map((r) => `${r.name} ${r.status} ${r.output}`).join("\n");
  const crash = process.stderr.split(/\n\ngoroutine /)[0] ?? "";
  return `${process.code} ${said} ${crash}`
    .replaceAll(folder, "")
    .replace(inCopy, "")
    .replace(/\b0x[0-9a-f]+|(?<![\w.])\d[\d.]*[nµm]?s\b|\d{6,}|\d+:\d+:\d+(?:\.\d+)?|127\.0\.0\.1:\d+/g, "");
}

/**
 * Whether a change makes the test end otherwise: it passes, or it says something else while a run without the change says
 * the same again. Many reports hold a seed, a time or an order of their own.
 */
async function matters(
  other: RanAlone,
  { name, ending }: RanAlone,
  ctx: TestRunContext,
  signal: AbortSignal,
): Promise<boolean> {
  if (other.ending === ending) return false;
  if (passed(other.outcome, name)) return true;
  return (await once(name, ctx, {}, signal)).ending === ending;
}

/** Each costs a run of the test. */
const mostVariables = 6;

async function variableMissing(alone: RanAlone, ctx: TestRunContext, signal: AbortSignal) {
  const { name, outcome } = alone;
  const looked = withheld([...outcome.observed.variables, ...namedInPackage(ctx)], ctx);
  for (const variable of looked.slice(0, mostVariables)) {
    const other = await once(name, ctx, { env: { [variable]: trialValue(variable, ctx) } }, signal);
    if (await matters(other, alone, ctx, signal)) return { variable };
  }
  return undefined;
}

/**
 * What a variable is set to in order to see whether it matters. The person's own value only where it looks like no
 * secret and what runs can tell nobody: it has no network, and its output is compared and forgotten.
 */
function trialValue(name: string, { build, sandbox }: TestRunContext): string {
  const value = build.go.env[name] ?? "";
  const confined = sandbox.kind === "bubblewrap" || sandbox.kind === "landlock";
  const silent = confined && sandbox.allowed?.network !== true;
  const plain =
    /^[\w.,:/+-]{1,24}$/.test(value) && !/TOKEN|KEY|SECRET|PASS|PWD|CRED|AUTH|COOKIE|SESSION/i.test(name);
  return silent && plain ? value : "1";
}

/** Of these variables the ones that the person has set and no test sees. */
function withheld(names: readonly string[], { build, sandbox, folder }: TestRunContext): readonly string[] {
  const theirs = build.go.env;
  // Every process is given its folder.
  const given: Environment = { ...environmentOf(build, sandbox, folder), PWD: build.dir };
  return [...new Set(names)].filter((name) => (theirs[name] ?? "") !== "" && given[name] === undefined);
}

/** Names in the package's text: its variables are made, and a panic ends it, before anything is noted. */
function namedInPackage({ build }: TestRunContext): readonly string[] {
  return goFilesIn(build.dir).flatMap((text) =>
    [...text.matchAll(/["`]([A-Za-z_]\w*)["`]/g)].map(([, name = ""]) => name),
  );
}

function goFilesIn(dir: string): readonly string[] {
  try {
    const entries = readdirSync(dir, { withFileTypes: true });
    const names = entries.filter((e) => e.isFile() && e.name.endsWith(".go")).map((e) => e.name);
    return names.map((name) => readFileSync(join(dir, name), "utf8"));
  } catch {
    return [];
  }
}

/** A copy of its folder is thrown away: to try that harms nobody. macOS has no copy, and words have to do. */
async function writesDenied(alone: RanAlone, ctx: TestRunContext, signal: AbortSignal) {
  const { name, outcome } = alone;
  const output = outputOf(outcome);
  if (!mayHaveWritten(outcome.observed, output, ctx)) return undefined;
  if (ctx.sandbox.kind === "sandbox-exec")
    return blockInWords(output, ctx.sandbox) === "writes" ? "writes" : undefined;
  const other = await once(name, ctx, { writes: true }, signal);
  return (await matters(other, alone, ctx, signal)) ? "writes" : undefined;
}

const writingCalls =
  /\bos\.(?:WriteFile|Create|OpenFile|Mkdir|Rename|Remove|Symlink|Link|Chmod|Chtimes|Truncate)|\bioutil\.(?:WriteFile|Temp)/;

/** A log tells what was opened, not what for. */
function mayHaveWritten(
  { opened, paths }: Observed,
  output: string,
  { build, sandbox }: TestRunContext,
): boolean {
  if (sandbox.kind === "none" || sandbox.allowed?.writes === true) return false;
  if (blockInWords(output, sandbox) === "writes") return true;
  const own = (path: string) => isBelow(path, build.around.root);
  if ([...paths].some((path) => own(path) && !existsSync(path))) return true;
  return [...opened].some(own) && goFilesIn(build.dir).some((text) => writingCalls.test(text));
}

/** On its own loopback a test may want to be refused: there its words have to agree with the counters. */
function networkDenied({ outcome }: RanAlone, { sandbox }: TestRunContext): "network" | undefined {
  if (sandbox.kind === "none" || sandbox.allowed?.network === true) return undefined;
  const { network } = outcome.observed;
  const words = blockInWords(outputOf(outcome), sandbox) === "network";
  // Counted nowhere on macOS, nor under Landlock in some containers.
  if (network === undefined) return words && sandbox.kind !== "bubblewrap" ? "network" : undefined;
  return network.unreachable > 0 || (network.refused > 0 && words) ? "network" : undefined;
}
