import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import type { Helper } from "../helper-client/client";
import { withFolder } from "../process/temp-dir";
import type { Court } from "../snapshot/context";
import { packageSpec } from "../snapshot/package-spec";
import { compileTests, runTests, type TestOutcome } from "../testrun/binary";
import { writeOverlay } from "../toolchain/overlay";

interface Built {
  readonly overlay: Readonly<Record<string, string>>;
  /** Why a variant is not in the build; empty where it is. */
  readonly refused: readonly string[];
}

/** A test binary that holds many versions of the target. */
export interface VariantBinary {
  /** Whether a version is in it: one that does not compile is not. */
  has(variant: number): boolean;
  run(
    variant: number,
    names: readonly string[],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<TestOutcome>;
}

/**
 * Compiles many versions of the target's file into one test binary, sixty cost what one link costs, and hands it to
 * `work`; it is gone afterwards.
 * @param tests texts laid over the package, test files mostly.
 */
export async function withVariants<T>(
  texts: readonly string[],
  tests: ReadonlyMap<string, string>,
  court: Court,
  helper: Helper,
  signal: AbortSignal,
  work: (binary: VariantBinary) => Promise<T>,
): Promise<Result<T>> {
  const { snapshot, deps } = court;
  const { build } = snapshot;
  const args = {
    ...packageSpec(court, snapshot.before.get(snapshot.file.path) ?? snapshot.file.text),
    file: snapshot.file.path,
    names: snapshot.target.names,
    candidates: texts,
  };
  const built = await helper.request<Built>("variants", args, signal);
  signal.throwIfAborted();
  if (!built.ok) return fail(problem("mutants-not-built", { why: built.error.message }));
  const { overlay, refused } = built.value;
  return withFolder(async (folder) => {
    const over = new Map([...snapshot.texts, ...Object.entries(overlay), ...tests]);
    const written = await writeOverlay(folder, over);
    const compiled = await compileTests(build, written.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind !== "binary") {
      const said =
        compiled.kind === "failed" ? written.restore(compiled.result.stderr).trim() : compiled.kind;
      return fail(problem("tests-not-built", { why: said.split("\n").slice(0, 4).join(" ") }));
    }
    const { path } = compiled;
    const run: VariantBinary["run"] = (variant, names, timeoutMs, until) =>
      withFolder((temp) => {
        const env = { STUBWRIGHT_VARIANT: String(variant) };
        return runTests(deps.sandbox, build, path, { names, timeoutMs, folder: temp, env }, until);
      });
    return ok(await work({ has: (variant) => refused[variant] === "", run }));
  });
}

/** Maps in order, two at a time: more test processes would only measure each other. */
export async function twoByTwo<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at] as T);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
