import { sep } from "node:path";

/** Whether a path is a folder or lies in it. */
export const within = (path: string, dir: string): boolean => path === dir || path.startsWith(`${dir}${sep}`);
