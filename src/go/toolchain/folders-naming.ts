import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readRegular } from "../process/regular-file";

/**
 * Folders of the modules with a Go file in which an import path stands as a string: those of its importers are among
 * them. Folders that `./...` leaves out are left out.
 */
export async function foldersNaming(
  importPath: string,
  moduleDirs: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const wanted = [`"${importPath}"`, `\`${importPath}\``];
  const found = new Set<string>();
  const visit = async (dir: string, top: boolean): Promise<void> => {
    if (signal.aborted) return;
    const entries = await readdir(dir, { withFileTypes: true }).catch((): Dirent[] => []);
    // A module of its own.
    if (!top && entries.some((e) => e.name === "go.mod")) return;
    const files = entries.filter((e) => e.isFile() && e.name.endsWith(".go")).map((e) => join(dir, e.name));
    if (await anyHolds(files, wanted)) found.add(dir);
    for (const e of entries) if (e.isDirectory() && !leftOut(e.name)) await visit(join(dir, e.name), false);
  };
  for (const dir of moduleDirs) await visit(dir, true);
  return [...found];
}

const leftOut = (name: string): boolean => /^[._]/.test(name) || name === "testdata" || name === "vendor";

async function anyHolds(files: readonly string[], wanted: readonly string[]): Promise<boolean> {
  const each = files.map(async (file) => {
    const text = await readRegular(file);
    return text !== undefined && wanted.some((path) => text.includes(path));
  });
  return (await Promise.all(each)).some(Boolean);
}
