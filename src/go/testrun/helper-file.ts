import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { TestSite } from "./findings";

/**
 * The file of a helper that lies in another package of the module, where the testing package gives its name alone:
 * one of the packages that the tests import holds it, and a call stands in that line. Undefined for a file of the tests'
 * own package, and where several could be meant or none.
 */
export function helperFile(name: string, line: number, site: TestSite): string | undefined {
  const { dir, moduleDir, testFiles } = site;
  if (isAbsolute(name) || existsSync(join(dir, name))) return undefined;
  const module = /^module\s+"?([^\s"]+)/m.exec(textOf(join(moduleDir, "go.mod")))?.[1];
  if (module === undefined) return undefined;
  const imported = testFiles.flatMap(({ text }) =>
    [...text.matchAll(/"([^"\n]+)"$/gm)].map(([, path = ""]) => path),
  );
  const own = imported.filter((path) => path === module || path.startsWith(`${module}/`));
  const found = [...new Set(own.map((path) => join(moduleDir, path.slice(module.length), name)))].filter(
    (path) => textOf(path).split("\n")[line - 1]?.includes("(") === true,
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Nothing where it cannot be read. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
