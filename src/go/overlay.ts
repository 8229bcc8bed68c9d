import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";

/** Runs `work` with a private folder that is gone afterwards, whatever happened. */
export async function withFolder<T>(work: (dir: string) => Promise<T>, root: string = tmpdir()): Promise<T> {
  const dir = await mkdtemp(join(root, "stubwright-"));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

export interface Overlay {
  /** overlay.json, for the -overlay flag. */
  readonly json: string;
  /** The person's path of a file that a tool read in its place; any other path as it is. */
  readonly actual: (path: string) => string;
  /** The same for every path within a message. */
  readonly restore: (message: string) => string;
}

/**
 * Writes texts that stand for files (by absolute path; a file that is not there yet is a new one) into a folder of
 * their own, so that the workspace stays as it is.
 * @param cwd where the tools run: they print paths relative to it.
 */
export async function writeOverlay(
  dir: string,
  texts: ReadonlyMap<string, string>,
  cwd: string,
): Promise<Overlay> {
  const copies = [...texts].map(([path, text], i) => ({
    path,
    text,
    copy: join(dir, String(i), basename(path)),
  }));
  for (const { copy, text } of copies) {
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, text);
  }
  await mkdir(dir, { recursive: true });
  const json = join(dir, "overlay.json");
  await writeFile(json, JSON.stringify({ Replace: Object.fromEntries(copies.map((c) => [c.path, c.copy])) }));
  const actual = new Map(copies.map((c) => [c.copy, c.path]));
  const spellings = copies.flatMap(
    (c) =>
      [
        [c.copy, c.path],
        [relative(cwd, c.copy), c.path],
      ] as const,
  );
  return {
    json,
    actual: (path) => actual.get(path) ?? path,
    restore: (message) => spellings.reduce((text, [copy, path]) => text.replaceAll(copy, path), message),
  };
}
