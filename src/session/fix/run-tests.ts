import type { TestRunRequest } from "../../core/engine";
import type { TestsReport } from "../../core/faultloc/failing-test";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import { goTest } from "../../go/faultloc/go-test";
import { defaultSettings, type GoDeps, type JudgeSettings } from "../../go/snapshot/subject";
import { loadPackageForTests } from "../../go/snapshot/test-package";
import { failuresOf } from "../../go/testrun/failures";

/** With what tests are run. */
export interface TestWork {
  readonly settings: Partial<JudgeSettings>;
  readonly go: GoDeps;
  /** What `go test` prints. */
  readonly onOutput: (text: string) => void;
}

/** Runs tests as the person would, and reports those that fail in our words. */
export async function runOwnTests(
  { dir, names, buffers }: TestRunRequest,
  { settings, go, onOutput }: TestWork,
  signal: AbortSignal,
): Promise<Result<TestsReport>> {
  const loaded = await loadPackageForTests({ dir, buffers, tags: settings.tags ?? [] }, go, signal);
  if (!loaded.ok) return loaded;
  const { site } = loaded.value;
  const count = names.length === 0 ? site.tests.length : names.length;
  // Go's own ten minutes are long to wait for a loop that does not end.
  const timeoutMs = Math.max(1, count) * (settings.testTimeoutMs ?? defaultSettings.testTimeoutMs);
  const request = { names, flags: [], timeoutMs, onOutput };
  const { packages, rest } = await goTest(loaded.value, request, signal);
  signal.throwIfAborted();
  const [run] = packages;
  if (run === undefined) return fail(problem("go-test-not-run", { dir, why: rest }));
  const failures = failuresOf(go.parser, run, site, dir);
  const passed = run.runs.filter(
    (r) => !r.name.includes("/") && (r.status === "pass" || r.status === "skip"),
  );
  return ok({ passed: passed.map((r) => r.name), failures });
}
