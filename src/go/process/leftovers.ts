import { ownerIsGone, ownerPattern } from "./owner";
import { processIds, procText } from "./proc";
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
  for (const pid of processIds()) {
    if (pid === process.pid) continue;
    const [, owner] = tagged.exec(procText(`${pid}/environ`)) ?? [];
    if (owner === undefined || !ownerIsGone(owner)) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Ended meanwhile.
    }
  }
}
