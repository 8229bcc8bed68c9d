import { mkdtempSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Files, OpenTask, SealedTask } from "./task";

/** Runs all tests of the module in a folder: true when every one passes. Handed in by the root. */
export type TestFolder = (
  dir: string,
  signal: AbortSignal,
) => Promise<"passed" | "failed" | "does-not-build">;

/**
 * Whether a final file passes the scoring tests, once, after the run has ended. The hidden tests stand alone; where
 * they lean on something that the visible ones declare, beside those.
 */
export async function score(
  open: OpenTask,
  sealed: SealedTask,
  final: string,
  test: TestFolder,
  signal: AbortSignal,
): Promise<boolean> {
  const proposed = { ...open.files, [open.target.file]: final };
  if (sealed.hidden === undefined)
    return (await testFiles({ ...proposed, ...open.visible }, test, signal)) === "passed";
  const alone = await testFiles({ ...proposed, ...sealed.hidden }, test, signal);
  if (alone !== "does-not-build") return alone === "passed";
  return (await testFiles({ ...proposed, ...open.visible, ...sealed.hidden }, test, signal)) === "passed";
}

async function testFiles(files: Files, test: TestFolder, signal: AbortSignal): ReturnType<TestFolder> {
  const dir = mkdtempSync(join(tmpdir(), "stubwright-score-"));
  try {
    await writeFiles(dir, files);
    return await test(dir, signal);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Lays a task's files down in a folder. */
export async function writeFiles(dir: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(dir, ...path.split("/"));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
