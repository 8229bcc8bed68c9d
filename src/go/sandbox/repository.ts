import { type Dirent, existsSync, realpathSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { within } from "../process/within";
import { isSecretName } from "./secrets";

/** What tests may see beside their module: the person's own repository, without what may hold keys. */
export interface Surroundings {
  /** The repository's root; the module's folder where there is none. */
  readonly root: string;
  readonly readable: readonly string[];
  readonly hidden: readonly string[];
}

export const versionControl: readonly string[] = [
  ".git",
  ".hg",
  ".jj",
  ".svn",
  ".bzr",
  ".sl",
  "_darcs",
  ".fslckout",
];

/** Never anybody's repository as a whole, whatever lies in them. */
const shared = new Set([
  "/",
  "/tmp",
  "/var/tmp",
  "/var",
  "/run",
  "/home",
  "/Users",
  "/root",
  "/mnt",
  "/media",
]);

/** Entries that are looked at for secrets; what is left unseen then stays hidden. */
const mostEntries = 20_000;
/** More mounts than these would be dearer than what they show. */
const mostHidden = 300;

/** The nearest folder from here upward that version control calls a root; never the home folder or one around it. */
export function repositoryAround(dir: string, home: string): string | undefined {
  const person = real(home);
  for (let at = dir; isOwn(at, person); at = dirname(at)) {
    if (versionControl.some((name) => existsSync(join(at, name)))) return at;
    if (at === dirname(at)) return undefined;
  }
  return undefined;
}

/**
 * The repository around a module, and further modules that it is built with (go.work, replace).
 * @param modules absolute folders, the module's own among them
 */
export async function surroundingsOf(
  moduleDir: string,
  modules: readonly string[],
  home: string,
): Promise<Surroundings> {
  const root = repositoryAround(moduleDir, home);
  const person = real(home);
  // Without a repository at least the data that several modules share by convention.
  const beside = root ?? join(dirname(moduleDir), "testdata");
  const apart = modules.filter((dir) => root === undefined || !within(dir, root));
  const shown = [...new Set([beside, ...apart])].filter(
    (dir) => !within(dir, moduleDir) && isOwn(dir, person),
  );
  const seen = { left: mostEntries };
  const trees: { readonly dir: string; readonly hidden: readonly string[] }[] = [];
  // One after the other: they share how much is looked at.
  for (const dir of shown) trees.push({ dir, hidden: await secretsBelow(dir, moduleDir, seen) });
  const kept = trees.filter((t) => t.hidden.length <= mostHidden);
  return {
    root: kept.some((t) => t.dir === root) ? (root ?? moduleDir) : moduleDir,
    readable: kept.map((t) => t.dir),
    // A remote's address may hold a token; what git is asked by a test, it answers without.
    hidden: [join(moduleDir, ".git", "config"), ...kept.flatMap((t) => t.hidden)],
  };
}

/** By whatever path it is named: neither a folder of everybody's nor one that the home folder lies in. */
const isOwn = (dir: string, home: string): boolean => !shared.has(real(dir)) && !within(home, real(dir));

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** What is to be hidden in a tree, nearest to the module first: there the files lie that its tests read. */
async function secretsBelow(
  root: string,
  moduleDir: string,
  seen: { left: number },
): Promise<readonly string[]> {
  if (!within(moduleDir, root)) return (await walk(root, seen)) ?? [root];
  const hidden: string[] = [];
  for (let at = dirname(moduleDir), from = moduleDir; within(at, root); from = at, at = dirname(at)) {
    const around = (await entries(at)).filter((e) => join(at, e.name) !== from);
    hidden.push(...(await hiddenAmong(at, around, seen)));
  }
  return hidden;
}

async function hiddenAmong(
  dir: string,
  found: readonly Dirent[],
  seen: { left: number },
): Promise<readonly string[]> {
  const hidden: string[] = [];
  for (const entry of found) hidden.push(...(await hiddenOf(join(dir, entry.name), entry, seen)));
  return hidden;
}

async function hiddenOf(path: string, entry: Dirent, seen: { left: number }): Promise<readonly string[]> {
  if (isSecretName(entry.name) || versionControl.includes(entry.name)) return [path];
  // What a package manager brought is nobody's secret, and large.
  if (!entry.isDirectory() || entry.name === "node_modules") return [];
  return (await walk(path, seen)) ?? [path];
}

/** Undefined where there is too much to look at. */
async function walk(dir: string, seen: { left: number }): Promise<readonly string[] | undefined> {
  const found = await entries(dir);
  seen.left -= found.length;
  if (seen.left < 0) return undefined;
  return hiddenAmong(dir, found, seen);
}

const entries = (dir: string): Promise<readonly Dirent[]> =>
  readdir(dir, { withFileTypes: true }).catch(() => []);
