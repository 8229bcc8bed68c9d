import { rm } from "node:fs/promises";
import { limits } from "../../core/limits";
import type { BaselineTest } from "../../core/snapshot";
import { inTurns } from "../process/in-turns";
import { readRegularText } from "../process/regular-file";
import type { Sandbox } from "../sandbox/probe";
import { listTests, runTests, unattributedMarks } from "../testrun/binary";
import type { DeclaredTest } from "../testrun/findings";
import { readCrash, siteOf } from "../testrun/findings";
import { endOf, runIsolating, type TestResult } from "../testrun/isolate";
import { keptFrom } from "../testrun/kept";
import { notStarted } from "../testrun/not-started";
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

/** Test processes side by side: more would only measure each other. */
const sideBySide = 2;

/** No more tests than these share a process: one that hangs costs its time limit and what it kept from running. */
const few = 16;

/** What each test of a process is given besides, in milliseconds. */
const shareMs = 200;

export interface Reached {
  /** Every test of the binary, in its order. */
  readonly names: readonly string[];
  readonly tests: readonly LoggedReach[];
  /** Why no test ran at all, in a clause; undefined where tests ran. */
  readonly notStarted: string | undefined;
  /** One whose process something outside killed, again and again: of such a package nothing is known. */
  readonly killed?: string | undefined;
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
    if (outcome.killed) return { names: [], tests: [], notStarted: undefined, killed: first };
    const why = reachedIn(outcome.process.stderr).length === 0 ? notStarted(outcome) : undefined;
    if (why !== undefined) return { names: [], tests: [], notStarted: why };
  }
  const names = listed ?? request.declared.map((t) => t.name);
  const killed: string[] = [];
  const tests = await reachOfEach(names, request, killed, signal);
  return { names, tests, notStarted: undefined, killed: killed[0] };
}

async function reachOfEach(
  names: readonly string[],
  request: ReachRequest,
  killed: string[],
  signal: AbortSignal,
): Promise<readonly LoggedReach[]> {
  const open = names.filter((name) => !request.known.has(name));
  const together = open.length > few ? await runTogether(open, request, signal) : new Map<string, Ran>();
  const testRun = { ...request, site: siteOf(request.build, request.declared) };
  const found = await inTurns(names, sideBySide, async (name): Promise<LoggedReach> => {
    const known = request.known.get(name);
    if (known !== undefined) return known;
    const ran = together.get(name) ?? (await runAlone(name, request, signal));
    const { result, logged: _logged, killed: dead, ...reach } = ran;
    if (dead) killed.push(name);
    const idle = reach.status !== "green" && reach.reaches.length === 0;
    const kept = idle ? await keptFrom(result, testRun, signal) : undefined;
    return { ...reach, kept, inputs: inputsOf(ran, request) };
  });
  const marks = await readRegularText(unattributedMarks(request.folder), limits.testLog);
  return marks === "" ? found : attributed(found, request, signal);
}

/** One that is red before it reaches the target, or skips itself, may have its reason in what no log shows. */
function inputsOf(
  { status, reaches, logged, result }: Ran,
  { build, folder }: ReachRequest,
): readonly TestInput[] | undefined {
  const stable = status === "green" || (status === "red" && reaches.length > 0);
  return stable && logged ? inputsIn(result.observed.log, build.dir, folder) : undefined;
}

const requestFor = (name: string, { timeoutMs, folder }: ReachRequest) => ({
  names: [name],
  timeoutMs,
  folder,
});

/**
 * Whose marks they are is seen when the tests that seem to reach nothing run one after the other. Of what the processes
 * read that left them there is no log.
 */
async function attributed(
  found: readonly LoggedReach[],
  request: ReachRequest,
  signal: AbortSignal,
): Promise<readonly TestReach[]> {
  const file = unattributedMarks(request.folder);
  const tests: TestReach[] = [];
  for (const { inputs: _inputs, ...test } of found) {
    await rm(file, { force: true });
    if (test.reaches.length === 0) await runAlone(test.name, request, signal);
    signal.throwIfAborted();
    const marks = await readRegularText(file, limits.testLog);
    tests.push(marks === "" ? test : { ...test, reaches: reachedIn(marks) });
  }
  return tests;
}

