import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ok, type Result } from "../../core/result";
import type { ImportLookup } from "../../core/splice/missing-imports";
import type { GoEnvironment } from "../toolchain/environment";
import type { Helper, HelperError } from "./client";

/** The standard library of one GOROOT: what may be imported, and what it exports. */
export interface StdIndex {
  /** Import paths of packages that anyone may import. */
  readonly paths: ReadonlySet<string>;
  /** Paths of packages with this name, likeliest first. */
  byName(name: string): readonly string[];
  /** `func Cut(s, sep string) (before, after string, found bool)`; symbols are `Name` or `Type.Method`. */
  signature(path: string, symbol: string): string | undefined;
  /** One line for each function and method that a package exports. */
  symbols(path: string): readonly string[];
  /** Packages called `name` that export `symbol`. */
  readonly lookup: ImportLookup;
}

interface StdPackage {
  readonly path: string;
  readonly name: string;
  readonly symbols: Readonly<Record<string, string>>;
}

/** Read from the cache, else made by the helper in half a second and kept for this version of Go. */
export async function loadStdIndex(
  helper: Helper,
  { go, cacheDir }: { readonly go: GoEnvironment; readonly cacheDir: string },
  signal: AbortSignal,
): Promise<Result<StdIndex, HelperError>> {
  const platform = `${go.vars["GOOS"] ?? process.platform}-${go.vars["GOARCH"] ?? process.arch}`;
  const path = join(cacheDir, "helper", `std-go${go.version}-${platform}.json`);
  const kept = await read(path);
  if (kept !== undefined) return ok(indexOf(kept));
  const made = await helper.request<readonly StdPackage[]>("std", {}, signal);
  if (!made.ok) return made;
  await keep(path, made.value).catch(() => {}); // A cache that cannot be written costs half a second a run.
  return ok(indexOf(made.value));
}

async function read(path: string): Promise<readonly StdPackage[] | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as readonly StdPackage[];
  } catch {
    return undefined;
  }
}

async function keep(path: string, packages: readonly StdPackage[]): Promise<void> {
  await mkdir(join(path, ".."), { recursive: true });
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, JSON.stringify(packages));
  await rename(fresh, path);
}

/** Where several packages have one name, the one that programs mean when they do not say. */
const rank = (path: string): number =>
  (/^(crypto|html|go|internal)\//.test(path) ? 1 : 0) + path.length / 1000;

function indexOf(packages: readonly StdPackage[]): StdIndex {
  const byPath = new Map(packages.map((p) => [p.path, p]));
  const names = new Map<string, string[]>();
  for (const { name, path } of packages) names.set(name, [...(names.get(name) ?? []), path]);
  for (const paths of names.values()) paths.sort((a, b) => rank(a) - rank(b));
  const byName = (name: string): readonly string[] => names.get(name) ?? [];
  const signature = (path: string, symbol: string): string | undefined => byPath.get(path)?.symbols[symbol];
  return {
    paths: new Set(byPath.keys()),
    byName,
    signature,
    symbols: (path) =>
      Object.values(byPath.get(path)?.symbols ?? {}).filter((line) => line.startsWith("func ")),
    lookup: (name, symbol) => byName(name).filter((path) => signature(path, symbol) !== undefined),
  };
}
