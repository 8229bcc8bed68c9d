import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { limits } from "../../core/limits";

/**
 * A file's bytes; undefined where it cannot be read, is larger than `most`, or is no regular file: a pipe or a device
 * among a module's files, or in a folder that a test writes to, would be read for ever.
 */
export async function readRegular(path: string, most: number = limits.file): Promise<Buffer | undefined> {
  // A pipe that nobody writes to is opened at once. Windows has neither pipes among its files nor this flag.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const file = await open(path, flags).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > most) return undefined;
    const bytes = await file.readFile();
    return bytes.length > most ? undefined : bytes;
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

/** The same as text; empty where there is none to be had. */
export const readRegularText = async (path: string, most?: number): Promise<string> =>
  (await readRegular(path, most))?.toString("utf8") ?? "";
