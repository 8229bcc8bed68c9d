import { join } from "node:path";
import { withFolder } from "../process/temp-dir";
import { compileTests, listTests } from "../testrun/binary";
import type { TestSite } from "../testrun/findings";
import { runIsolating, type TestResult } from "../testrun/isolate";
import { keptFrom } from "../testrun/kept";
import { writeOverlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";
import type { JudgeContext } from "./context";
import { processMs } from "./limits";

/**
 * Compiles the tests of a package with these texts over the disk and runs them, or some of them; undefined where they
 * do not compile. Of those that do not pass it says what they were kept from.
 */
export function testsWith(
  { build, site }: { readonly build: TestBuild; readonly site: TestSite },
  texts: ReadonlyMap<string, string>,
  names: readonly string[] | undefined,
  { snapshot, deps }: JudgeContext,
  signal: AbortSignal,
): Promise<readonly TestResult[] | undefined> {
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(join(folder, "overlay"), texts);
    const compiled = await compileTests(build, overlay.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind !== "binary") return undefined;
    const binary = compiled.path;
    const { loopMs } = snapshot.settings;
    const timeoutMs = processMs(snapshot.settings, build);
    const wanted = names ?? (await listTests(deps.sandbox, build, binary, { timeoutMs, folder }, signal));
    if (wanted === undefined) return undefined;
    const testRun = { sandbox: deps.sandbox, build, binary, site, timeoutMs, loopMs, folder };
    const { results } = await runIsolating(wanted, testRun, signal);
    const explained: TestResult[] = [];
    for (const result of results)
      explained.push({ ...result, kept: await keptFrom(result, testRun, signal) });
    return explained;
  });
}
