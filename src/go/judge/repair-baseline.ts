import type { TestPlace } from "../../core/faultloc/failing-test";
import { type Problem, problem } from "../../core/problem/codes";
import { allowing, bySetting } from "../../core/problem/next";
import type { SandboxBlock } from "../../core/problem/sandbox-block";
import { fail, ok, type Result } from "../../core/result";
import { findStubs } from "../../core/stub/find-stubs";
import { judgeContext } from "../snapshot/context";
import { testsWith } from "../snapshot/run-with-texts";
import type { GoDeps, GoSnapshot } from "../snapshot/subject";
import { siteOf } from "../testrun/findings";
import { withOutsideTest } from "./outside-test";

/** The snapshot of a run that is to make a test pass, wherever it lies. */
export async function decidedBy(
  snapshot: GoSnapshot,
  test: TestPlace,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<GoSnapshot>> {
  const { file, target, elsewhere, package: pkg } = snapshot;
  const outside = test.dir !== pkg.dir;
  const decided = outside ? await withOutsideTest(snapshot, test, deps, signal) : ok(snapshot);
  if (!decided.ok) return decided;
  const stubs = findStubs(deps.parser, file.text, elsewhere);
  // On a stub nothing passes yet: what its tests say now tells nothing.
  if (stubs.some((s) => target.names.includes(s.name))) return decided;
  return repairBaseline(decided.value, outside ? undefined : test.name, deps, signal);
}

/**
 * The snapshot of a body that is to be fixed: of the tests that reach it, the failing one and those that pass now
 * decide. One that fails already for another reason is known by name and ignored.
 */
async function repairBaseline(
  snapshot: GoSnapshot,
  test: string | undefined,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<GoSnapshot>> {
  const { baseline, build, package: pkg, target, tests } = snapshot;
  const reached = baseline.targetTests;
  if (test !== undefined && !reached.some((t) => t.name === test)) return fail(notReached(snapshot, test));
  const failing = test ?? snapshot.failing ?? "";
  const others = reached.filter((t) => t.name !== test);
  const site = siteOf(build, tests, pkg.testFiles);
  const ctx = judgeContext(snapshot, deps);
  const names = reached.map((t) => t.name);
  const now = names.length === 0 ? [] : await testsWith({ build, site }, snapshot.before, names, ctx, signal);
  signal.throwIfAborted();
  // It fails for the person and here for different reasons: no body could be seen to help.
  const kept = now?.find((t) => t.name === test)?.kept;
  if (kept !== undefined) return fail(keptProblem(failing, target.names, kept));
  // A body that does not compile says nothing about its tests: all of them are to pass.
  const red = others.filter(
    (t) => now !== undefined && now.find((n) => n.name === t.name)?.status !== "pass",
  );
  if (red.length === 0) return ok({ ...snapshot, failing });
  return ok({
    ...snapshot,
    failing,
    baseline: {
      ...baseline,
      targetTests: reached.filter((t) => !red.includes(t)),
      redTests: [...baseline.redTests, ...red],
    },
  });
}

const keptProblem = (test: string, names: readonly string[], why: SandboxBlock): Problem =>
  problem("test-cannot-decide", { test, names, why }, ...allowing(why));

function notReached({ baseline, target }: GoSnapshot, test: string): Problem {
  const green = [...baseline.blindTests, ...baseline.greenTests].some((t) => t.name === test);
  const kept = baseline.redTests.find((t) => t.name === test)?.kept;
  if (kept !== undefined) return keptProblem(test, target.names, kept);
  const { untestable } = baseline;
  const why = untestable === undefined ? (green ? "passes" : "not-reached") : { untestable };
  return problem("test-cannot-decide", { test, names: target.names, why }, bySetting("function"));
}
