import { mkdirSync, mkdtempSync, readdirSync, renameSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { follow } from "./links";
import type { Laid } from "./policy";

/** More beside a folder are not linked: other people's, as in a temporary folder. */
const mostBeside = 500;

const mark = "around-";

/** What a path begins with that is named from the copy, after the run's own folder. */
export const inCopy: RegExp = new RegExp(`/${mark}\\w{6}(?=/)`, "g");

/**
 * Puts a copy where relative paths lead as they do from the folder that it stands for: all that lies around that one is
 * linked around the copy. What may be opened is not decided here.
 * @returns where the folder lies now
 */
export function placeCopy({ from, at, beneath }: Laid): string {
  let here = mkdtempSync(join(dirname(from), mark));
  let there = "/";
  const names = (follow(at)?.real ?? at).split("/").filter((name) => name !== "");
  for (const name of names.slice(0, -1)) {
    linkBeside(there, here, name);
    [here, there] = [join(here, name), join(there, name)];
    mkdirSync(here);
  }
  const last = names.at(-1) ?? "copy";
  linkBeside(there, here, last);
  const copy = join(here, last);
  renameSync(from, copy);
  for (const dir of beneath) symlinkSync(dir, join(copy, basename(dir)));
  return copy;
}

function linkBeside(there: string, here: string, except: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(there);
  } catch {
    return; // Not for the person to read either.
  }
  if (names.length > mostBeside) return;
  for (const name of names) if (name !== except) symlinkSync(join(there, name), join(here, name));
}
