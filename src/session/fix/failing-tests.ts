import type { DiagnoseRequest, TestRunRequest } from "../../core/engine";
import type { FailingTest, TestPlace, TestsReport } from "../../core/faultloc/failing-test";
import { likely, type Suspect } from "../../core/faultloc/suspects";
import { fail, ok, type Result } from "../../core/result";
import type { FaultDiagnosis } from "../../go/faultloc/diagnose";
import { goTest } from "../../go/faultloc/go-test";
import { stubMissing } from "../../go/faultloc/missing-functions";
import { defaultSettings, type GoDeps, type JudgeSettings } from "../../go/snapshot/snapshot";
import { type LoadedPackage, loadPackageForTests } from "../../go/snapshot/test-package";
import { failuresOf } from "../../go/testrun/failures";
import { readSource } from "../../go/toolchain/source-file";
import { diagnosed } from "./fix-test";
import { type FixRun, type FixRunOptions, missingRun, suspectRun } from "./plan";

interface PlanAsked {
  readonly test: TestPlace;
  readonly file: string;
  readonly names: readonly string[];
  readonly buffers: ReadonlyMap<string, string>;
}

interface Known {
  readonly loaded: LoadedPackage;
  readonly diagnosis: FaultDiagnosis;
}

/** Failing tests of an editor; what was found out about one is kept for the run that follows. */
export function createFailing(cacheDir: () => string) {
  const known = new Map<string, Known>();
  const look = async (
    { dir, name: test, buffers }: DiagnoseRequest,
    settings: Partial<JudgeSettings>,
    go: GoDeps,
    onOutput: (text: string) => void,
    signal: AbortSignal,
  ): Promise<Result<Known>> => {
    const loaded = await loadPackageForTests({ dir, buffers, tags: settings.tags ?? [] }, go, signal);
    if (!loaded.ok) return loaded;
    const found = await diagnosed(
      loaded.value,
      { test, settings },
      { go, cacheDir: cacheDir(), onOutput },
      signal,
    );
    if (!found.ok) return found;
    const made = { loaded: loaded.value, diagnosis: found.value };
    known.set(keyOf({ dir, name: test }), made);
    return ok(made);
  };
  return {
    async run(
      { dir, names, buffers }: TestRunRequest,
      settings: Partial<JudgeSettings>,
      go: GoDeps,
      onOutput: (text: string) => void,
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
      if (run === undefined)
        return fail({ kind: "environment", message: `go test did not run: ${rest.trim()}`, next: "" });
      const failures = failuresOf(go.parser, run, site, dir);
      const passed = run.runs.filter(
        (r) => !r.name.includes("/") && (r.status === "pass" || r.status === "skip"),
      );
      return ok({ passed: passed.map((r) => r.name), failures });
    },
    async diagnose(
      request: DiagnoseRequest,
      settings: Partial<JudgeSettings>,
      go: GoDeps,
      onOutput: (text: string) => void,
      signal: AbortSignal,
    ): Promise<Result<FailingTest>> {
      const found = await look(request, settings, go, onOutput, signal);
      if (!found.ok) return found;
      const { loaded, diagnosis } = found.value;
      switch (diagnosis.kind) {
        case "passes":
          return ok({ kind: "passes" });
        case "environment":
          return ok({ ...diagnosis.environment, kind: "environment", failures: diagnosis.failures });
        case "missing": {
          const { failures } = diagnosis;
          const stubbed = stubMissing(go.parser, loaded, request.name, diagnosis.functions);
          const file = stubbed?.file.path ?? "";
          const suspects = diagnosis.functions.map(
            ({ name, signature }): Suspect => ({
              name,
              file,
              line: 0,
              stub: true,
              score: 1,
              reasons: [`nothing declares it: ${signature}`],
            }),
          );
          return ok({ kind: "functions", failures, suspects, together: true });
        }
        case "failing": {
          const { failures, suspects } = diagnosis;
          if (suspects.length === 0) return ok({ ...elsewhere, kind: "environment", failures });
          return ok({ kind: "functions", failures, suspects: likely(suspects), together: false });
        }
      }
    },
    /** The run that makes a test pass; found out anew where nothing is known of it, or the files have changed. */
    async plan(
      { test, file, names, buffers }: PlanAsked,
      common: FixRunOptions,
      go: GoDeps,
      signal: AbortSignal,
    ): Promise<Result<FixRun>> {
      const key = keyOf(test);
      const earlier = known.get(key);
      const same = earlier !== undefined && (await isAsItWas(earlier.loaded, buffers));
      known.delete(key);
      const found = same
        ? ok(earlier)
        : await look({ ...test, buffers }, common.settings, go, () => {}, signal);
      if (!found.ok) return found;
      const { diagnosis } = found.value;
      const loaded = { ...found.value.loaded, buffers };
      if (diagnosis.kind === "missing") return missingRun(loaded, test.name, diagnosis, common, go.parser);
      const suspect =
        diagnosis.kind === "failing"
          ? diagnosis.suspects.find((s) => s.file === file && names.includes(s.name))
          : undefined;
      if (diagnosis.kind !== "failing" || suspect === undefined)
        return fail({
          kind: "input",
          message: `${test.name} does not fail as it did.`,
          next: "Run it again.",
        });
      return ok(suspectRun(loaded, test.name, diagnosis, suspect, common));
    },
  };
}

const elsewhere = {
  message: "it reaches no function of its module",
  next: "What is wrong is in the test itself.",
};

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
