import type { BaselineTest } from "../../core/snapshot";
import { inTurns } from "../process/in-turns";
import { sandboxBlock } from "../sandbox/blocked";
import type { Sandbox } from "../sandbox/probe";
import { listTests, runTests } from "../testrun/binary";
import type { DeclaredTest } from "../testrun/findings";
import { siteOf } from "../testrun/findings";
import { runIsolating, type TestResult } from "../testrun/isolate";
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

/** What each test of the package reaches, and how it stands. */
export async function testReach(request: ReachRequest, signal: AbortSignal): Promise<readonly TestReach[]> {
  const listed = await listTests(request.sandbox, request.build, request.binary, request, signal);
  const names = listed ?? request.declared.map((t) => t.name);
  const together =
    names.length > few ? await runTogether(names, request, signal) : new Map<string, TestReach>();
  return inTurns(names, sideBySide, async (name) => together.get(name) ?? runAlone(name, request, signal));
}

/** The first test that reaches the target takes its process down: in one of its own it takes no other with it. */
async function runAlone(name: string, request: ReachRequest, signal: AbortSignal): Promise<TestReach> {
  const { sandbox, build, binary, timeoutMs, folder } = request;
  const { process, runs } = await runTests(
    sandbox,
    build,
    binary,
    { names: [name], timeoutMs, folder },
    signal,
  );
  const run = runs.find((r) => r.name === name);
  const green = run?.status === "pass" ? "green" : "red";
  const skipped = run === undefined || run.status === "skip";
  const status = process.code !== 0 ? "red" : skipped ? "skipped" : green;
  const reaches = reachedIn(process.stderr);
  const output = runs.map((r) => r.output).join("\n") + process.stderr;
  const kept = status === "red" && reaches.length === 0 ? sandboxBlock(output, sandbox) : undefined;
  return { name, file: fileOf(name, request), reaches, status, ms: run?.ms ?? process.ms, kept };
}

/** Many tests in few processes. Left out is whatever cannot be told apart: it is run alone afterwards. */
async function runTogether(
  names: readonly string[],
  request: ReachRequest,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, TestReach>> {
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

function reachOf(result: TestResult, request: ReachRequest): TestReach[] {
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
