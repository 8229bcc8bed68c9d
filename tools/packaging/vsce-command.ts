import { spawnSync } from "node:child_process";

/** The vsce that this process was started by. */
export interface VsceCommand {
  /** Undefined: the VSIX would be offered to every platform. */
  readonly target: string | undefined;
}

/** vsce tells the script that it runs nothing, so it is asked of the system. Undefined where `ps` does not say. */
export function runningVsce(): VsceCommand | undefined {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return vsceAmong(stdout ?? "", process.ppid);
}

/** @param processes lines of pid, parent's pid and command; looked through from `pid` upwards */
export function vsceAmong(processes: string, pid: number): VsceCommand | undefined {
  const rows = processes.split("\n").flatMap((line) => {
    const [, own, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return args === undefined ? [] : [[Number(own), { parent: Number(parent), args }] as const];
  });
  const byPid = new Map(rows);
  for (let at = byPid.get(pid); at !== undefined; at = byPid.get(at.parent)) {
    const [, options] = /\bvsce["']?\s+(?:package|pack|publish)\b(.*)$/.exec(at.args) ?? [];
    if (options === undefined) continue;
    return { target: /\s(?:--target|-t)(?:\s+|=)([\w-]+)/.exec(options)?.[1] };
  }
  return undefined;
}
