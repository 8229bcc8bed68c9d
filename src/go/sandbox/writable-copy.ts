import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { within } from "../process/within";
import type { Laid } from "./policy";
import { versionControl } from "./repository";
import { isSecretName } from "./secrets";

type Copy = Laid & { end(): Promise<void> };

/** A larger repository would take longer to copy than its tests to run: there only the package can be written. */
const mostEntries = 500;

/**
 * A copy to be written into: of a small repository as a whole, else of the package's files and its testdata. Its other
 * folders are other packages.
 */
export async function writableCopy(dir: string, root: string, folder: string): Promise<Copy> {
  // Two test processes may share the temporary folder.
  const from = await mkdtemp(join(folder, "package-"));
  const end = () => rm(from, { recursive: true, force: true });
  if (within(dir, root) && (await entriesOf(root, mostEntries)) !== undefined) {
    await cp(root, from, { recursive: true, filter: (path) => !isLeftOut(path.slice(root.length)) });
    return { from, at: root, beneath: [], end };
  }
  const entries = await readdir(dir, { withFileTypes: true });
  const others = entries.filter((e) => e.isDirectory() && e.name !== "testdata").map((e) => e.name);
  for (const { name } of entries)
    if (!others.includes(name)) await cp(join(dir, name), join(from, name), { recursive: true });
  return { from, at: dir, beneath: others.map((name) => join(dir, name)), end };
}

const isLeftOut = (path: string): boolean =>
  path.split(sep).some((name) => versionControl.includes(name) || isSecretName(name));

/** How many files and folders there are; undefined for more than `most`. */
async function entriesOf(dir: string, most: number): Promise<number | undefined> {
  let count = 0;
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (isLeftOut(entry.name)) continue;
    const below = entry.isDirectory() ? await entriesOf(join(dir, entry.name), most - count) : 0;
    if (below === undefined) return undefined;
    count += 1 + below;
    if (count > most) return undefined;
  }
  return count;
}
