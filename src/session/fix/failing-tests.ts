import type { DiagnoseRequest } from "../../core/engine";
import type { FailingTest, TestPlace } from "../../core/faultloc/failing-test";
import { ok, type Result } from "../../core/result";
import type { GoDeps } from "../../go/snapshot/subject";
import type { LoadedPackage } from "../../go/snapshot/test-package";
import { readSource } from "../../go/toolchain/source-file";
import { failingTest } from "./describe";
import { type DiagnosedTest, diagnoseTest } from "./diagnose";
import { type FixRun, type FixRunOptions, type FunctionsToFix, plannedRun } from "./plan";
import type { TestWork } from "./run-tests";

interface PlanRequest extends FunctionsToFix {
  readonly test: TestPlace;
  readonly buffers: ReadonlyMap<string, string>;
}

export interface FailingTests {
  diagnose(request: DiagnoseRequest, work: TestWork, signal: AbortSignal): Promise<Result<FailingTest>>;
  /** The run that makes a test pass; found out anew where nothing is known of it, or the files have changed. */
  plan(request: PlanRequest, common: FixRunOptions, go: GoDeps, signal: AbortSignal): Promise<Result<FixRun>>;
}

/** Failing tests of an editor; what was found out about one is kept for the run that follows. */
export function createFailing(cacheDir: () => string): FailingTests {
  const known = new Map<string, DiagnosedTest>();
  const look = async (
    { dir, name: test, buffers }: DiagnoseRequest,
    { settings, go, onOutput }: TestWork,
    signal: AbortSignal,
  ): Promise<Result<DiagnosedTest>> => {
    const request = { dir, test, buffers, settings };
    const found = await diagnoseTest(request, { go, cacheDir: cacheDir(), onOutput }, signal);
    if (found.ok) known.set(keyOf({ dir, name: test }), found.value);
    return found;
  };
  return {
    async diagnose(request, work, signal) {
      const found = await look(request, work, signal);
      return found.ok ? ok(failingTest(found.value, request.name, work.go.parser)) : found;
    },
    async plan({ test, buffers, ...functions }, common, go, signal) {
      const key = keyOf(test);
      const earlier = known.get(key);
      const same = earlier !== undefined && (await isAsItWas(earlier.loaded, buffers));
      known.delete(key);
      const work = { settings: common.settings, go, onOutput: () => {} };
      const found = same ? ok(earlier) : await look({ ...test, buffers }, work, signal);
      if (!found.ok) return found;
      const { loaded, diagnosis } = found.value;
      const now = { loaded: { ...loaded, buffers }, diagnosis };
      return plannedRun(now, test.name, functions, common, go.parser);
    },
  };
}

const keyOf = ({ dir, name }: TestPlace): string => `${dir} ${name}`;

/** Nothing of the package has changed since, on the disk or in an editor. */
async function isAsItWas(
  { files, testFiles }: LoadedPackage,
  buffers: ReadonlyMap<string, string>,
): Promise<boolean> {
  const before = [...files, ...testFiles];
  const now = await Promise.all(before.map(({ path }) => readSource(path, buffers)));
  return before.every(({ text }, i) => now[i]?.text === text);
}
