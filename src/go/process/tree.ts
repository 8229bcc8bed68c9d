import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { type Excess, type TreeLimits, type Watch, watchTree } from "./limits";
import { ownerMark } from "./owner";
import { livingStat, processIds, procText } from "./proc";

/** Environment of a child. Undefined values are left out. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A started process with everything that descends from it. */
export interface ProcessTree {
  readonly child: ChildProcess;
  /** Ends every process of the tree with SIGKILL before it returns; harmless when they are gone. */
  kill(): void;
  /** Asks the tree's process group to end; on Windows nothing less than `kill` exists. */
  signal(signal: NodeJS.Signals): void;
  /** Whether some process of the tree is stopped and none works: it would stay so. Known on Linux only. */
  stopped(): boolean;
  /** Says once that the tree takes more than it may; undefined where it could not be started. */
  watch(limits: TreeLimits, onExcess: (excess: Excess) => void): Watch | undefined;
}

/** Marks every process of a tree, so that one that left the group and lost its parent is still found. */
export const tagName = "STUBWRIGHT_TREE";

/**
 * Starts a process at the head of a group (POSIX) of its own. It dies with this process when that one exits in an
 * orderly way. A command that cannot be started is told by the child's `error` event, as node does.
 */
export function spawnTree(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd?: string | undefined;
    readonly env: Environment;
    readonly stdio?: SpawnOptions["stdio"];
  },
): ProcessTree {
  const tag = `${ownerMark()}-${randomUUID()}`;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...options.env, [tagName]: tag },
    stdio: options.stdio ?? "pipe",
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const tree: ProcessTree = {
    child,
    kill: () => killTree(child.pid, tag),
    signal: (signal) => send(child.pid === undefined ? undefined : -child.pid, signal),
    stopped: () => process.platform === "linux" && child.pid !== undefined && isStopped(child.pid, tag),
    watch: (limits, onExcess) =>
      child.pid === undefined
        ? undefined
        : watchTree({ head: child.pid, mark: `${tagName}=${tag}` }, limits, onExcess),
  };
  const withParent = () => tree.kill();
  // Before the folders that it writes to are removed.
  process.prependListener("exit", withParent);
  child.once("close", () => process.off("exit", withParent));
  return tree;
}

function killTree(pid: number | undefined, tag: string): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { windowsHide: true, stdio: "ignore" });
    return;
  }
  // A head that stands still starts nothing, and one that takes in what loses its parent (the launcher) keeps it in sight.
  send(pid, "SIGSTOP");
  // Environments are slow to read of what takes memory at that moment: first those that are known without.
  if (process.platform === "linux")
    for (const member of descendants(pid, procTable(undefined))) send(member, "SIGKILL");
  for (let round = 0; round < mostRounds; round++) {
    const members = membersOf(pid, tag).filter((member) => member !== pid);
    if (members.length === 0) break;
    for (const member of members) send(member, "SIGKILL");
  }
  send(-pid, "SIGKILL");
}

/** Those that fork while we look are found in the next round. */
const mostRounds = 50;

function send(target: number | undefined, signal: NodeJS.Signals): void {
  if (target === undefined) return;
  try {
    process.kill(target, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
}

function isStopped(pid: number, tag: string): boolean {
  const table = procTable(tag);
  const members = new Set([pid, ...descendants(pid, table)]);
  const states = table.filter((p) => members.has(p.pid)).map((p) => p.state);
  return states.some((s) => s === "T" || s === "t") && !states.some((s) => s === "R" || s === "D");
}

/** Living descendants outside what one signal to the group reaches: by parent, and on Linux by the tag too. */
function membersOf(pid: number, tag: string): number[] {
  return descendants(pid, process.platform === "linux" ? procTable(tag) : psTable());
}

function descendants(pid: number, table: readonly Row[]): number[] {
  const found = new Set<number>(table.filter((p) => p.tagged).map((p) => p.pid));
  const heads = new Set([pid, ...found]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const p of table) {
      if (heads.has(p.pid) || !heads.has(p.parent)) continue;
      heads.add(p.pid);
      found.add(p.pid);
      grown = true;
    }
  }
  return [...found].filter((p) => p !== process.pid);
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly tagged: boolean;
  /** As the kernel's letter: R runs, S sleeps, T is stopped. */
  readonly state: string;
}

function procTable(tag: string | undefined): Row[] {
  const mark = `${tagName}=${tag}`;
  return processIds().flatMap((pid): Row[] => {
    const stat = livingStat(pid);
    if (stat === undefined) return [];
    const tagged = tag !== undefined && procText(`${pid}/environ`).includes(mark);
    return [{ pid, parent: Number(stat(4)), tagged, state: stat(3) }];
  });
}

function psTable(): Row[] {
  const ps = spawnSync("ps", ["-axo", "pid=,ppid=,stat="], { encoding: "utf8" });
  return (ps.stdout ?? "").split("\n").flatMap((line): Row[] => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    if (parent === undefined || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), tagged: false, state: state?.[0] ?? "" }];
  });
}
