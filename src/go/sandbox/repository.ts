import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment } from "../process/run";
import { within } from "../process/within";
import { realPath } from "./links";
import { type ToHide, toHideAround, toHideInModule, versionControl } from "./to-hide";
import { trackedAmong } from "./tracked";

/** What tests may see beside their module: the person's own repository, without what may hold keys. */
export interface Surroundings {
  /** The repository's root; the module's folder where there is none. */
  readonly root: string;
  readonly readable: readonly string[];
  readonly hidden: readonly string[];
}

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
  const person = realPath(home);
  for (let at = dir; isOwn(at, person); at = dirname(at)) {
    if (versionControl.some((name) => existsSync(join(at, name)))) return at;
    if (at === dirname(at)) return undefined;
  }
  return undefined;
}

/** Whose files they are, and how to ask git about them. */
export interface Person {
  readonly home: string;
  readonly env: Environment;
}

/**
 * The repository around a module, and further modules that it is built with (go.work, replace).
 * @param modules absolute folders, the module's own among them
 */
export async function surroundingsOf(
  moduleDir: string,
  modules: readonly string[],
  { home, env }: Person,
  signal: AbortSignal,
): Promise<Surroundings> {
  const root = repositoryAround(moduleDir, home);
  const person = realPath(home);
  // Without a repository at least the data that several modules share by convention.
  const beside = root ?? join(dirname(moduleDir), "testdata");
  const apart = modules.filter((dir) => root === undefined || !within(dir, root));
  const shown = [...new Set([beside, ...apart])].filter(
    (dir) => !within(dir, moduleDir) && isOwn(dir, person),
  );
  const own = await toHideInModule(moduleDir);
  const budget = { left: mostEntries };
  const trees: { readonly dir: string; readonly found: readonly ToHide[] }[] = [];
  // One after the other: they share how much is looked at.
  for (const dir of shown) trees.push({ dir, found: await toHideAround(dir, moduleDir, budget) });
  const secrets = [own, ...trees.map((t) => t.found)].flat().filter(({ why }) => why === "secret");
  const tracked = await trackedAmong(
    secrets.map(({ path }) => path),
    env,
    signal,
  );
  const hidden = (found: readonly ToHide[]) => found.flatMap(({ path }) => (tracked.has(path) ? [] : [path]));
  const kept = trees.filter(({ found }) => hidden(found).length <= mostHidden);
  return {
    root: kept.some((t) => t.dir === root) ? (root ?? moduleDir) : moduleDir,
    readable: kept.map((t) => t.dir),
    hidden: [own, ...kept.map((t) => t.found)].flatMap(hidden),
  };
}

/** By whatever path it is named: neither a folder of everybody's nor one that the home folder lies in. */
const isOwn = (dir: string, home: string): boolean =>
  !shared.has(realPath(dir)) && !within(home, realPath(dir));
