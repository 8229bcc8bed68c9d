import { randomUUID } from "node:crypto";
import { chmodSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from "node:fs";
import { rm } from "node:fs/promises";

const options = { recursive: true, force: true, maxRetries: 3 } as const;

/** Removes a folder with all that is in it, whatever programs made of it; says whether it is gone. */
export async function removeTree(dir: string): Promise<boolean> {
  try {
    await rm(dir, options);
    return true;
  } catch {
    return removeStubborn(dir);
  }
}

/** The same at once. */
export function removeTreeSync(dir: string): boolean {
  try {
    rmSync(dir, options);
    return true;
  } catch {
    return removeStubborn(dir);
  }
}

/**
 * For folders that are closed to their owner, that lie deeper than the longest path that the system takes, or whose names
 * are no text: folders in a folder of the folder are moved up, so that nothing has to be named by more than two names.
 */
function removeStubborn(dir: string): boolean {
  try {
    const top: Buffer = Buffer.from(dir);
    const waiting = [top];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      chmodSync(at, 0o700);
      for (const entry of readdirSync(at, { encoding: "buffer", withFileTypes: true })) {
        // Its name is a buffer then, which the types of Node do not say.
        const path = below(at, entry.name as unknown as Buffer);
        if (entry.isDirectory()) waiting.push(at === top ? path : moved(path, top));
        else unlinkSync(path);
      }
      if (at !== top) rmdirSync(at);
    }
    rmdirSync(top);
    return true;
  } catch {
    return false;
  }
}

const below = (folder: Buffer, name: Buffer): Buffer => Buffer.concat([folder, Buffer.from("/"), name]);

function moved(path: Buffer, top: Buffer): Buffer {
  const to = below(top, Buffer.from(randomUUID()));
  // Only what is open to its owner goes from one folder to another.
  chmodSync(path, 0o700);
  renameSync(path, to);
  return to;
}
