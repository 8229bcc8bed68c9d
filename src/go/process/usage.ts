import { execFile } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";
import { livingStat, processIds, procText } from "./proc";
import { statOf } from "./stat-of";

/** What the living processes of a tree take right now. */
export interface TreeUsage {
  /** What belongs to them together: memory that several share counts once. */
  readonly bytes: number;
  /** What the largest one holds in memory. */
  readonly largestBytes: number;
  readonly processes: number;
  /** Of processor time, in milliseconds, by those that live. */
  readonly cpuMs: number;
}

/** Which processes are meant. */
export interface TreeMarks {
  /** Its first process, at the head of a group. */
  readonly head: number;
  /** `NAME=VALUE` in the environment of each. */
  readonly mark: string;
}

/**
 * Read from /proc on Linux, asked of `ps` on macOS; undefined where nothing tells.
 * @param most above so many bytes it is looked at closely, which costs more
 */
export async function usageOf(marks: TreeMarks, most: number): Promise<TreeUsage | undefined> {
  if (process.platform === "linux") return usageByProc(marks, most);
  if (process.platform === "darwin") return usageByPs(marks.head);
  return undefined;
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly bytes: number;
  readonly cpuMs: number;
  /** Since the machine started, in ticks. */
  readonly since: number;
}

function usageByProc(marks: TreeMarks, most: number): TreeUsage {
  const rows = membersIn(procRows(), marks);
  const sum = rows.reduce((bytes, row) => bytes + row.bytes, 0);
  const held = heldBytes(rows);
  const bytes = sum + held > most ? closely(rows, most, sum, held) : Math.max(sum, held);
  return { ...totals(rows), bytes };
}

/** Proportional sizes take long while memory is taken: so much above the limit they are not waited for. */
const farOver = 1.25;

function closely(rows: readonly Row[], most: number, sum: number, held: number): number {
  const unshared = rows.reduce((bytes, row) => bytes + unsharedBytes(row), 0);
  return unshared > farOver * most ? unshared : ownBytes(rows, sum, held);
}

/** What no file is behind. A process that was forked and runs the same program yet may share it with its parent. */
function unsharedBytes({ pid, bytes }: Row): number {
  const [, resident = 0, shared = 0] = procText(`${pid}/statm`).split(" ").map(Number);
  return resident > 0 ? Math.max(0, bytes * (1 - shared / resident)) : 0;
}

const totals = (rows: readonly Row[]) => ({
  largestBytes: Math.max(0, ...rows.map((row) => row.bytes)),
  processes: rows.length,
  cpuMs: rows.reduce((ms, row) => ms + row.cpuMs, 0),
});

/** By parent or group; of those that left both and belong to nobody, by the mark. */
function membersIn(rows: readonly Row[], { head, mark }: TreeMarks): readonly Row[] {
  const first = rows.find((row) => row.pid === head);
  const children = new Map<number, Row[]>();
  for (const row of rows) {
    const siblings = children.get(row.parent);
    if (siblings === undefined) children.set(row.parent, [row]);
    else siblings.push(row);
  }
  const found = new Map<number, Row>();
  const take = (row: Row): void => {
    if (found.has(row.pid) || row.pid === process.pid) return;
    found.set(row.pid, row);
    for (const child of children.get(row.pid) ?? []) take(child);
  };
  for (const row of rows) if (row.pid === head || row.group === head) take(row);
  for (const row of rows) {
    const orphan = row.parent === 1 && row.since >= (first?.since ?? 0) && !found.has(row.pid);
    if (orphan && mark !== "" && procText(`${row.pid}/environ`).includes(mark)) take(row);
  }
  return [...found.values()];
}

/** The kernel counts for programs in hundredths of a second, on every platform that Node runs on. */
const tickMs = 10;

/** A page in bytes, a power of two: /proc counts in pages, and Node knows the same in bytes a moment later. */
function pageSize(): number {
  const pages = Number(procText("self/statm").split(" ")[1]);
  return pages > 0 ? 2 ** Math.round(Math.log2(process.memoryUsage.rss() / pages)) : 4096;
}

