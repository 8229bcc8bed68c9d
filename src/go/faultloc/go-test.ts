import { join } from "node:path";
import { type ProcessResult, run } from "../process/run";
import { withFolder } from "../process/temp-dir";
import type { LoadedPackage } from "../snapshot/test-package";
import { testPattern } from "../testrun/binary";
import { type PackageRun, testEvents } from "../testrun/go-test-json";
import { flagText } from "../toolchain/flag-syntax";
import { tagArgs, withTemp } from "../toolchain/go-command";
import type { GoFlags } from "../toolchain/go-flags";
import { writeOverlay } from "../toolchain/overlay";

export interface GoTestRequest {
  /** Top-level tests; all of the package where there are none. */
  readonly names: readonly string[];
  /** Flags of `go test` beside those of GOFLAGS: `-count=4`, `-race`. */
  readonly flags: readonly string[];
  /** Of the tests themselves, milliseconds; Go's own ten minutes where it is left out. */
  readonly timeoutMs?: number;
  readonly onOutput?: (text: string) => void;
}

export interface GoTestRun {
  readonly packages: readonly PackageRun[];
  /** What go said that is about no package: no module, an unknown flag. */
  readonly rest: string;
  readonly process: ProcessResult;
}

/** How much longer than its tests the command may take: it compiles before. */
const compileMs = 240_000;
const ownLimit = 600_000;

/** Their own first, so that ours count where both say something; tests that are named are not selected once more. */
const ownFlags = ({ ofOwnRuns, ldflags }: GoFlags, names: readonly string[]): readonly string[] => [
  ...ofOwnRuns.filter(({ name }) => names.length === 0 || (name !== "run" && name !== "skip")).map(flagText),
  ...ldflags.map((value) => `-ldflags=${value}`),
];

/**
 * `go test -json` as the person would run it in the package's folder: their environment, flags and tags, no sandbox.
 * What is not saved yet lies over the disk.
 */
export function goTest(
  loaded: LoadedPackage,
  request: GoTestRequest,
  signal: AbortSignal,
): Promise<GoTestRun> {
  return withFolder(async (folder) => {
    const { build, buffers } = loaded;
    const overlay = buffers.size === 0 ? undefined : await writeOverlay(join(folder, "overlay"), buffers);
    const events = testEvents((text) => request.onOutput?.(overlay?.restore(text) ?? text));
    const { go } = build;
    const args = [
      "test",
      ...ownFlags(go.flags, request.names),
      "-json",
      ...(request.names.length === 0 ? [] : [`-run=${testPattern(request.names)}`]),
      ...(request.timeoutMs === undefined ? [] : [`-timeout=${request.timeoutMs}ms`]),
      ...(overlay === undefined ? [] : [`-overlay=${overlay.json}`]),
      ...tagArgs(build.tags),
      ...request.flags,
      ".",
    ];
    const env = { ...withTemp(go, folder).env, PWD: build.dir };
    const timeoutMs = (request.timeoutMs ?? ownLimit) + compileMs;
    const process = await run(
      go.go,
      args,
      { cwd: build.dir, env, timeoutMs, maxOutputBytes: 1 << 16, onLine: events.line },
      signal,
    );
    const restored = (pkg: PackageRun): PackageRun =>
      overlay === undefined
        ? pkg
        : {
            ...pkg,
            build: overlay.restore(pkg.build),
            output: overlay.restore(pkg.output),
            runs: pkg.runs.map((r) => ({ ...r, output: overlay.restore(r.output) })),
          };
    return { packages: events.packages().map(restored), rest: events.rest() + process.stderr, process };
  });
}
