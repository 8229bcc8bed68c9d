import type { Court } from "./court";
import type { TestsReport } from "./gate-tests";

/** Names of the target that no passed test decides. */
export async function uncoveredNames(
  _text: string,
  report: TestsReport,
  { snapshot }: Court,
  _signal: AbortSignal,
): Promise<readonly string[]> {
  const covered = new Set(report.passed.flatMap((t) => t.reaches));
  return snapshot.target.names.filter((name) => !covered.has(name));
}
