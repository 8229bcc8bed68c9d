import { readdirSync, readFileSync } from "node:fs";

/** Ids of the processes that /proc shows, in its order. */
export const processIds = (): readonly number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** A file of /proc, as bytes; empty where the process has ended meanwhile or is another user's. */
export function procText(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "latin1");
  } catch {
    return "";
  }
}

/** Fields of a process's stat by their numbers in proc(5), the third to the last; undefined where there is none. */
export function statFields(pid: number): ((field: number) => string) | undefined {
  const stat = procText(`${pid}/stat`);
  // The command's name stands in parentheses and may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return stat === "" ? undefined : (field) => fields[field - 3] ?? "";
}

/** The same of a process that has not ended: one that has stays until its parent hears of it. */
export function livingStat(pid: number): ((field: number) => string) | undefined {
  const stat = statFields(pid);
  return stat === undefined || /^[ZX]$/.test(stat(3)) ? undefined : stat;
}
