import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** How many files a folder keeps, and how many bytes each may have. */
const most = 400;
const longest = 1 << 20;

const sum = (text: string): string => createHash("sha256").update(text).digest("hex");

const fileOf = (folder: string, name: string): string => join(folder, `${sum(name).slice(0, 32)}.json`);

/** What was written under this name; undefined where nothing is, or not what was written. */
export async function readKept(folder: string, name: string): Promise<unknown> {
  const file = fileOf(folder, name);
  try {
    const text = await readFile(file, "utf8");
    const end = text.indexOf("\n");
    const content = text.slice(end + 1);
    if (text.slice(0, end) !== sum(content)) return undefined;
    const now = new Date();
    await utimes(file, now, now).catch(() => {});
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** As a whole or not at all, whoever else writes at the same time; never rejects. What was not used for longest goes. */
export async function writeKept(folder: string, name: string, value: unknown): Promise<void> {
  const content = JSON.stringify(value);
  if (content.length > longest) return;
  const temp = join(folder, `${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(temp, `${sum(content)}\n${content}`, { mode: 0o600 });
    await rename(temp, fileOf(folder, name));
    await sweep(folder);
  } catch {
    await rm(temp, { force: true }).catch(() => {});
  }
}

async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= most) return;
  const used = names.map(async (name) => {
    const path = join(folder, name);
    return { path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 };
  });
  const oldest = (await Promise.all(used)).sort((a, b) => a.at - b.at).slice(0, names.length - most);
  for (const { path } of oldest) await rm(path, { force: true });
}
