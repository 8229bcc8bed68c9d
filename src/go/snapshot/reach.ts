import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BaselineTest } from "../../core/snapshot";
import { inTurns } from "../process/in-turns";
import { sandboxBlock } from "../sandbox/blocked";
import type { Sandbox } from "../sandbox/probe";
import { listTests, runTests } from "../testrun/binary";
import type { DeclaredTest } from "../testrun/findings";
import { siteOf } from "../testrun/findings";
import { runIsolating, type TestResult } from "../testrun/isolate";
import type { TestBuild } from "../toolchain/test-build";
import { inputsIn, type TestInput } from "./test-inputs";

export interface ReachRequest {
  readonly sandbox: Sandbox;
  readonly build: TestBuild;
  /** Compiled with bodies in the target's place that say that they were reached, and panic. */
  readonly binary: string;
  readonly folder: string;
  /** For one test, milliseconds. */
  readonly timeoutMs: number;
  readonly declared: readonly DeclaredTest[];
  /** What is known of some tests already. */
  readonly known: ReadonlyMap<string, TestReach>;
}

/** A test and how long it took, milliseconds. */
export type TestReach = BaselineTest & { readonly ms: number };

/** With what it read, where another process can find out the same by looking at that. */
export type LoggedReach = TestReach & { readonly inputs?: readonly TestInput[] | undefined };

/** Every test of a binary, in its order. */
export interface ReachedTests {
  readonly names: readonly string[];
  readonly tests: readonly LoggedReach[];
}

/** Test processes side by side: more would only measure each other. */
const sideBySide = 2;

/** No more tests than these share a process: one that hangs costs its time limit and what it kept from running. */
const few = 16;

/** What each test of the package reaches, and how it stands. */
export async function testReach(request: ReachRequest, signal: AbortSignal): Promise<ReachedTests> {
  const listed = await listTests(request.sandbox, request.build, request.binary, request, signal);
  const names = listed ?? request.declared.map((t) => t.name);
  const open = names.filter((name) => !request.known.has(name));
  const together = open.length > few ? await runTogether(open, request, signal) : new Map();
  const tests = await inTurns(
    names,
    sideBySide,
    async (name): Promise<LoggedReach> =>
      request.known.get(name) ?? together.get(name) ?? runAlone(name, request, signal),
  );
  return { names, tests };
}

const logFlag = (path: string): string => `-test.testlogfile=${path}`;

async function logged(path: string, { build, folder }: ReachRequest) {
  const log = await readFile(path, "utf8").catch(() => "");
  return inputsIn(log, build.dir, folder);
}

/** The first test that reaches the target takes its process down: in one of its own it takes no other with it. */
async function runAlone(name: string, request: ReachRequest, signal: AbortSignal): Promise<LoggedReach> {
  const { sandbox, build, binary, timeoutMs, folder } = request;
  const log = join(folder, `${name}.log`);
  const testRequest = { names: [name], timeoutMs, folder, flags: [logFlag(log)] };
  const { process, runs } = await runTests(sandbox, build, binary, testRequest, signal);
  const run = runs.find((r) => r.name === name);
  const green = run?.status === "pass" ? "green" : "red";
  const skipped = run === undefined || run.status === "skip";
  const status = process.code !== 0 ? "red" : skipped ? "skipped" : green;
  const reaches = reachedIn(process.stderr);
  const output = runs.map((r) => r.output).join("\n") + process.stderr;
  const kept = status === "red" && reaches.length === 0 ? sandboxBlock(output, sandbox) : undefined;
  const reach = {
    name,
    file: fileOf(name, request),
    reaches,
    status,
    ms: run?.ms ?? process.ms,
    kept,
  } as const;
  const whole =
    process.code === 0 || (run?.status === "fail" && !/^(?:panic|fatal error): /m.test(process.stderr));
  const stopped = printsIn(process.stderr) === 1 && crashedByTarget(process.stderr) === 1;
  return isStable(reach) && process.end === "exited" && (whole || stopped)
    ? { ...reach, inputs: await logged(log, request) }
    : reach;
}

/** One that is red before it reaches the target, or skips itself, may have its reason in what no log shows. */
const isStable = ({ status, reaches }: TestReach): boolean =>
  status === "green" || (status === "red" && reaches.length > 0);

/** Many tests in few processes. Left out is whatever cannot be told apart: it is run alone afterwards. */
async function runTogether(
  names: readonly string[],
  request: ReachRequest,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LoggedReach>> {
  const groups = Array.from({ length: Math.ceil(names.length / few) }, (_, i) => i);
  const found = await inTurns(groups, sideBySide, (i) =>
    runGroup(names.slice(i * few, (i + 1) * few), join(request.folder, `group${i}`), request, signal),
  );
  return new Map(found.flat().map((s) => [s.name, s]));
}

/** @param logs beginning of the paths of its processes' logs: what any of them read counts for all of its tests */
async function runGroup(
  names: readonly string[],
  logs: string,
  request: ReachRequest,
  signal: AbortSignal,
): Promise<readonly LoggedReach[]> {
  const site = siteOf(request.build, request.declared);
  const flags = (process: number) => [logFlag(`${logs}-${process}.log`)];
  const testRun = { ...request, site, testMs: new Map(), flags };
  const { results, processes } = await runIsolating(names, testRun, signal);
  const read = Array.from({ length: processes }, (_, i) => logged(`${logs}-${i + 1}.log`, request));
  const inputs = await Promise.all(read);
  const lost = inputs.includes(undefined) || results.some((r) => r.crash !== undefined && !isCulprit(r));
  const all = [...new Map(inputs.flatMap((i) => i ?? []).map((i) => [`${i.how} ${i.path}`, i])).values()];
  return results
    .flatMap((result) => reachOf(result, request))
    .map((reach) => (lost || !isStable(reach) ? reach : { ...reach, inputs: all }));
}

const isCulprit = ({ crash }: TestResult): boolean =>
  crash?.message.startsWith("panic: stubwright:reached:") ?? false;

const printsIn = (stderr: string): number => [...stderr.matchAll(/(?<!panic: )stubwright:reached:/g)].length;

function reachOf(result: TestResult, request: ReachRequest): TestReach[] {
  const culprit = isCulprit(result);
  // One print and a panic with it belong to the test that panicked; any further print is somebody's who recovered.
  if (result.status === "not-run" || printsIn(result.stderr) > (culprit ? 1 : crashedByTarget(result.stderr)))
    return [];
  const reaches = culprit ? reachedIn(result.stderr) : [];
  const status = { pass: "green", fail: "red", skip: "skipped" } as const;
  const { name } = result;
  const ms = result.runs.find((r) => r.name === name)?.ms ?? 0;
  const output = result.runs.map((r) => r.output).join("\n");
  const kept = result.status === "fail" && !culprit ? sandboxBlock(output, request.sandbox) : undefined;
  return [{ name, file: fileOf(name, request), reaches, status: status[result.status], ms, kept }];
}

const crashedByTarget = (stderr: string): number => (/^panic: stubwright:reached:/m.test(stderr) ? 1 : 0);

function reachedIn(stderr: string): readonly string[] {
  return [...new Set([...stderr.matchAll(/stubwright:reached:([\p{L}\p{N}_.]+)/gu)].map((m) => m[1] ?? ""))];
}

const fileOf = (name: string, { declared }: ReachRequest): string =>
  declared.find((t) => t.name === name)?.file ?? "";
