import { type Stats, statSync } from "node:fs";

/** What lies there, links followed; undefined where nothing does, or nothing that this user can see. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
