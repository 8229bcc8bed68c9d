import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import type { ProcessResult } from "../process/run";

/**
 * A program that is built once and kept at a path.
 * @param build writes it to the path that it is given: beside the other, and moved, so that nobody runs half of it.
 */
export async function builtOnce(
  path: string,
  build: (fresh: string) => Promise<Pick<ProcessResult, "code" | "error" | "stderr" | "end">>,
): Promise<Result<string>> {
  if (existsSync(path)) return ok(path);
  const folder = dirname(path);
  const fresh = join(folder, `${randomUUID()}.new`);
  try {
    await mkdir(folder, { recursive: true });
    const result = await build(fresh);
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

/** Over names and contents of a module's Go files, tests left out; undefined where there are none. */
export async function hashOf(sources: string): Promise<string | undefined> {
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
