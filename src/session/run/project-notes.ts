import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GoSnapshot } from "../../go/snapshot/subject";
import { inside } from "./inside";

export interface ProjectNotes {
  readonly path: string;
  readonly text: string;
}

/** The nearest .stubwright.md from the file's folder up to the module's. */
export async function projectNotes({ file, module }: GoSnapshot): Promise<ProjectNotes | undefined> {
  for (let dir = dirname(file.path); inside(module.dir, dir); dir = dirname(dir)) {
    const path = join(dir, ".stubwright.md");
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text !== undefined) return { path, text };
    if (dir === dirname(dir)) return undefined;
  }
  return undefined;
}
