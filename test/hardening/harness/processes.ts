import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export interface Running {
  readonly pid: number;
  readonly parent: number;
  /** Resident memory, bytes. */
  readonly bytes: number;
}

/** All processes that this machine shows. */
export const running = (): readonly Running[] =>
  readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state === "Z" || state === "X") return [];
      const pages = Number(readFileSync(`/proc/${name}/statm`, "latin1").split(" ")[1]);
      return [{ pid: Number(name), parent: Number(parent), bytes: pages * 4096 }];
    } catch {
      return []; // It has ended meanwhile.
    }
  });

/** A process and all that descend from it. */
export function treeOf(root: number, all: readonly Running[]): readonly Running[] {
  const within = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of all)
      if (!within.has(pid) && within.has(parent)) {
        within.add(pid);
        grown = true;
      }
  }
  return all.filter(({ pid }) => within.has(pid));
}

/** Processes that know a text by command line, environment, working folder or program; never this one. */
export const thatKnow = (text: string): readonly { readonly pid: number; readonly command: string }[] =>
  running().flatMap(({ pid }) => {
    if (pid === process.pid) return [];
    const from = [read(pid, "cmdline"), read(pid, "environ"), link(pid, "cwd"), link(pid, "exe")];
    return from.some((known) => known.includes(text)) ? [{ pid, command: from[0] ?? "" }] : [];
  });

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1").replaceAll("\0", " ");
  } catch {
    return ""; // It has ended, or is somebody else's.
  }
}

function link(pid: number, name: string): string {
  try {
    return readlinkSync(`/proc/${pid}/${name}`);
  } catch {
    return "";
  }
}

/** Ends processes by their number; those that have ended are no matter. */
export function end(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}
