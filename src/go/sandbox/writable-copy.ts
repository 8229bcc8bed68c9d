import { cp, lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { within } from "../process/within";
import type { Laid } from "./policy";
import { versionControl } from "./to-hide";

type Copy = Laid & { end(): Promise<void> };

/** A larger repository would take longer to copy than its tests to run: there only the package can be written. */
const mostEntries = 500;

/** What is copied of: a package's folder in a repository, and what of that nothing inside may read. */
interface Original {
  readonly dir: string;
  readonly root: string;
  readonly hidden: readonly string[];
}

/**
 * A copy to be written into: of a small repository as a whole, else of the package's files and its testdata. Its other
 * folders are other packages.
 */
export async function writableCopy({ dir, root, hidden }: Original, folder: string): Promise<Copy> {
  const leftOut = new Set(hidden);
  const isLeftOut = (path: string) => versionControl.includes(basename(path)) || leftOut.has(path);
  const copy = (path: string, to: string) =>
    cp(path, to, { recursive: true, filter: async (one) => !isLeftOut(one) && (await canBeCopied(one)) });
  // Two test processes may share the temporary folder.
  const from = await mkdtemp(join(folder, "package-"));
  const end = () => rm(from, { recursive: true, force: true });
  if (within(dir, root) && (await entriesOf(root, isLeftOut, mostEntries)) !== undefined) {
    await copy(root, from);
    return { from, at: root, beneath: [], end };
  }
  const entries = await readdir(dir, { withFileTypes: true });
  const others = entries.filter((e) => e.isDirectory() && e.name !== "testdata").map((e) => e.name);
  for (const { name } of entries) if (!others.includes(name)) await copy(join(dir, name), join(from, name));
  return { from, at: dir, beneath: others.map((name) => join(dir, name)), end };
}

/** Not a socket, a pipe or a device. */
async function canBeCopied(path: string): Promise<boolean> {
  const stat = await lstat(path);
  return stat.isFile() || stat.isDirectory() || stat.isSymbolicLink();
}

/** How many files and folders there are; undefined for more than `most`. */
async function entriesOf(
  dir: string,
  isLeftOut: (path: string) => boolean,
  most: number,
): Promise<number | undefined> {
  let count = 0;
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (isLeftOut(path)) continue;
    const below = entry.isDirectory() ? await entriesOf(path, isLeftOut, most - count) : 0;
    if (below === undefined) return undefined;
    count += 1 + below;
    if (count > most) return undefined;
  }
  return count;
}
