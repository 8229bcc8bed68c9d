import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { TestFailure } from "../../core/faultloc/failure";
import { type ProblemOf, problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { onOneLine } from "../process/on-one-line";
import { withFolder } from "../process/temp-dir";
import type { Sandbox } from "../sandbox/probe";
import type { LoadedPackage } from "../snapshot/test-package";
import { compileTests, runTests, type TestOutcome } from "../testrun/binary";
import { readCrash, type TestSite } from "../testrun/findings";
import { lastWords } from "../testrun/not-started";
import { writeOverlay } from "../toolchain/overlay";
import { type GoTestRun, goTest } from "./go-test";

/** Why a test fails that no new body could mend. */
export type TestEnvironmentFailure = ProblemOf<
  | "test-needs-module"
  | "test-needs-network"
  | "test-needs-program"
  | "test-not-started"
  | "test-races"
  | "test-flaky"
  | "test-depends-on-order"
>;

const missingModule =
  /^.*?(?:no required module provides package|missing go\.sum entry|cannot find module|updates to go\.mod needed|module lookup disabled|inconsistent vendoring|unknown revision).*$/m;

/** Lines of the run time's own, which a test's text never begins. */
const race = /^WARNING: DATA RACE\n(?:Previous )?(?:read|write|atomic)[^\n]* at 0x/im;
const concurrentMap =
  /^fatal error: concurrent map (?:read and map write|writes|iteration and map write)[ \t]*$/m;

/** What Go's tools and its run time say; what a test prints or asserts is data. */
export function environmentFailureIn(
  { packages, rest }: GoTestRun,
  test: string,
  raceDetector: boolean,
): TestEnvironmentFailure | undefined {
  const unbuilt = packages.filter((p) => p.status === "does-not-build");
  const [line] = missingModule.exec(rest + unbuilt.map((p) => p.build + p.output).join("\n")) ?? [];
  if (line !== undefined && (packages.length === 0 || unbuilt.length > 0))
    return problem("test-needs-module", { test, says: line.trim() }, byHand("tidy-modules"));
  const output = packages.map((p) => p.output).join("\n");
  const map = concurrentMap.exec(output);
  const concurrent = map !== null && /^goroutine \d/m.test(output.slice(map.index));
  return (raceDetector && race.test(output)) || concurrent
    ? problem("test-races", { test }, byHand("guard-race"))
    : undefined;
}

/** A high port belongs to a server that the test itself started: then its refusal is about the code. */
const dial = /dial (?:tcp|udp)4?6?:? (?!(?:127\.0\.0\.1|\[::1\]):[3-6]\d{4})\S/;
const why =
  /connection refused|no such host|network is unreachable|i\/o timeout|server misbehaving|no route to host/;
const programWords = /exec: "([^"]+)": executable file not found in \S+/;

/**
 * What a test reached for and did not find: its words say what, and a control run whether it did. Both may be data of
 * the test; that it looked up a program everywhere, or dialled, cannot.
 */
export async function outsideMissing(
  { packages }: GoTestRun,
  {
    loaded,
    test,
    timeoutMs,
  }: { readonly loaded: LoadedPackage; readonly test: string; readonly timeoutMs: number },
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<TestEnvironmentFailure | undefined> {
  const output = packages.map((p) => p.output).join("\n");
  const dialled = onOneLine(output, dial, why);
  const [, program] = programWords.exec(output) ?? [];
  if (dialled === undefined && program === undefined) return undefined;
  const control = await controlRun(loaded, { test, timeoutMs }, sandbox, signal);
  if (control === undefined) return undefined;
  const { network, paths } = control.observed;
  const tried = network === undefined || network.unreachable + network.refused > 0;
  if (dialled !== undefined && tried)
    return problem(
      "test-needs-network",
      { test, says: dialled },
      byHand("start-service"),
      byHand("make-testable"),
    );
  const path = loaded.build.go.env["PATH"] ?? "";
  const folders = path.split(delimiter).filter(isAbsolute);
  const crashed = /^panic: .*executable file not found/m.test(output);
  const looked = (name: string) => crashed || folders.every((dir) => paths.has(join(dir, name)));
  if (program === undefined || isAbsolute(program) || !looked(program)) return undefined;
  if (folders.some((dir) => existsSync(join(dir, program)))) return undefined;
  return problem("test-needs-program", { test, program }, byHand("install-program"), byHand("skip-test"));
}

/** A process that ended before any test began, and not in the module's code. */
export function notStartedIn(
  { packages }: GoTestRun,
  test: string,
  site: TestSite,
): TestEnvironmentFailure | undefined {
  const [pkg] = packages;
  if (pkg === undefined || pkg.runs.length > 0 || !["passed", "failed"].includes(pkg.status))
    return undefined;
  const crash = readCrash(pkg.output, site);
  if (crash !== undefined && crash.file !== "" && !crash.file.endsWith("_test.go")) return undefined;
  return problem("test-not-started", { test, says: lastWords(pkg.output) }, byHand("run-without-flags"));
}

/** The test once more, observed; undefined where it does not compile. */
function controlRun(
  { build, buffers }: LoadedPackage,
  { test, timeoutMs }: { readonly test: string; readonly timeoutMs: number },
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<TestOutcome | undefined> {
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(join(folder, "overlay"), buffers);
    const compiled = await compileTests(build, overlay.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind !== "binary") return undefined;
    // The test is the person's, and so is what it finds in its environment.
    const env = { ...build.go.env, HOME: folder, TMPDIR: folder };
    const outcome = await runTests(
      sandbox,
      build,
      compiled.path,
      { names: [test], timeoutMs, folder, env },
      signal,
    );
    signal.throwIfAborted();
    return outcome;
  });
}

/** Repetitions that show whether a test always fails. */
const again = 4;

/** A test that fails only sometimes, run again in another order; a race is looked for where it does. */
export async function flaky(
  loaded: LoadedPackage,
  test: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<TestEnvironmentFailure | undefined> {
  const flags = [`-count=${again}`, "-shuffle=on"];
  const { packages } = await goTest(loaded, { names: [test], flags, timeoutMs }, signal);
  signal.throwIfAborted();
  const passed = packages.flatMap((p) => p.runs).find((r) => r.name === test)?.passes ?? 0;
  if (passed === 0) return undefined;
  const raced = await goTest(loaded, { names: [test], flags: ["-race", "-count=2"], timeoutMs }, signal);
  signal.throwIfAborted();
  const race = environmentFailureIn(raced, test, true);
  if (race?.code === "test-races") return race;
  return problem("test-flaky", { test, runs: again, passed }, byHand("find-dependency"));
}

/** A test that is green alone and red among the others of its package. */
export const dependsOnOrder = (test: string, failures: readonly TestFailure[]): TestEnvironmentFailure =>
  problem(
    "test-depends-on-order",
    { test, failure: failures[0]?.message.split("\n")[0] ?? "" },
    byHand("find-shared-state"),
  );
