import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isScratch } from "../process/temp-dir";

export interface Overlay {
  /** overlay.json, for the -overlay flag. */
  readonly json: string;
  /** Where the text lies that stands for a file. */
  readonly copies: ReadonlyMap<string, string>;
  /** The person's path of a file that a tool read in its place; any other path as it is. */
  readonly actual: (path: string) => string;
  /** The same for every path within a message. */
  readonly restore: (message: string) => string;
}

/**
 * Writes texts that stand for files (by absolute path; a file that is not there yet is a new one) into a folder of
 * their own, so that the workspace stays as it is. A copy's folder is named by a hash of the path it stands for: go
 * vet's answers are cached with the paths of the overlay that they were first given for, perhaps of another module's
 * copy of the same text: then the file's name has to do.
 */
export async function writeOverlay(dir: string, texts: ReadonlyMap<string, string>): Promise<Overlay> {
  const copies = [...texts].map(([path, text]) => {
    const key = createHash("sha256").update(path).digest("hex").slice(0, 20);
    return { path, text, key, copy: join(dir, key, basename(path)) };
  });
  for (const { copy, text } of copies) {
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, text);
  }
  await mkdir(dir, { recursive: true });
  const json = join(dir, "overlay.json");
  await writeFile(json, JSON.stringify({ Replace: Object.fromEntries(copies.map((c) => [c.path, c.copy])) }));
  const byKey = new Map(copies.map((c) => [c.key, c.path]));
  const byName = new Map(copies.map((c) => [basename(c.path), c.path]));
  const actual = (path: string): string =>
    byKey.get(basename(dirname(path))) ?? (isScratch(path) ? byName.get(basename(path)) : undefined) ?? path;
  return {
    json,
    copies: new Map(copies.map((c) => [c.path, c.copy])),
    actual,
    restore: (message) => message.replace(/[^\s:"'`]+/g, (word) => restored(word, actual)),
  };
}

/** A word of a message whose path names a copy, as the path that the copy stands for; what follows the path stays. */
export function restored(word: string, actual: (path: string) => string): string {
  const folder = word.search(/[\\/][0-9a-f]{20}[\\/]/);
  if (folder < 0) return word;
  for (let dot = word.lastIndexOf("."); dot > folder + 22; dot = word.lastIndexOf(".", dot - 1)) {
    const extension = /^\.\w+/.exec(word.slice(dot))?.[0];
    if (extension === undefined) continue;
    const end = dot + extension.length;
    return actual(word.slice(0, end)) + word.slice(end);
  }
  return word;
}
