import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A folder for PATH in which there is go and nothing else: no sandbox, no gopls. */
export function onlyGo(dir: string): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const go = folders
    .map((folder) => join(folder, "go"))
    .flatMap((path) => {
      try {
        return [realpathSync(path)];
      } catch {
        return [];
      }
    })[0];
  if (go === undefined) throw new Error("there is no go on PATH");
  const bin = join(dir, "only-go");
  mkdirSync(bin);
  symlinkSync(go, join(bin, "go"));
  return bin;
}
