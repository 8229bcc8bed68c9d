import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";

/** A symbolic link by the real path of the folder that holds it, and what it says. */
export interface Link {
  readonly path: string;
  readonly target: string;
}

export interface Followed {
  /** Without symbolic links. */
  readonly real: string;
  readonly folder: boolean;
  /** Every link on the way, in the order that they are met. */
  readonly links: readonly Link[];
}

/** As many as Linux follows. */
const mostLinks = 40;

/** Where an absolute path leads; undefined where it leads nowhere. */
export function follow(path: string): Followed | undefined {
  const links: Link[] = [];
  let real = "/";
  let folder = true;
  let left = parts(path);
  for (let [name, ...rest] = left; name !== undefined; [name, ...rest] = left) {
    const next = join(real, name);
    const stat = status(next);
    if (stat === undefined || links.length > mostLinks) return undefined;
    if (stat.isSymbolicLink()) {
      const target = readlinkSync(next);
      links.push({ path: next, target });
      left = [...parts(resolve(real, target)), ...rest];
      real = "/";
    } else {
      left = rest;
      real = next;
      folder = stat.isDirectory();
    }
  }
  return { real, folder, links };
}

const parts = (path: string): readonly string[] => path.split("/").filter((part) => part !== "");

function status(path: string) {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

/** A path without symbolic links; as it is where it leads nowhere. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
