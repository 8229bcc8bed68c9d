import { type IsolatedRun, runIsolating, type TestResult, type TestRunContext } from "../testrun/isolate";

/** A test that takes that long by its own account, in milliseconds, may depend on the clock. */
export const clockMs = 10;

export interface SteadyRun extends IsolatedRun {
  /** Tests that were red at first, and green when all ran once more. */
  readonly unsteady: readonly string[];
}

/**
 * Runs tests together. Where one is red that the clock may have a part in, all run once more in the same order: what a
 * busy machine did to it, it does not do every time, and what a candidate does wrong, or an earlier test left, stays.
 */
export async function runSteadily(
  names: readonly string[],
  testRun: TestRunContext,
  signal: AbortSignal,
): Promise<SteadyRun> {
  const first = await runIsolating(names, testRun, signal);
  const doubtful = first.results.filter(byClock).map((r) => r.name);
  if (doubtful.length === 0) return { ...first, unsteady: [] };
  const again = await runIsolating(names, testRun, signal);
  const green = again.results.filter((r) => r.status === "pass").map((r) => r.name);
  return { ...first, unsteady: doubtful.filter((name) => green.includes(name)) };
}

/** Red by an assertion, after some time: the clock may have a part in it. */
export const byClock = ({ name, status, crash, runs }: TestResult): boolean =>
  status === "fail" &&
  crash === undefined &&
  runs.some((r) => r.name === name && r.status === "fail" && (r.ms ?? 0) >= clockMs);