function procRows(): readonly Row[] {
  const page = pageSize();
  return processIds().flatMap((pid): Row[] => {
    const stat = livingStat(pid);
    if (stat === undefined) return [];
    const at = (field: number): number => Number(stat(field));
    const cpuMs = (at(14) + at(15)) * tickMs;
    return [{ pid, parent: at(4), group: at(5), bytes: at(24) * page, cpuMs, since: at(22) }];
  });
}

/** Proportional sizes, which the kernel adds up page by page. A process that shows none counts in full. */
function ownBytes(rows: readonly Row[], sum: number, held: number): number {
  let shared = 0;
  let bytes = 0;
  for (const row of rows) {
    const sizes = procText(`${row.pid}/smaps_rollup`);
    const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(sizes)?.[1] ?? 0) * 1024;
    if (!sizes.includes("\nPss:")) bytes += row.bytes;
    else {
      bytes += of("Pss");
      shared += of("Pss_Shmem");
    }
  }
  // What is held in files of memory may be mapped too.
  return Math.min(bytes, sum) - shared + Math.max(shared, held);
}

/** Below that much nobody is asked which files it holds open. */
const worthALook = 64 << 20;

/** Memory in files that nobody has to map: memfd, and what was removed from /dev/shm while it is open. */
function heldBytes(rows: readonly Row[]): number {
  const shmem = Number(/^Shmem:\s+(\d+)/m.exec(procText("meminfo"))?.[1] ?? 0) * 1024;
  return shmem < worthALook ? 0 : sizeOf(unnamedFiles(rows).filter((file) => file.inMemory));
}

/** Bytes on a device in files that are open and were removed: no folder shows them. */
export function unnamedBytes(marks: TreeMarks, dev: number): number {
  if (process.platform !== "linux") return 0;
  return sizeOf(unnamedFiles(membersIn(procRows(), marks)).filter((file) => file.dev === dev));
}

interface UnnamedFile {
  readonly dev: number;
  readonly bytes: number;
  readonly inMemory: boolean;
}

const sizeOf = (files: readonly UnnamedFile[]): number => files.reduce((sum, file) => sum + file.bytes, 0);

function unnamedFiles(rows: readonly Row[]): readonly UnnamedFile[] {
  const files = new Map<string, UnnamedFile>();
  for (const { pid } of rows) {
    for (const fd of list(`/proc/${pid}/fd`)) {
      const path = `/proc/${pid}/fd/${fd}`;
      const target = linkOf(path);
      if (!target.endsWith(" (deleted)")) continue;
      const stat = statOf(path);
      if (stat?.isFile() !== true) continue;
      const inMemory = target.startsWith("/memfd:") || target.startsWith("/dev/shm/");
      files.set(`${stat.dev}:${stat.ino}`, { dev: stat.dev, bytes: stat.blocks * 512, inMemory });
    }
  }
  return [...files.values()];
}

function list(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

/** Resident sizes: `ps` knows of no shared memory. */
function usageByPs(head: number): Promise<TreeUsage | undefined> {
  return new Promise((resolve) => {
    const args = ["-axo", "pid=,ppid=,pgid=,rss=,time="];
    execFile("ps", args, { maxBuffer: 16 << 20, timeout: 5_000 }, (error, stdout) => {
      if (error !== null) return resolve(undefined);
      const rows = membersIn(psRows(stdout), { head, mark: "" });
      resolve({ ...totals(rows), bytes: rows.reduce((sum, row) => sum + row.bytes, 0) });
    });
  });
}

/** One process a line: `123 1 123 2048 0:01.25`. */
export function psRows(text: string): readonly Row[] {
  return text.split("\n").flatMap((line): Row[] => {
    const [pid, parent, group, kibibytes, time = ""] = line.trim().split(/\s+/);
    if (kibibytes === undefined) return [];
    const seconds = time.split(/[-:]/).reduce((sum, part) => sum * 60 + Number(part), 0);
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        bytes: Number(kibibytes) * 1024,
        cpuMs: seconds * 1000,
        since: 0,
      },
    ];
  });
}
