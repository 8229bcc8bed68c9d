import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../process/temp-dir";

/** Nobody, as most systems number it. */
export const nobody = 65534;

/** Folders with the files, by home folder: they stand until this process ends. */
const made = new Map<string, string>();

/**
 * What stands for the system's files of users and groups, by path: the person's name is nobody's business. Nobody's
 * home is theirs, so that a test that looks for a file of it is seen to do so.
 */
export function accounts(home: string): ReadonlyMap<string, string> {
  const folder = folderFor(home);
  return new Map(["passwd", "group"].map((name) => [join("/etc", name), join(folder, name)]));
}

function folderFor(home: string): string {
  const known = made.get(home);
  // Systems sweep their temporary folder.
  if (known !== undefined && ["passwd", "group"].every((name) => existsSync(join(known, name)))) return known;
  const folder = makeFolder();
  chmodSync(folder, 0o755);
  const theirs = /[:\n]/.test(home) ? "/" : home;
  const root = process.getuid?.() === 0 ? theirs : "/root";
  writeFileSync(
    join(folder, "passwd"),
    `root:x:0:0:root:${root}:/bin/sh\nnobody:x:${nobody}:${nobody}:nobody:${theirs}:/bin/sh\n`,
  );
  writeFileSync(join(folder, "group"), `root:x:0:\nnogroup:x:${nobody}:\n`);
  made.set(home, folder);
  return folder;
}
