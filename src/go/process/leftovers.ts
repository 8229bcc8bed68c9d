import { readdirSync, readFileSync } from "node:fs";
import { ownerIsGone, ownerPattern } from "./owner";
import { sweepFolders } from "./temp-dir";
import { tagName } from "./tree";

const tagged = new RegExp(`(?:^|\\0)${tagName}=(${ownerPattern})-`);

/** Removes what processes of ours left on this machine that were killed before they could do it themselves. */
export function sweepLeftovers(): void {
  // Processes first: they write to the folders.
  if (process.platform === "linux") sweepProcesses();
  sweepFolders();
}

function sweepProcesses(): void {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const [, owner] = tagged.exec(environmentOf(name)) ?? [];
    if (owner === undefined || !ownerIsGone(owner)) continue;
    try {
      process.kill(Number(name), "SIGKILL");
    } catch {
      // Ended meanwhile.
    }
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    return ""; // Ended meanwhile, or another user's.
  }
}
