import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { TestBuild } from "./test-build";

/** Folders of GOROOT/src that hold no package for others: Go's own commands, what they vendor, tests' inputs. */
const closed = new Set(["cmd", "vendor", "testdata", "builtin"]);

/**
 * Import paths of the standard library, read from GOROOT's sources: `go list std` says the same and loads every package
 * for it. Internal ones are among them.
 */
export async function standardLibrary(goroot: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const walk = async (path: string): Promise<void> => {
    const entries = await readdir(join(goroot, "src", path), { withFileTypes: true }).catch(() => []);
    const isPackage = entries.some((e) => e.name.endsWith(".go") && !e.name.endsWith("_test.go"));
    if (isPackage && path !== "") found.add(path);
    const folders = entries.filter((e) => e.isDirectory() && !closed.has(e.name) && !/^[._]/.test(e.name));
    await Promise.all(folders.map((e) => walk(path === "" ? e.name : `${path}/${e.name}`)));
  };
  await walk("");
  return found;
}

/** A package of Go's own sources: what it would import to be watched may import it. */
export const inStandardLibrary = ({ moduleDir, go }: Pick<TestBuild, "moduleDir" | "go">): boolean =>
  moduleDir === join(go.goroot, "src");
