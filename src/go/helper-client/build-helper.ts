import { join } from "node:path";
import { problem } from "../../core/problem/codes";
import { fail, type Result } from "../../core/result";
import { withFolder } from "../process/temp-dir";
import type { GoEnvironment } from "../toolchain/environment";
import { forOwnProgram, runGo, withTemp } from "../toolchain/go-command";
import { builtOnce, hashOf } from "./built-program";

export interface HelperSources {
  /** The folder with the helper's go.mod. Nothing is written there. */
  readonly sources: string;
  /** Absolute path; the binary is kept below it. */
  readonly cacheDir: string;
}

/**
 * Builds the Go helper with the person's toolchain, or finds it built: kept by Go's version, the machine and the
 * hash of the sources. Takes about two seconds once. Works offline: it needs nothing but the standard library.
 * @returns the binary's absolute path; a Problem where it cannot be built, and everything else goes on without it.
 */
export async function buildHelper(
  go: GoEnvironment,
  { sources, cacheDir }: HelperSources,
  signal: AbortSignal,
): Promise<Result<string>> {
  const hash = await hashOf(sources);
  if (hash === undefined) return fail(problem("helper-sources-missing", { dir: sources }));
  const folder = join(cacheDir, "helper", `go${go.version}-${process.platform}-${process.arch}-${hash}`);
  const path = join(folder, process.platform === "win32" ? "helper.exe" : "helper");
  return builtOnce(path, (fresh) =>
    withFolder((temp) =>
      runGo(withTemp(forOwnProgram(go), temp), ["build", "-trimpath", "-o", fresh, "."], sources, signal),
    ),
  );
}
