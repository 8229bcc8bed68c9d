import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { statFields } from "./proc";

/**
 * Whose a folder or a process is, by a mark in its name or environment: `PLACE-PID-START`. Machines and containers may
 * share a temporary folder and see each other's processes, so that a process id means something at its own place only;
 * and a system gives an id to another process later, which started at another time.
 */
export const ownerPattern = "([0-9a-f]{6})-(\\d+)-(\\d+)";

const place = createHash("sha256").update(`${hostname()} ${namespace()}`).digest("hex").slice(0, 6);
const own = `${place}-${process.pid}-${startOf(process.pid) ?? 0}`;

export const ownerMark = (): string => own;

/** Whether the owner of a mark is known to be gone: it was here, and is no more. */
export function ownerIsGone(mark: string): boolean {
  const [, at, pid, start] = new RegExp(`^${ownerPattern}$`).exec(mark) ?? [];
  if (at !== place || pid === undefined) return false;
  if (!lives(Number(pid))) return true;
  const now = startOf(Number(pid));
  return now !== undefined && start !== "0" && String(now) !== start;
}

/** Of process ids: each container has its own. */
function namespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** In ticks since the machine started; undefined where the system does not say. */
function startOf(pid: number): number | undefined {
  const stat = statFields(pid);
  return stat && Number(stat(22));
}

/** Also one that is not ours to signal. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
