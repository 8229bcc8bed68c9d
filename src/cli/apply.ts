import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, link, open, realpath, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { applyChanges, type Edit, type FileEdit } from "../core/edit/edit";
import { problem } from "../core/problem/codes";
import { byHand } from "../core/problem/next";
import { fail, ok, type Result } from "../core/result";
import { readRegular } from "../go/process/regular-file";

interface Ready {
  /** Symbolic links followed: the file itself is replaced, never the link. */
  readonly path: string;
  readonly text: string;
  /** Permission bits; undefined for a new file. */
  readonly mode: number | undefined;
}

/**
 * Writes an Edit: every file is checked against the content the edit was made for before any is written, and each is
 * replaced in one step, its permissions kept.
 */
export async function applyEdit(edit: Edit): Promise<Result<readonly string[]>> {
  const ready: Ready[] = [];
  for (const file of edit.files) {
    const checked = await check(file);
    if (!checked.ok) return checked;
    ready.push(checked.value);
  }
  const written: string[] = [];
  for (const file of ready) {
    try {
      await replace(file);
    } catch (error) {
      return fail(problem("file-not-writable", { file: file.path, why: (error as Error).message, written }));
    }
    written.push(file.path);
  }
  return ok(written);
}

async function check(file: FileEdit): Promise<Result<Ready>> {
  if (file.hash === undefined) {
    const exists = await stat(file.file).catch(() => undefined);
    if (exists !== undefined) return fail(problem("file-exists", { file: file.file }, again));
    return ok({ path: file.file, text: applyChanges("", file.changes), mode: undefined });
  }
  try {
    const path = await realpath(file.file);
    const bytes = await readRegular(path);
    if (bytes === undefined || createHash("sha256").update(bytes).digest("hex") !== file.hash) {
      return fail(problem("file-changed", { file: file.file }, again));
    }
    await access(path, constants.W_OK);
    const text = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(bytes);
    return ok({ path, text: applyChanges(text, file.changes), mode: (await stat(path)).mode & 0o7777 });
  } catch (error) {
    const data = { file: file.file, why: (error as Error).message, written: [] };
    return fail(problem("file-not-writable", data));
  }
}

const again = byHand("run-again");

/** Another file beside it takes its place, so that a crash leaves the old text or the new one. */
async function replace(file: Ready): Promise<void> {
  const beside = join(dirname(file.path), `.stubwright-${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(beside, "wx", file.mode ?? 0o666);
    try {
      await handle.writeFile(file.text, "utf8");
      // The process's umask has had its say on open; the permissions are to be as they were.
      if (file.mode !== undefined) await handle.chmod(file.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link fails where a file exists, a rename would replace it.
    if (file.mode === undefined) await link(beside, file.path);
    else await rename(beside, file.path);
  } finally {
    await unlink(beside).catch(() => {});
  }
}
