import { relative, sep } from "node:path";
import { foldersNaming } from "./folders-naming";
import { runGo, tagArgs } from "./go-command";
import { jsonStream } from "./json-stream";
import type { GoPackage } from "./package";
import type { TestBuild } from "./test-build";

/** A package of the workspace that imports the target's, itself or in its tests, and has tests. */
export interface Importer {
  readonly importPath: string;
  readonly dir: string;
  readonly moduleDir: string;
}

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly Imports?: string[];
  readonly TestImports?: string[];
  readonly XTestImports?: string[];
  readonly TestGoFiles?: string[];
  readonly XTestGoFiles?: string[];
  readonly Module?: { readonly Dir?: string };
}

const fields = "ImportPath,Dir,Imports,TestImports,XTestImports,TestGoFiles,XTestGoFiles,Module";

/** Characters of a command line; Windows takes 32 thousand. */
const longestCommand = 24_000;

/** Bytes of a listing: tens of thousands of packages. */
const maxOutputBytes = 64 << 20;

/**
 * Direct importers in the workspace's modules, nearest first; none where go does not say. Go is asked only of folders
 * whose files name the package: loading a whole module of hundreds of packages takes longer than judging.
 */
export async function findImporters(
  { go, tags }: Pick<TestBuild, "go" | "tags">,
  pkg: GoPackage,
  signal: AbortSignal,
): Promise<readonly Importer[]> {
  const { workspaceDirs } = pkg.module;
  const folders = await foldersNaming(pkg.importPath, workspaceDirs, signal);
  if (folders.length === 0) return [];
  const few = folders.reduce((sum, dir) => sum + dir.length + 1, 0) <= longestCommand;
  const patterns = few ? folders : workspaceDirs.map((dir) => `${dir}${sep}...`);
  const args = ["list", "-e", `-json=${fields}`, ...tagArgs(tags), ...patterns];
  const result = await runGo(go, args, pkg.dir, signal, { maxOutputBytes });
  if (result.code !== 0 || result.dropped.stdout > 0) return [];
  return jsonStream<Listed>(result.stdout)
    .filter((p) => p.ImportPath !== pkg.importPath && hasTests(p) && imports(p).includes(pkg.importPath))
    .map((p) => ({ importPath: p.ImportPath, dir: p.Dir, moduleDir: p.Module?.Dir ?? p.Dir }))
    .sort(nearestTo(pkg));
}

const hasTests = (p: Listed): boolean => (p.TestGoFiles ?? []).length + (p.XTestGoFiles ?? []).length > 0;
const imports = (p: Listed): readonly string[] => [
  ...(p.Imports ?? []),
  ...(p.TestImports ?? []),
  ...(p.XTestImports ?? []),
];

/** Of the same module before others, then by the steps from folder to folder, then by name. */
export function nearestTo({
  dir,
  module,
}: {
  readonly dir: string;
  readonly module: { readonly dir: string };
}): (a: Importer, b: Importer) => number {
  const distance = (i: Importer): number =>
    (i.moduleDir === module.dir ? 0 : 1_000) + relative(dir, i.dir).split(sep).length;
  return (a, b) => distance(a) - distance(b) || (a.importPath < b.importPath ? -1 : 1);
}
