import type { TestFailure } from "../../core/faultloc/failure";
import { type ProblemOf, problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import type { LoadedPackage } from "../snapshot/test-package";
import { readCrash, type TestSite } from "../testrun/findings";
import { lastWords } from "../testrun/not-started";
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

interface Sign {
  readonly pattern: RegExp;
  readonly environment: (test: string, match: RegExpExecArray) => TestEnvironmentFailure;
}

/** The first that matches decides. */
const signs: readonly Sign[] = [
  {
    pattern:
      /^.*?(?:no required module provides package|missing go\.sum entry|cannot find module|updates to go\.mod needed|module lookup disabled|inconsistent vendoring|unknown revision).*$/m,
    environment: (test, [line]) =>
      problem("test-needs-module", { test, says: line.trim() }, byHand("tidy-modules")),
  },
  {
    // A high port belongs to a server that the test itself started: then its refusal is about the code.
    pattern:
      /dial (?:tcp|udp)4?6?:? (?!(?:127\.0\.0\.1|\[::1\]):[3-6]\d{4})\S+.*?(?:connection refused|no such host|network is unreachable|i\/o timeout|server misbehaving|no route to host)/,
    environment: (test, [says]) =>
      problem("test-needs-network", { test, says }, byHand("start-service"), byHand("make-testable")),
  },
  {
    pattern: /exec: "([^"]+)": executable file not found in \S+/,
    environment: (test, [, program = ""]) =>
      problem("test-needs-program", { test, program }, byHand("install-program"), byHand("skip-test")),
  },
  {
    pattern:
      /WARNING: DATA RACE|fatal error: concurrent map (?:read and map write|writes|iteration and map write)/,
    environment: (test) => problem("test-races", { test }, byHand("guard-race")),
  },
];

/** What the output says by itself. */
export function environmentFailureIn(run: GoTestRun, test: string): TestEnvironmentFailure | undefined {
  const text = run.packages.map((p) => p.build + p.output).join("\n") + run.rest;
  for (const { pattern, environment } of signs) {
    const match = pattern.exec(text);
    if (match !== null) return environment(test, match);
  }
  return undefined;
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
  const race = environmentFailureIn(raced, test);
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
