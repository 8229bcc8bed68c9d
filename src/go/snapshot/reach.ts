import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import type { BaselineTest } from "../../core/snapshot";
import { inTurns } from "../process/in-turns";
import type { Sandbox } from "../sandbox/probe";
import { listTests, runTests, unattributedMarks } from "../testrun/binary";
import type { DeclaredTest } from "../testrun/findings";
import { readCrash, siteOf } from "../testrun/findings";
import { runIsolating, type TestResult } from "../testrun/isolate";
import { keptFrom } from "../testrun/kept";
import { notStarted } from "../testrun/not-started";
import type { TestBuild } from "../toolchain/test-build";

export interface ReachRequest {
  readonly sandbox: Sandbox;
  readonly build: TestBuild;
  /** Compiled with bodies in the target's place that say that they were reached, and panic. */
  readonly binary: string;
  readonly folder: string;
  /** For one test, milliseconds. */
  readonly timeoutMs: number;
  readonly declared: readonly DeclaredTest[];
}

/** A test and how long it took, milliseconds. */
export type TestReach = BaselineTest & { readonly ms: number };

/** Test processes side by side: more would only measure each other. */
const sideBySide = 2;

/** No more tests than these share a process: one that hangs costs its time limit and what it kept from running. */
const few = 16;

/** What each test of a process is given besides, in milliseconds. */
const shareMs = 200;

export interface Reached {
  readonly tests: readonly TestReach[];
  /** Why no test ran at all, in a clause; undefined where tests ran. */
  readonly notStarted: string | undefined;
}

/** What each test of the package reaches, and how it stands. */
export async function testReach(request: ReachRequest, signal: AbortSignal): Promise<Reached> {
  const listed = await listTests(request.sandbox, request.build, request.binary, request, signal);
  const declared = request.declared.map((t) => t.name).filter((name) => !name.startsWith("Example"));
  const [first] = declared;
  if (first !== undefined && (listed === undefined || listed.length === 0)) {
    const outcome = await runTests(
      request.sandbox,
      request.build,
      request.binary,
      requestFor(first, request),
      signal,
    );
    const why = reachedIn(outcome.process.stderr).length === 0 ? notStarted(outcome) : undefined;
    if (why !== undefined) return { tests: [], notStarted: why };
  }
  const tests = await reachOfEach(listed ?? request.declared.map((t) => t.name), request, signal);
  return { tests, notStarted: undefined };
}

async function reachOfEach(
  names: readonly string[],
  request: ReachRequest,
  signal: AbortSignal,
): Promise<readonly TestReach[]> {
  const together = names.length > few ? await runTogether(names, request, signal) : new Map<string, Ran>();
  const testRun = { ...request, site: siteOf(request.build, request.declared), testMs: new Map() };
  const found = await inTurns(names, sideBySide, async (name): Promise<TestReach> => {
    const { result, ...reach } = together.get(name) ?? (await runAlone(name, request, signal));
    const idle = reach.status !== "green" && reach.reaches.length === 0;
    return { ...reach, kept: idle ? await keptFrom(result, testRun, signal) : undefined };
  });
  return existsSync(unattributedMarks(request.folder)) ? attributed(found, request, signal) : found;
}

const requestFor = (name: string, { timeoutMs, folder }: ReachRequest) => ({
  names: [name],
  timeoutMs,
  folder,
});

/** Whose marks they are is seen when the tests that seem to reach nothing run one after the other. */
async function attributed(
  found: readonly TestReach[],
  request: ReachRequest,
  signal: AbortSignal,
): Promise<readonly TestReach[]> {
  const file = unattributedMarks(request.folder);
  const tests: TestReach[] = [];
  for (const test of found) {
    await rm(file, { force: true });
    if (test.reaches.length === 0) await runAlone(test.name, request, signal);
    signal.throwIfAborted();
    const marks = await readFile(file, "utf8").catch(() => "");
    tests.push(marks === "" ? test : { ...test, reaches: reachedIn(marks) });
  }
  return tests;
}

/** With the run that showed it. */
type Ran = TestReach & { readonly result: TestResult };

/** The first test that reaches the target takes its process down: in one of its own it takes no other with it. */
async function runAlone(name: string, request: ReachRequest, signal: AbortSignal): Promise<Ran> {
  const { sandbox, build, binary } = request;
  const asked = requestFor(name, request);
  const { process, runs, observed } = await runTests(sandbox, build, binary, asked, signal);
  const run = runs.find((r) => r.name === name);
  const green = run?.status === "pass" ? "green" : "red";
  const skipped = run === undefined || run.status === "skip";
  const status = process.code !== 0 ? "red" : skipped ? "skipped" : green;
  const reaches = reachedIn(process.stderr);
  const { stderr, ms } = process;
  const crash = readCrash(stderr, siteOf(build, request.declared));
  const ended = status === "green" ? "pass" : status === "red" ? "fail" : "skip";
  const result: TestResult = { name, status: ended, runs, crash, stderr, observed };
  return { name, file: fileOf(name, request), reaches, status, ms: run?.ms ?? ms, result };
}

/** Many tests in few processes. Left out is whatever cannot be told apart: it is run alone afterwards. */
async function runTogether(
  names: readonly string[],
  request: ReachRequest,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Ran>> {
  const site = siteOf(request.build, request.declared);
  const groups = Array.from({ length: Math.ceil(names.length / few) }, (_, i) =>
    names.slice(i * few, (i + 1) * few),
  );
  // One that takes its time must not take that of those behind it.
  const testRun = { ...request, site, timeoutMs: request.timeoutMs + few * shareMs };
  const results = await inTurns(groups, sideBySide, async (group) => {
    return (await runIsolating(group, testRun, signal)).results;
  });
  return new Map(
    results
      .flat()
      .flatMap((s) => reachOf(s, request))
      .map((s) => [s.name, s]),
  );
}

function reachOf(result: TestResult, request: ReachRequest): Ran[] {
  const prints = [...result.stderr.matchAll(/(?<!panic: )stubwright:reached:/g)].length;
  const culprit = result.crash?.message.startsWith("panic: stubwright:reached:") ?? false;
  // The clock was all of its group's.
  if (result.crash?.class === "timeout") return [];
  // One print and a panic with it belong to the test that panicked; any further print is somebody's who recovered.
  if (result.status === "not-run" || prints > (culprit ? 1 : crashedByTarget(result.stderr))) return [];
  const reaches = culprit ? reachedIn(result.stderr) : [];
  const status = { pass: "green", fail: "red", skip: "skipped" } as const;
  const { name } = result;
  const ms = result.runs.find((r) => r.name === name)?.ms ?? 0;
  return [{ name, file: fileOf(name, request), reaches, status: status[result.status], ms, result }];
}

const crashedByTarget = (stderr: string): number => (/^panic: stubwright:reached:/m.test(stderr) ? 1 : 0);

function reachedIn(stderr: string): readonly string[] {
  return [...new Set([...stderr.matchAll(/stubwright:reached:([\p{L}\p{N}_.]+)/gu)].map((m) => m[1] ?? ""))];
}

const fileOf = (name: string, { declared }: ReachRequest): string =>
  declared.find((t) => t.name === name)?.file ?? "";
