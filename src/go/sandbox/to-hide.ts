import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { within } from "../process/within";
import { isSecretName } from "./secrets";

/** Something in a folder that tests see, and they should not. */
export interface ToHide {
  readonly path: string;
  /**
   * By its name it may hold keys, unless version control knows it; it is a door to another program; it belongs to version
   * control; or it was not looked at.
   */
  readonly why: "secret" | "door" | "versions" | "unseen";
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

/** Where version control keeps addresses, which may hold a token, and programs of the person's. */
const versionSettings: Readonly<Record<string, readonly string[]>> = {
  ".git": ["config", "config.worktree", "credentials", "hooks", "modules"],
  ".hg": ["hgrc", "hgrc-not-shared"],
  ".jj": ["repo/config.toml", "repo/store/git/config"],
  ".sl": ["config"],
  ".bzr": ["branch/branch.conf"],
};

/**
 * In a module everything is looked at. Of its version control only what may hold keys is hidden: tests ask git.
 * @param dir the module's folder, or one in it
 */
export async function toHideInModule(dir: string): Promise<readonly ToHide[]> {
  const each = (await entries(dir)).map(async (entry): Promise<readonly ToHide[]> => {
    const path = join(dir, entry.name);
    if (versionControl.includes(entry.name)) return inVersionControl(path, entry);
    const one = toHide(path, entry);
    if (one !== undefined) return [one];
    return entry.isDirectory() && entry.name !== "node_modules" ? toHideInModule(path) : [];
  });
  return (await Promise.all(each)).flat();
}

async function inVersionControl(path: string, { name }: Dirent): Promise<readonly ToHide[]> {
  const settings = versionSettings[name] ?? [];
  const doors = (await entries(path)).filter(isDoor).map((door) => door.name);
  return [...settings, ...doors].map((one): ToHide => ({ path: join(path, one), why: "versions" }));
}

/** How many entries may still be looked at. */
export interface Budget {
  left: number;
}

/** In a tree around the module, or apart from it; nearest to the module first: there the files lie that its tests read. */
export async function toHideAround(
  root: string,
  moduleDir: string,
  budget: Budget,
): Promise<readonly ToHide[]> {
  if (!within(moduleDir, root)) return (await walk(root, budget)) ?? [{ path: root, why: "unseen" }];
  const found: ToHide[] = [];
  for (let at = dirname(moduleDir), from = moduleDir; within(at, root); from = at, at = dirname(at)) {
    const around = (await entries(at)).filter((e) => join(at, e.name) !== from);
    found.push(...(await among(at, around, budget)));
  }
  return found;
}

async function among(dir: string, found: readonly Dirent[], budget: Budget): Promise<readonly ToHide[]> {
  const hidden: ToHide[] = [];
  for (const entry of found) hidden.push(...(await of(join(dir, entry.name), entry, budget)));
  return hidden;
}

async function of(path: string, entry: Dirent, budget: Budget): Promise<readonly ToHide[]> {
  if (versionControl.includes(entry.name)) return [{ path, why: "versions" }];
  const one = toHide(path, entry);
  if (one !== undefined) return [one];
  // What a package manager brought is nobody's secret, and large.
  if (!entry.isDirectory() || entry.name === "node_modules") return [];
  return (await walk(path, budget)) ?? [{ path, why: "unseen" }];
}

/** Undefined where there is too much to look at. */
async function walk(dir: string, budget: Budget): Promise<readonly ToHide[] | undefined> {
  const found = await entries(dir);
  budget.left -= found.length;
  if (budget.left < 0) return undefined;
  return among(dir, found, budget);
}

function toHide(path: string, entry: Dirent): ToHide | undefined {
  if (isSecretName(entry.name, entry.isDirectory())) return { path, why: "secret" };
  return isDoor(entry) ? { path, why: "door" } : undefined;
}

/** A socket, a pipe or a device is open to whoever can name it, also in a folder that cannot be written. */
const isDoor = (entry: Dirent): boolean =>
  entry.isSocket() || entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice();

const entries = (dir: string): Promise<readonly Dirent[]> =>
  readdir(dir, { withFileTypes: true }).catch(() => []);
