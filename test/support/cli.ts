import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(__dirname, "../..");
const cli = join(root, "dist/cli.js");

export interface Ended {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line, as a person would run it. */
export function startCli(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  if (!existsSync(cli)) throw new Error("dist/cli.js is missing: npm run build");
  const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...process.env, ...env } });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (piece: string) => (text.stdout += piece));
  child.stderr.setEncoding("utf8").on("data", (piece: string) => (text.stderr += piece));
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => resolve({ code: code ?? undefined, ...text }));
  });
  return { child, ended };
}

/** Processes that know a text, by their command line or their environment; empty where there is no /proc. */
export function processesThatKnow(text: string): readonly string[] {
  if (!existsSync("/proc")) return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.filter((pid) =>
    ["cmdline", "environ"].some((file) => {
      try {
        return readFileSync(`/proc/${pid}/${file}`, "utf8").includes(text);
      } catch {
        return false; // It has ended, or is somebody else's.
      }
    }),
  );
}
