import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative } from "node:path";

/** What lies below a folder, by its path in it: kind, mode, owner, time of change, and a digest of what is in it. */
export type Print = ReadonlyMap<string, string>;

/** @param but paths below it that may change */
export function printOf(root: string, but: readonly string[] = []): Print {
  const found = new Map<string, string>();
  const walk = (path: string): void => {
    const name = relative(root, path);
    if (but.includes(name)) return;
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    const kept = [stat.mode.toString(8), stat.uid, stat.nlink];
    if (stat.isDirectory()) {
      found.set(name, [...kept.slice(0, 2), "folder"].join(" "));
      for (const entry of readdirSync(path)) walk(join(path, entry));
    } else if (stat.isSymbolicLink()) found.set(name, `link to ${readlinkSync(path)}`);
    else if (stat.isFile())
      found.set(name, [...kept, stat.mtimeMs, stat.size, stat.size > large ? "" : digest(path)].join(" "));
    else found.set(name, [...kept, "neither file nor folder"].join(" "));
  };
  walk(root);
  return found;
}

/** Bytes: of a larger file size and time are enough. */
const large = 64 << 20;

const digest = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Paths that are new, gone or other than before. */
export const changes = (before: Print, after: Print): readonly string[] => [
  ...[...before].filter(([name, was]) => after.get(name) !== was).map(([name]) => name || "."),
  ...[...after.keys()].filter((name) => !before.has(name)),
];
