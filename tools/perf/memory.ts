import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** Peaks of resident memory in MiB, by what the process is; `all` is the largest sum at one moment. */
export type Peaks = Readonly<Record<string, number>>;

/**
 * Watches a process and all that descend from it. Only Linux tells: elsewhere there are no peaks.
 * @param every how often it is looked at, in milliseconds
 */
export function watchMemory(pid: number, every = 50): { stop(): Peaks } {
  const peaks = new Map<string, number>();
  const higher = (what: string, mib: number): void =>
    void peaks.set(what, Math.max(peaks.get(what) ?? 0, mib));
  const look = (): void => {
    const now = new Map<string, number>();
    for (const { what, mib } of tree(pid)) now.set(what, (now.get(what) ?? 0) + mib);
    for (const [what, mib] of now) higher(what, mib);
    higher(
      "all",
      [...now.values()].reduce((sum, mib) => sum + mib, 0),
    );
  };
  const timer = process.platform === "linux" ? setInterval(look, every) : undefined;
  return {
    stop() {
      clearInterval(timer);
      return Object.fromEntries(peaks);
    },
  };
}

function tree(root: number): readonly { readonly what: string; readonly mib: number }[] {
  const rows = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? row(name) : []));
  const within = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of rows) {
      if (within.has(pid) || !within.has(parent)) continue;
      within.add(pid);
      grown = true;
    }
  }
  return rows
    .filter((r) => within.has(r.pid))
    .map((r) => ({ what: kindOf(r.args, r.pid === root), mib: r.mib }));
}

function row(name: string) {
  try {
    const status = readFileSync(`/proc/${name}/status`, "utf8");
    const of = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    const args = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0");
    return [{ pid: Number(name), parent: of("PPid"), mib: of("VmRSS") / 1024, args }];
  } catch {
    return []; // It has ended meanwhile.
  }
}

function kindOf(args: readonly string[], root: boolean): string {
  if (root) return "the command line";
  const base = basename(args[0] ?? "");
  if (args.some((a) => a.endsWith("embedded.mjs"))) return "the model's process";
  return base === "gopls" || base === "helper" ? base : "go, its tools and tests";
}
