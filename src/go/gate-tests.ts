import type { BaselineTest } from "../core/snapshot";
import type { Finding } from "../core/verdict";
import { neededStubs } from "./siblings";
import type { GoSnapshot } from "./snapshot";
import { at, crashFinding, failureFindings, type TestSite } from "./test-findings";
import { type Rounds, type Settled, settle } from "./test-rounds";

export interface TestsReport {
  readonly findings: readonly Finding[];
  /** Tests of the target that passed. */
  readonly passed: readonly BaselineTest[];
  /** Tests of the target that can decide: those that need another stub too are left out. */
  readonly total: number;
  /** Tests that cannot decide because they need these other stubs. */
  readonly blocked: readonly { readonly test: string; readonly stubs: readonly string[] }[];
  /** Other tests of the package that stayed green. */
  readonly stayed: number;
}

export function siteOf(snapshot: GoSnapshot): TestSite {
  return {
    dir: snapshot.package.dir,
    moduleDir: snapshot.module.dir,
    tests: snapshot.tests,
    testFiles: snapshot.package.testFiles,
  };
}

/** The target's tests first, then, where these pass, the package's others that were green. */
export async function runPackageTests(
  snapshot: GoSnapshot,
  how: Rounds,
  signal: AbortSignal,
): Promise<TestsReport> {
  const { targetTests, greenTests, blindTests } = snapshot.baseline;
  const results = await settle(
    targetTests.map((t) => t.name),
    how,
    signal,
  );
  const blocked = await findBlocked(results, how, signal);
  const deciding = results.filter((r) => !blocked.some((b) => b.test === r.name));
  const findings = deciding.flatMap((r) => targetFindings(r, how.site));
  const passedNames = new Set(deciding.filter((r) => r.status === "pass").map((r) => r.name));
  const passed = targetTests.filter((t) => passedNames.has(t.name));
  const report = { passed, total: deciding.length, blocked };
  if (findings.length > 0) return { ...report, findings, stayed: 0 };

  const others = await settle(
    [...greenTests, ...blindTests].map((t) => t.name),
    how,
    signal,
  );
  const broken = others.filter((r) => r.status !== "pass");
  return {
    ...report,
    findings: broken.flatMap((r) => greenFindings(r, how.site)),
    stayed: others.length - broken.length,
  };
}

/** What a test that did not pass has to say; nothing of one that did. */
export function targetFindings(result: Settled, site: TestSite): readonly Finding[] {
  switch (result.status) {
    case "pass":
      return [];
    case "fail":
      if (result.crash !== undefined) return [crashFinding(site, result.name, result.crash)];
      if (result.runs.every((r) => r.status === "pass" || r.status === "unfinished")) {
        return [
          at(
            site,
            result.name,
            "other",
            `${result.name} vanished: the test process ended as if all were well, and did not report it`,
          ),
        ];
      }
      return failureFindings(result.name, result.runs, site);
    case "skip":
      return [at(site, result.name, "assertion", `${result.name} skips itself with this candidate`)];
    case "not-run":
      return [at(site, result.name, "other", `${result.name} could not be run after the tests before it`)];
  }
}

/** What broke a test that was green: the test's own account, under the class that says so. */
export function greenFindings(result: Settled, site: TestSite): readonly Finding[] {
  return targetFindings(result, site)
    .slice(0, 1)
    .map((f) => ({ ...f, class: "green-broken", message: `${result.name} was green before: ${f.message}` }));
}

/** Failing tests that reach another stub of the package: no candidate of this target could make them pass. */
async function findBlocked(results: readonly Settled[], how: Rounds, signal: AbortSignal) {
  const blocked: { test: string; stubs: readonly string[] }[] = [];
  for (const result of results) {
    if (result.status === "pass" || neededStubs(result.stderr).length === 0) continue;
    const [alone] = await settle([result.name], how, signal);
    const stubs = alone === undefined || alone.status === "pass" ? [] : neededStubs(alone.stderr);
    if (stubs.length > 0) blocked.push({ test: result.name, stubs });
  }
  return blocked;
}
