import { relative } from "node:path";

/** Whether a path lies in a folder, or is it. */
export const inside = (folder: string, path: string): boolean =>
  !/^\.\.(?:[\\/]|$)/.test(relative(folder, path));
