import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownerIsGone, ownerMark, ownerPattern } from "./owner";
import { removeTree, removeTreeSync } from "./remove-tree";
import { statOf } from "./stat-of";

/** Folders of this process that still stand: an end that runs no `finally` removes them all the same. */
const live = new Set<string>();

const owned = new RegExp(`(?:^|[\\\\/])stubwright-(${ownerPattern})-`);

export const isScratch = (path: string): boolean => owned.test(path);

/** A private temporary folder whose name says whose it is. */
export function makeFolder(root: string = tmpdir()): string {
  const dir = mkdtempSync(join(root, `stubwright-${ownerMark()}-`));
  if (live.size === 0) process.on("exit", removeAll);
  live.add(dir);
  return dir;
}

/** At once: for a process that is about to end, and for a folder whose processes were killed just now. */
export function removeFolder(dir: string): void {
  if (removeTreeSync(dir)) forget(dir);
}

/**
 * Runs `work` with a private folder that is gone afterwards, whatever happened. One that cannot be removed says nothing
 * about the work: it is tried again when this process ends, and by the next one.
 */
export async function withFolder<T>(work: (dir: string) => Promise<T>, root?: string): Promise<T> {
  const dir = makeFolder(root);
  try {
    return await work(dir);
  } finally {
    if (await removeTree(dir)) forget(dir);
  }
}

function forget(dir: string): void {
  live.delete(dir);
  if (live.size === 0) process.off("exit", removeAll);
}

function removeAll(): void {
  for (const dir of live) removeTreeSync(dir);
}

/** Removes folders of processes of ours on this machine that were killed before they could do it themselves. */
export function sweepFolders(root: string = tmpdir()): void {
  for (const name of list(root)) {
    const [, owner] = owned.exec(name) ?? [];
    if (owner === undefined) continue;
    const path = join(root, name);
    if (!mine(path) || !(ownerIsGone(owner) || isStale(path))) continue;
    // Where it does not go, whoever comes next tries again.
    removeTreeSync(path);
  }
}

function list(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** A container that is gone has taken its place along: nobody can say any more whether its processes live. */
const staleMs = 7 * 24 * 3_600_000;

const isStale = (path: string): boolean => Date.now() - (statOf(path)?.mtimeMs ?? Date.now()) > staleMs;

function mine(path: string): boolean {
  const stat = statOf(path);
  return stat?.isDirectory() === true && (process.getuid === undefined || stat.uid === process.getuid());
}
