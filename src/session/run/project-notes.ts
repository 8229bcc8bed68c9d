import { constants } from "node:fs";
import { lstat, open, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { NotesRefusal } from "../../core/problem/codes";
import { inside } from "./inside";

/** The project's notes to the model, or why they stay where they are. */
export type ProjectNotes =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly refused: NotesRefusal };

/** More than any model's context, in bytes. */
const mostBytes = 64 << 10;

/**
 * The nearest .stubwright.md from the file's folder up to the module's. A repository may be anybody's, and what is in
 * the file goes to the model: only a plain file of the module is read.
 */
export async function projectNotes({ file, module }: NotesPlace): Promise<ProjectNotes | undefined> {
  for (let dir = dirname(file.path); inside(module.dir, dir); dir = dirname(dir)) {
    const path = join(dir, ".stubwright.md");
    const there = await lstat(path).catch(() => undefined);
    if (there?.isSymbolicLink()) return { path, refused: "link" };
    if (there !== undefined && !there.isFile()) return { path, refused: "no-file" };
    if (there !== undefined) return readNotes(path, module.dir);
    if (dir === dirname(dir)) return undefined;
  }
  return undefined;
}

export interface NotesPlace {
  readonly file: { readonly path: string };
  readonly module: { readonly dir: string };
}

async function readNotes(path: string, moduleDir: string): Promise<ProjectNotes> {
  const [real, module] = await Promise.all([realpath(path), realpath(moduleDir)]).catch(() => [path, ""]);
  if (real === undefined || module === undefined || !inside(module, real))
    return { path, refused: "outside" };
  // What it was a moment ago may be a link or a pipe by now.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = await open(path, flags).catch(() => undefined);
  if (file === undefined) return { path, refused: "no-file" };
  try {
    if (!(await file.stat()).isFile()) return { path, refused: "no-file" };
    const { bytesRead, buffer } = await file.read(Buffer.alloc(mostBytes + 1), 0, mostBytes + 1, 0);
    if (bytesRead > mostBytes) return { path, refused: "large" };
    return { path, text: buffer.subarray(0, bytesRead).toString("utf8") };
  } finally {
    await file.close();
  }
}
