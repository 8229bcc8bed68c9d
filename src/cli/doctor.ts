import pc from "picocolors";
import { probeSandbox } from "../go/sandbox";
import { describeTried, findGo } from "../go/toolchain";
import type { GoFlags, ModelFlags } from "./flags";
import { type Io, printable, wantsColour } from "./io";
import { status } from "./status";

/** One thing that a run needs, or does better with. */
export interface Diagnosis {
  readonly what: string;
  /** `missing` ends a run with exit status 3; what is `worse` is done without. */
  readonly state: "there" | "worse" | "missing";
  /** What was found, or where it was looked for. */
  readonly found: string;
  /** What to do; empty where nothing is to be done. */
  readonly next: string;
}

export type Examination = (io: Io, flags: GoFlags & ModelFlags, signal: AbortSignal) => Promise<Diagnosis>;

/** Looks for everything at once and says what is there, what is missing and what to do about it. */
export async function doctor(
  flags: GoFlags & ModelFlags,
  examinations: readonly Examination[],
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const found = await Promise.all(
    [goes, protects, ...examinations].map((examine) => examine(io, flags, signal)),
  );
  signal.throwIfAborted();
  const ready = found.every((diagnosis) => diagnosis.state !== "missing");
  if (flags.json) io.out.write(`${JSON.stringify({ ready, found })}\n`);
  else for (const diagnosis of found) io.out.write(lines(diagnosis, io));
  return ready ? status.found : status.environment;
}

function lines({ what, state, found, next }: Diagnosis, io: Io): string {
  const c = pc.createColors(wantsColour(io.out, io.env));
  const mark = state === "there" ? c.green("✓") : state === "worse" ? c.yellow("!") : c.red("✗");
  const todo = next === "" ? "" : `            → ${printable(next)}\n`;
  return `${mark} ${what.padEnd(10)}${printable(found)}\n${todo}`;
}

const goes: Examination = async (io, flags, signal) => {
  const go = await findGo({ configured: flags.go, env: io.env, cwd: io.cwd }, signal);
  if (!go.ok) return { what: "go", state: "missing", found: go.error.message, next: go.error.next };
  const { version, go: path, tried, where } = go.value;
  const before = tried.slice(0, -1);
  const also = before.length > 0 ? `; looked before at ${describeTried(before)}` : "";
  return { what: "go", state: "there", found: `${version}, ${path} (${where}${also})`, next: "" };
};

const protects: Examination = async (io, flags, signal) => {
  const { kind, summary, next } = await probeSandbox(flags.sandbox, io.env, signal);
  return { what: "sandbox", state: kind === "none" ? "worse" : "there", found: summary, next };
};