/** With the run that showed it. */
type Ran = TestReach & {
  readonly result: TestResult;
  /** Its log holds all that the test read until it ended, or reached the target and panicked. */
  readonly logged: boolean;
  readonly killed?: boolean;
};

/** The first test that reaches the target takes its process down: in one of its own it takes no other with it. */
async function runAlone(name: string, request: ReachRequest, signal: AbortSignal): Promise<Ran> {
  const { sandbox, build, binary } = request;
  const asked = requestFor(name, request);
  const outcome = await runTests(sandbox, build, binary, asked, signal);
  const { process, runs, observed, killed } = outcome;
  const run = runs.find((r) => r.name === name);
  const green = run?.status === "pass" ? "green" : "red";
  const skipped = run === undefined || run.status === "skip";
  const status = process.code !== 0 ? "red" : skipped ? "skipped" : green;
  const reaches = reachedIn(process.stderr);
  const { stderr, ms } = process;
  const crash = readCrash(stderr, siteOf(build, request.declared));
  const ended = status === "green" ? "pass" : status === "red" ? "fail" : "skip";
  const result: TestResult = { name, status: ended, runs, crash, stderr, observed, end: endOf(outcome) };
  const whole = process.code === 0 || (run?.status === "fail" && !panicked.test(stderr));
  const stopped = printsIn(stderr) === 1 && crashedByTarget(stderr) === 1;
  const logged = process.end === "exited" && (whole || stopped);
  return { name, file: fileOf(name, request), reaches, status, ms: run?.ms ?? ms, result, logged, killed };
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
  const found = await inTurns(groups, sideBySide, async (group) => {
    const { results } = await runIsolating(group, testRun, signal);
    const lost = results.some((r) => r.crash !== undefined && !isCulprit(r));
    return results.flatMap((r) => reachOf(r, request, !lost));
  });
  return new Map(found.flat().map((s) => [s.name, s]));
}

const panicked = /^(?:panic|fatal error): /m;

const isCulprit = ({ crash }: TestResult): boolean =>
  crash?.message.startsWith("panic: stubwright:reached:") ?? false;

const printsIn = (stderr: string): number => [...stderr.matchAll(/(?<!panic: )stubwright:reached:/g)].length;

/** @param whole no process of its group ended in any other way than by its end or the target's panic */
function reachOf(result: TestResult, request: ReachRequest, whole: boolean): Ran[] {
  const { name, stderr, crash } = result;
  const culprit = isCulprit(result);
  // The clock was all of its group's.
  if (crash?.class === "timeout" || crash?.killed) return [];
  // One print and a panic with it belong to the test that panicked; any further print is somebody's who recovered.
  if (result.status === "not-run" || printsIn(stderr) > (culprit ? 1 : crashedByTarget(stderr))) return [];
  const reaches = culprit ? reachedIn(stderr) : [];
  const status = { pass: "green", fail: "red", skip: "skipped" }[result.status] as TestReach["status"];
  const ms = result.runs.find((r) => r.name === name)?.ms ?? 0;
  const logged = whole && (!panicked.test(stderr) || crashedByTarget(stderr) === 1);
  return [{ name, file: fileOf(name, request), reaches, status, ms, result, logged }];
}

const crashedByTarget = (stderr: string): number => (/^panic: stubwright:reached:/m.test(stderr) ? 1 : 0);

function reachedIn(stderr: string): readonly string[] {
  return [...new Set([...stderr.matchAll(/stubwright:reached:([\p{L}\p{N}_.]+)/gu)].map((m) => m[1] ?? ""))];
}

const fileOf = (name: string, { declared }: ReachRequest): string =>
  declared.find((t) => t.name === name)?.file ?? "";
