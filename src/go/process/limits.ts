import { statfsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { memoryShare } from "./memory";
import { type TreeMarks, type TreeUsage, unnamedBytes, usageOf } from "./usage";

/** What a process tree may take; what is left out is not limited. Kept on Linux, memory and processes on macOS too. */
export interface TreeLimits {
  /** Of all its processes together. */
  readonly bytes?: number;
  /** Of any one of them. */
  readonly processBytes?: number;
  readonly processes?: number;
  /** For one that stays: how far apart two looks are at least, in milliseconds. */
  readonly everyMs?: number;
  /** What may be written below a folder. */
  readonly disk?: { readonly folder: string; readonly bytes: number };
}

/** The limit that a tree went over. */
export interface Excess {
  readonly of: "memory" | "processes" | "disk";
  /** Mebibytes, or processes. */
  readonly limit: number;
}

/** A clause whose subject is whatever ran: `used more than 4096 MiB of memory`. */
export function excessText({ of, limit }: Excess): string {
  switch (of) {
    case "memory":
      return `used more than ${limit} MiB of memory`;
    case "processes":
      return `ran more than ${limit} processes at once`;
    case "disk":
      return `wrote more than ${limit} MiB to its temporary folder`;
    default:
      return of satisfies never;
  }
}

/** Watches a tree until it is told to stop. */
export interface Watch {
  /** Of processor time that the tree had at the last look, in milliseconds; undefined where nothing tells. */
  cpuMs(): number | undefined;
  stop(): void;
}

/** A look after the first one is this many milliseconds away, or as much longer as looking takes. */
const lookMs = 100;
const longestMs = 2_000;
/** Looking takes one part in so many of one processor at most. */
const share = 50;

/** However fast a tree grows. */
const shortestMs = 10;

/** What a tree that stood still may take from one moment to the next, for each millisecond. */
const fastest = { bytes: 4 * 2 ** 20, processes: 1 };

/** What each tree that is watched had at its last look: several run side by side, on one machine. */
const resident = new Map<object, number>();

/** Looks again and again at what a tree takes, and says once that it is too much. */
export function watchTree(marks: TreeMarks, limits: TreeLimits, onExcess: (excess: Excess) => void): Watch {
  let timer: NodeJS.Timeout | undefined;
  let cpuMs: number | undefined;
  let over = false;
  let last: TreeUsage | undefined;
  let lastAt = performance.now();
  const disk = limits.disk === undefined ? undefined : diskWatch(limits.disk, marks);
  const look = async (): Promise<void> => {
    const began = performance.now();
    const usage = await usageOf(marks, limits.bytes ?? Number.POSITIVE_INFINITY);
    const took = performance.now() - began;
    cpuMs = usage?.cpuMs ?? cpuMs;
    if (over) return;
    if (usage !== undefined) resident.set(marks, usage.bytes);
    const soon = usage === undefined ? longestMs : untilExcess(usage, last, began - lastAt, limits);
    [last, lastAt] = [usage, began];
    const excess = (usage && (excessOf(usage, limits) ?? tooMuchTogether(marks))) ?? (await disk?.());
    if (over) return;
    const usual = Math.min(Math.max(took * share, lookMs), longestMs);
    if (excess === undefined) later(Math.min(usual, Math.max(soon, took, shortestMs)));
    else onExcess(excess);
  };
  const later = (ms: number): void => {
    timer = setTimeout(() => void look(), Math.max(ms, limits.everyMs ?? 0));
    // A process that stays must not keep the program alive.
    timer.unref();
  };
  later(lookMs);
  return {
    cpuMs: () => cpuMs,
    stop: () => {
      over = true;
      resident.delete(marks);
      clearTimeout(timer);
    },
  };
}

/** Milliseconds in which a tree could go over a limit that grows as it did, or begins to. */
export function untilExcess(
  now: TreeUsage,
  last: TreeUsage | undefined,
  ms: number,
  limits: TreeLimits,
): number {
  const until = (limit: number | undefined, of: "bytes" | "largestBytes" | "processes"): number => {
    if (limit === undefined) return longestMs;
    const grew = (now[of] - (last?.[of] ?? 0)) / Math.max(ms, 1);
    // It may well go faster than it did.
    return (limit - now[of]) / Math.max(2 * grew, of === "processes" ? fastest.processes : fastest.bytes);
  };
  return Math.min(
    until(limits.bytes, "bytes"),
    until(limits.processBytes, "largestBytes"),
    until(limits.processes, "processes"),
  );
}

const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

function excessOf(usage: TreeUsage, { bytes, processBytes, processes }: TreeLimits): Excess | undefined {
  if (bytes !== undefined && usage.bytes > bytes) return { of: "memory", limit: mebibytes(bytes) };
  if (processBytes !== undefined && usage.largestBytes > processBytes)
    return { of: "memory", limit: mebibytes(processBytes) };
  if (processes !== undefined && usage.processes > processes) return { of: "processes", limit: processes };
  return undefined;
}

/** The largest of all goes first where together they take what this machine cannot spare. */
function tooMuchTogether(marks: TreeMarks): Excess | undefined {
  const all = [...resident.values()];
  const own = resident.get(marks) ?? 0;
  if (own < Math.max(...all) || all.reduce((a, b) => a + b, 0) <= memoryShare()) return undefined;
  return { of: "memory", limit: mebibytes(own) - 1 };
}

/** What lies in the folder is only counted where its file system lost so much since the last count. */
function diskWatch(
  { folder, bytes }: NonNullable<TreeLimits["disk"]>,
  marks: TreeMarks,
): () => Promise<Excess | undefined> {
  let before = freeIn(folder);
  let counted = 0;
  return async () => {
    const free = freeIn(folder);
    if (before === undefined || free === undefined || counted + before - free <= bytes) return undefined;
    const dev = (await stat(folder).catch(() => undefined))?.dev ?? -1;
    counted = (await bytesIn(folder)) + unnamedBytes(marks, dev);
    before = free;
    return counted > bytes ? { of: "disk", limit: mebibytes(bytes) } : undefined;
  };
}

/** So little is left that programs fail for it, and what lies in the folder is not why. */
export async function diskIsFull(folder: string): Promise<boolean> {
  const free = freeIn(folder);
  return free !== undefined && free < 8 * 2 ** 20 && (await bytesIn(folder)) < 128 * 2 ** 20;
}

function freeIn(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let sum = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sum += await bytesIn(path);
    else if (entry.isFile()) sum += ((await stat(path).catch(() => undefined))?.blocks ?? 0) * 512;
  }
  return sum;
}
