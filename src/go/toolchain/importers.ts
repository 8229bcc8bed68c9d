import { join } from "node:path";
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

/** Direct importers in the workspace's modules; none where go does not say. */
export async function findImporters(
  { go, tags }: Pick<TestBuild, "go" | "tags">,
  pkg: GoPackage,
  signal: AbortSignal,
): Promise<readonly Importer[]> {
  const fields = "ImportPath,Dir,Imports,TestImports,XTestImports,TestGoFiles,XTestGoFiles,Module";
  const patterns = pkg.module.workspaceDirs.map((dir) => join(dir, "..."));
  const args = ["list", "-e", `-json=${fields}`, ...tagArgs(tags), ...patterns];
  const result = await runGo(go, args, pkg.dir, signal);
  if (result.code !== 0 || result.dropped.stdout > 0) return [];
  return jsonStream<Listed>(result.stdout)
    .filter((p) => p.ImportPath !== pkg.importPath && hasTests(p) && imports(p).includes(pkg.importPath))
    .map((p) => ({ importPath: p.ImportPath, dir: p.Dir, moduleDir: p.Module?.Dir ?? p.Dir }));
}

const hasTests = (p: Listed): boolean => (p.TestGoFiles ?? []).length + (p.XTestGoFiles ?? []).length > 0;
const imports = (p: Listed): readonly string[] => [
  ...(p.Imports ?? []),
  ...(p.TestImports ?? []),
  ...(p.XTestImports ?? []),
];
