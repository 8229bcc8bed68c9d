import { homedir } from "node:os";
import { type Environment, run } from "../process/run";
import { withFolder } from "../process/temp-dir";
import { bubblewrap } from "./bubblewrap";
import type { Allowed, Wrap } from "./policy";
import { seatbelt } from "./seatbelt";

/** How generated code is kept from the person's files and network. */
export interface Sandbox {
  readonly kind: "bubblewrap" | "sandbox-exec" | "none";
  /** Which protection is active, one sentence. */
  readonly summary: string;
  /** How to get a better one, one sentence; empty where there is none to get. */
  readonly next: string;
  readonly wrap: Wrap;
  /** Nothing where it is left out. */
  readonly allowed?: Allowed | undefined;
}

/** The same sandbox with some more files and folders out of sight. */
export const hiding = (sandbox: Sandbox, hidden: readonly string[]): Sandbox => ({
  ...sandbox,
  wrap: (command, args, needs) =>
    sandbox.wrap(command, args, { ...needs, hidden: [...(needs.hidden ?? []), ...hidden] }),
});

const always =
  "Generated code never sees your environment's tokens and keys, and is killed with its children at a time limit";

/** Says which sandbox works here, by running a program in it. `wanted` is false for --no-sandbox. */
export async function probeSandbox(wanted: boolean, env: Environment, signal: AbortSignal): Promise<Sandbox> {
  if (!wanted)
    return none("The sandbox is switched off: generated code can read your files and use the network.", "");
  if (process.platform === "linux") return probeLinux(env, signal);
  if (process.platform === "darwin") return probeMac(env, signal);
  return none(
    "There is no sandbox on this system: generated code can read your files and use the network.",
    "Work in a container or in WSL with bubblewrap installed.",
  );
}

async function probeLinux(env: Environment, signal: AbortSignal): Promise<Sandbox> {
  const wrap = bubblewrap(env["HOME"] ?? homedir());
  const failure = await tryOut(wrap, env, signal);
  if (failure === undefined) {
    return {
      kind: "bubblewrap",
      summary: `Generated code runs in bubblewrap: no network, read-only files, your home folder hidden. ${always}.`,
      next: "",
      wrap,
    };
  }
  return none(
    `No sandbox is active (${failure}): generated code can read your files and use the network.`,
    /ENOENT/.test(failure)
      ? "Install bubblewrap, for example with: sudo apt-get install bubblewrap."
      : "bubblewrap is there but may not create namespaces: allow unprivileged user namespaces for bwrap (on Ubuntu an AppArmor profile does), or run outside the container.",
  );
}

async function probeMac(env: Environment, signal: AbortSignal): Promise<Sandbox> {
  const wrap = seatbelt(env["HOME"] ?? homedir());
  const failure = await tryOut(wrap, env, signal);
  if (failure !== undefined) {
    return none(
      `No sandbox is active (${failure}): generated code can read your files and use the network.`,
      "",
    );
  }
  return {
    kind: "sandbox-exec",
    summary: `Generated code runs under sandbox-exec: no network, read-only files, your home folder hidden. ${always}.`,
    next: "",
    wrap,
  };
}

/** Runs a program that must succeed, and says what went wrong. */
async function tryOut(wrap: Wrap, env: Environment, signal: AbortSignal): Promise<string | undefined> {
  return withFolder(async (temp) => {
    const { command, args } = wrap("/bin/sh", ["-c", "echo inside > probe && cat probe"], {
      cwd: temp,
      readable: [],
      writableTemp: temp,
    });
    const result = await run(
      command,
      args,
      { cwd: temp, env: { PATH: env["PATH"] }, timeoutMs: 10_000 },
      signal,
    );
    if (result.stdout.trim() === "inside" && result.code === 0) return undefined;
    return (result.error || result.stderr.trim().split("\n")[0]) ?? result.end;
  });
}

function none(summary: string, next: string): Sandbox {
  return {
    kind: "none",
    summary: `${summary} ${always}.`,
    next,
    wrap: (command, args) => ({ command, args }),
  };
}
