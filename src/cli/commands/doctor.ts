import pc from "picocolors";
import type { Problem } from "../../core/problem/codes";
import { adviceOf, messageOf } from "../../core/problem/problem-text";
import type { Result } from "../../core/result";
import { findGopls, installGopls } from "../../go/gopls/install";
import { findProtection } from "../../go/helper-client/protection";
import { noSandbox } from "../../go/sandbox/probe";
import { goEnvironment } from "../../go/toolchain/environment";
import { describeTried, findGo } from "../../go/toolchain/find-go";
import { cacheDir } from "../../session/cache";
import type { GoFlags, ModelFlags } from "../flags";
import { type Io, printable, tell, wantsColour } from "../io";
import { openModel } from "../model";
import { status } from "../status";

/** One thing that a run needs, or does better with. */
interface DoctorFinding {
  readonly what: string;
  /** `missing` ends a run with exit status 3; what is `worse` is done without. */
  readonly state: "there" | "worse" | "missing";
  /** What was found, or where it was looked for. */
  readonly found: string;
  /** What to do; empty where nothing is to be done. */
  readonly next: string;
}

export interface DoctorFlags extends GoFlags, ModelFlags {
  readonly installGopls?: true;
}

type Examination = (io: Io, flags: DoctorFlags, signal: AbortSignal) => Promise<DoctorFinding>;

/** Looks for everything at once and says what is there, what is missing and what to do about it. */
export async function doctor(flags: DoctorFlags, io: Io, signal: AbortSignal): Promise<number> {
  if (flags.installGopls) {
    const installed = await install(flags, io, signal);
    if (!installed.ok) tell(io.err, installed.error);
  }
  const found = await Promise.all(
    [goes, answers, protects, drafts].map((examine) => examine(io, flags, signal)),
  );
  signal.throwIfAborted();
  const ready = found.every((diagnosis) => diagnosis.state !== "missing");
  if (flags.json) io.out.write(`${JSON.stringify({ ready, found })}\n`);
  else for (const diagnosis of found) io.out.write(lines(diagnosis, io));
  return ready ? status.found : status.environment;
}

function lines({ what, state, found, next }: DoctorFinding, io: Io): string {
  const c = pc.createColors(wantsColour(io.out, io.env));
  const mark = state === "there" ? c.green("✓") : state === "worse" ? c.yellow("!") : c.red("✗");
  const todo = next === "" ? "" : `            → ${printable(next)}\n`;
  return `${mark} ${what.padEnd(10)}${printable(found)}\n${todo}`;
}

const without = (what: string, state: DoctorFinding["state"], problem: Problem): DoctorFinding => ({
  what,
  state,
  found: messageOf(problem),
  next: adviceOf(problem.next, "terminal"),
});

const goes: Examination = async (io, flags, signal) => {
  const go = await findGo({ configured: flags.go, env: io.env, cwd: io.cwd }, signal);
  if (!go.ok) return without("go", "missing", go.error);
  const { version, go: path, tried, where } = go.value;
  const before = tried.slice(0, -1);
  const also = before.length > 0 ? `; searched first: ${describeTried(before)}` : "";
  return { what: "go", state: "there", found: `${version}, ${path} (${where}${also})`, next: "" };
};

const protects: Examination = async (io, flags, signal) => {
  if (!flags.sandbox) return { what: "sandbox", state: "worse", found: noSandbox.summary, next: "" };
  const go = findGo({ configured: flags.go, env: io.env, cwd: io.cwd }, signal);
  const found = await findProtection(go, io.env, cacheDir(io.env), signal);
  if (!found.ok) return without("sandbox", "missing", found.error);
  const { summary, better } = found.value;
  const state = better === undefined ? "there" : "worse";
  return { what: "sandbox", state, found: summary, next: adviceOf(better, "terminal") };
};

const answers: Examination = async (io, flags, signal) => {
  const go = await findGo({ configured: flags.go, env: io.env, cwd: io.cwd }, signal);
  const vars = go.ok ? await goEnvironment({ toolchain: go.value, env: io.env }, io.cwd, signal) : go;
  const options = { env: io.env, vars: vars.ok ? vars.value.vars : {}, cacheDir: cacheDir(io.env) };
  const gopls = await findGopls(options, signal);
  if (!gopls.ok) return without("gopls", "worse", gopls.error);
  const { version, gopls: path, where } = gopls.value;
  return { what: "gopls", state: "there", found: `${version}, ${path} (${where})`, next: "" };
};

async function install(flags: GoFlags, io: Io, signal: AbortSignal): Promise<Result<string>> {
  const go = await findGo({ configured: flags.go, env: io.env, cwd: io.cwd }, signal);
  if (!go.ok) return go;
  const onProgress = (line: string): void => void io.err.write(`${line}\n`);
  const options = { toolchain: go.value, env: io.env, cacheDir: cacheDir(io.env), onProgress };
  return installGopls(options, signal);
}

/** The model is opened as a run would open it. */
const drafts: Examination = async (io, flags, signal) => {
  const opened = await openModel(flags, io, signal);
  if (!opened.ok) return without("model", "missing", opened.error);
  const { id, server, contextTokens } = opened.value.model.info;
  await opened.value.close();
  return {
    what: "model",
    state: "there",
    found: `${id} (${server}), ${contextTokens} tokens of context`,
    next: "",
  };
};
