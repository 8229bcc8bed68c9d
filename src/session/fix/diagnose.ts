import { ok, type Result } from "../../core/result";
import { diagnose, type FaultDiagnosis } from "../../go/faultloc/diagnose";
import { withHelper } from "../../go/helper-client/open";
import { defaultSettings, type GoDeps, type JudgeSettings } from "../../go/snapshot/subject";
import { type LoadedPackage, loadPackageForTests } from "../../go/snapshot/test-package";
import { goEnvironment } from "../../go/toolchain/environment";

/** Why a test fails, and the package as it was then. */
export interface DiagnosedTest<D extends FaultDiagnosis = FaultDiagnosis> {
  readonly loaded: LoadedPackage;
  readonly diagnosis: D;
}

interface TestRequest {
  /** The package's folder, absolute. */
  readonly dir: string;
  /** A top-level test. */
  readonly test: string;
  readonly buffers: ReadonlyMap<string, string>;
  readonly settings: Partial<JudgeSettings>;
}

interface DiagnoseDeps {
  readonly go: GoDeps;
  readonly cacheDir: string;
  readonly onOutput?: ((text: string) => void) | undefined;
}

/** The toolchain's part, with the Go helper open as long as it takes. */
export async function diagnoseTest(
  { dir, test, buffers, settings }: TestRequest,
  { go, cacheDir, onOutput }: DiagnoseDeps,
  signal: AbortSignal,
): Promise<Result<DiagnosedTest>> {
  const made = await loadPackageForTests({ dir, buffers, tags: settings.tags ?? [] }, go, signal);
  if (!made.ok) return made;
  const loaded = made.value;
  const environment = await goEnvironment(go, loaded.build.dir, signal);
  if (!environment.ok) return environment;
  return withHelper(environment.value, cacheDir, signal, async (helper) => {
    const timeoutMs = settings.testTimeoutMs ?? defaultSettings.testTimeoutMs;
    const faultRequest = { test, timeoutMs, ...(onOutput === undefined ? {} : { onOutput }) };
    const found = await diagnose(loaded, faultRequest, go, helper, signal);
    return found.ok ? ok({ loaded, diagnosis: found.value }) : found;
  });
}
