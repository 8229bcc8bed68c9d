import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Laid } from "./policy";

/** A copy of a folder's files and of its testdata, to be written into. Its other folders are other packages. */
export async function writableCopy(dir: string, folder: string): Promise<Laid & { end(): Promise<void> }> {
  // Two test processes may share the temporary folder.
  const from = await mkdtemp(join(folder, "package-"));
  const entries = await readdir(dir, { withFileTypes: true });
  const others = entries.filter((e) => e.isDirectory() && e.name !== "testdata").map((e) => e.name);
  for (const { name } of entries)
    if (!others.includes(name)) await cp(join(dir, name), join(from, name), { recursive: true });
  return {
    from,
    at: dir,
    beneath: others.map((name) => join(dir, name)),
    end: () => rm(from, { recursive: true, force: true }),
  };
}
