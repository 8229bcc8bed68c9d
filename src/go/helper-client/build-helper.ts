import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import { withFolder } from "../process/temp-dir";
import type { GoEnvironment } from "../toolchain/environment";
import { runGo, withTemp } from "../toolchain/go-command";

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
  const name = process.platform === "win32" ? "helper.exe" : "helper";
  const path = join(folder, name);
  if (existsSync(path)) return ok(path);
  // Built aside and moved, so that nobody runs half of it.
  const fresh = join(folder, `${randomUUID()}-${name}`);
  try {
    await mkdir(folder, { recursive: true });
    const args = ["build", "-trimpath", "-o", fresh, "."];
    const result = await withFolder((temp) => runGo(withTemp(forHelper(go), temp), args, sources, signal));
    if (result.code !== 0) {
      const why = (result.error || result.stderr || result.end).trim().split("\n").slice(0, 3).join(" ");
      return fail(problem("helper-not-built", { why }));
    }
    await rename(fresh, path);
    return ok(path);
  } catch (error) {
    return fail(problem("helper-not-stored", { dir: folder, why: String(error) }));
  } finally {
    await rm(fresh, { force: true }).catch(() => {});
  }
}

/** Its own module, for this machine, whatever workspace, flags and platform the person builds for. */
function forHelper(go: GoEnvironment): GoEnvironment {
  const own = { GOFLAGS: "-mod=mod", GOWORK: "off", GO111MODULE: "on", CGO_ENABLED: "0" };
  return { ...go, env: { ...go.env, ...own, GOOS: undefined, GOARCH: undefined, GOEXPERIMENT: undefined } };
}

/** Over names and contents, tests left out; undefined where there is no helper. */
async function hashOf(sources: string): Promise<string | undefined> {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter(
      (e) => e.isFile() && (e.name === "go.mod" || e.name.endsWith(".go")) && !e.name.endsWith("_test.go"),
    )
    .map((e) => join(e.parentPath, e.name))
    .sort();
  if (files.length === 0) return undefined;
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${relative(sources, file)}\0`)
      .update(await readFile(file))
      .update("\0");
  return hash.digest("hex").slice(0, 16);
}
