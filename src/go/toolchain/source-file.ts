import { createHash } from "node:crypto";
import type { SourceFile } from "../../core/edit/edit";
import { readRegular } from "../process/regular-file";

/** A file's text, a byte order mark kept; undefined where it cannot be read. */
export async function readText(path: string): Promise<string | undefined> {
  const bytes = await readRegular(path);
  return bytes === undefined ? undefined : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, hash: createHash("sha256").update(text, "utf8").digest("hex") };
}

/** The file as the person sees it: the unsaved buffer where there is one. */
export async function readSource(
  path: string,
  buffers: ReadonlyMap<string, string>,
): Promise<SourceFile | undefined> {
  const text = buffers.get(path) ?? (await readText(path));
  return text === undefined ? undefined : sourceFile(path, text);
}
