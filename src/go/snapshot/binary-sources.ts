import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { within } from "../process/within";
import type { TestBuild } from "../toolchain/test-build";
import { isOlder } from "./test-inputs";

/** What go says of a package that a test binary is linked of. */
export interface SourcePackage {
  readonly Dir?: string;
  readonly Goroot?: boolean;
  readonly EmbedFiles?: readonly string[];
  readonly TestEmbedFiles?: readonly string[];
  readonly XTestEmbedFiles?: readonly string[];
  readonly Module?: { readonly GoMod?: string; readonly Dir?: string };
}

/** A thousand packages of a dozen files; beyond that go is quicker than we are. */
const most = 12_000;

/**
 * Every path that a test binary hangs on besides flags and environment: the files of its packages and the folders that
 * they lie in, up to their modules'. A file that is added, or a go.mod between two folders, changes its folder. Go's own
 * packages and downloaded modules do not change; of the toolchain the command and its VERSION stand for all.
 */
export async function binarySources(
  { go, dir }: TestBuild,
  packages: readonly SourcePackage[],
): Promise<readonly string[] | undefined> {
  // Its requirements stand in a file that no package names.
  if (go.flags.kept.some((flag) => flag.name === "modfile")) return undefined;
  const cache = go.vars["GOMODCACHE"] || undefined;
  const own = packages.filter(
    (p) => p.Goroot !== true && p.Dir && (cache === undefined || !p.Dir.startsWith(cache)),
  );
  const folders = [...new Set([dir, ...own.flatMap((p) => p.Dir ?? [])])];
  try {
    const files = (await Promise.all(folders.map(filesOf))).flat();
    const above = own.flatMap(({ Dir = "", Module }) => foldersUpTo(Dir, Module?.Dir ?? Dir));
    const embedded = (await Promise.all(own.map(embeddedBy))).flat();
    const vendored = go.vendoredIn && join(go.vendoredIn, "vendor", "modules.txt");
    const modules = [go.goMod, go.goWork, vendored, ...own.map((p) => p.Module?.GoMod)].flatMap(
      (path) => path ?? [],
    );
    const toolchain = [go.go, join(go.goroot, "VERSION")];
    const paths = new Set([...folders, ...files, ...above, ...embedded, ...modules, ...toolchain]);
    return paths.size > most ? undefined : [...paths].sort();
  } catch {
    return undefined;
  }
}

const entriesOf = (folder: string): Promise<Dirent[]> => readdir(folder, { withFileTypes: true });

const filesOf = async (folder: string): Promise<readonly string[]> =>
  (await entriesOf(folder)).flatMap((e) => (e.isDirectory() ? [] : [join(folder, e.name)]));

function foldersUpTo(folder: string, top: string): readonly string[] {
  const found: string[] = [];
  for (let at = folder; within(at, top); at = dirname(at)) {
    found.push(at);
    if (at === top || dirname(at) === at) break;
  }
  return found;
}

/** Files that are compiled in. Where they lie below the package, all below it there: a pattern may take more of it. */
async function embeddedBy(p: SourcePackage): Promise<readonly string[]> {
  const names = [...(p.EmbedFiles ?? []), ...(p.TestEmbedFiles ?? []), ...(p.XTestEmbedFiles ?? [])];
  const { Dir = "" } = p;
  const tops = new Set(names.flatMap((name) => (/[\\/]/.test(name) ? [name.split(/[\\/]/)[0] ?? ""] : [])));
  const below = await Promise.all(
    [...tops].map(async (top) => {
      const found = await readdir(join(Dir, top), { recursive: true });
      if (found.length > most) throw new Error("too many files to look at");
      return [join(Dir, top), ...found.map((name) => `${join(Dir, top)}${sep}${name}`)];
    }),
  );
  return [...names.map((name) => join(Dir, name)), ...below.flat()];
}

/**
 * One line for the state of all paths. A change of content shows in the time that only the system sets.
 * @param before milliseconds since the epoch: undefined where one has changed since, so that nobody knows what go saw
 */
export async function stateOfSources(
  paths: readonly string[],
  before = Number.POSITIVE_INFINITY,
): Promise<string | undefined> {
  const each = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => undefined);
      if (found === undefined) return "none";
      const { ino, mode, size, mtimeMs, ctimeMs } = found;
      return isOlder(found, before) ? [ino, mode, size, mtimeMs, ctimeMs] : undefined;
    }),
  );
  if (each.includes(undefined)) return undefined;
  return createHash("sha256")
    .update(JSON.stringify([paths, each]))
    .digest("hex");
}
