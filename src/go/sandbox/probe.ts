import { homedir } from "node:os";
import { type ProblemOf, problem } from "../../core/problem/codes";
import { byHand, bySetting, type Next } from "../../core/problem/next";
import { messageOf } from "../../core/problem/problem-text";
import { sentence } from "../../core/problem/text";
import { fail, ok, type Result } from "../../core/result";
import type { Environment } from "../process/run";
import { withFolder } from "../process/temp-dir";
import { bubblewrap } from "./bubblewrap";
import { landlock } from "./landlock";
import type { Sandbox, Wrap } from "./policy";
import { runSandboxed } from "./run-sandboxed";
import { seatbelt } from "./seatbelt";

export type { Sandbox } from "./policy";

/** Why there is no protection: nothing generated runs then unless the person says so. */
export type Unprotected = ProblemOf<
  "sandbox-unsupported" | "sandbox-absent" | "sandbox-refused" | "sandbox-slow"
>;

/** The same sandbox with some more files and folders out of sight. */
export const hiding = (sandbox: Sandbox, hidden: readonly string[]): Sandbox => ({
  ...sandbox,
  wrap: (command, args, needs) =>
    sandbox.wrap(command, args, { ...needs, hidden: [...(needs.hidden ?? []), ...hidden] }),
});

const always =
  "Generated code never sees the tokens and keys in your environment, and it is killed with its children at a time limit.";

/** Only where the person said so. */
export const noSandbox: Sandbox = {
  kind: "none",
  summary: `No sandbox is active: generated code can read your files and use the network. ${always}`,
  wrap: (command, args) => ({ command, args }),
};

/** How long a program in the sandbox may take to start, in milliseconds: a busy machine is not an unprotected one. */
const startMs = 30_000;

/**
 * The sandbox of this system, found by running a program in it: on Linux bubblewrap, else Landlock.
 * @param launcher its path on Linux, or why it could not be built: bubblewrap then does without its filter.
 */
export async function findSandbox(
  env: Environment,
  launcher: Result<string>,
  signal: AbortSignal,
  startsWithin = startMs,
): Promise<Result<Sandbox, Unprotected>> {
  if (process.platform === "linux") return linux(env, launcher, startsWithin, signal);
  if (process.platform === "darwin") return mac(env, startsWithin, signal);
  return fail(problem("sandbox-unsupported", {}, byHand("use-container"), unprotected));
}

async function linux(
  env: Environment,
  launcher: Result<string>,
  startsWithin: number,
  signal: AbortSignal,
): Promise<Result<Sandbox, Unprotected>> {
  const home = env["HOME"] ?? homedir();
  const asNobody = inBubblewrap(bubblewrap(home), launcher);
  const nobodys = await tryOut(asNobody, env, startsWithin, signal);
  // Root needs no namespace of users, which a container may refuse it.
  const again = nobodys.kind === "refused" && process.getuid?.() === 0;
  const first = again ? inBubblewrap(bubblewrap(home, "person"), launcher) : asNobody;
  const trial = again ? await tryOut(first, env, startsWithin, signal) : nobodys;
  if (trial.kind === "works") return ok(first);
  // A busy machine is no reason for less protection.
  if (trial.kind === "slow") return slow("bubblewrap", startsWithin);
  if (!launcher.ok) return fail(neither(trial, messageOf(launcher.error)));
  const second = underLandlock(home, launcher.value, trial);
  const other = await tryOut(second, env, startsWithin, signal);
  if (other.kind === "works") return ok(second);
  return fail(neither(trial, "why" in other ? other.why : `nothing starts within ${startsWithin / 1000} s`));
}

function inBubblewrap(wrap: Wrap, launcher: Result<string>): Sandbox {
  const unfiltered = launcher.ok
    ? ""
    : ` It is not kept from unusual system calls: ${messageOf(launcher.error)}`;
  return {
    kind: "bubblewrap",
    summary: `${summaryOf("in bubblewrap")}${unfiltered}`,
    wrap,
    launcher: launcher.ok ? launcher.value : undefined,
  };
}

function underLandlock(home: string, launcher: string, instead: Without): Sandbox {
  const why =
    instead.kind === "absent"
      ? "Bubblewrap, which hides more, is not installed."
      : `Bubblewrap, which hides more, does not start: ${sentence(instead.why)}`;
  return {
    kind: "landlock",
    summary: `Generated code runs under Landlock: it reaches no server but its own, reads only your repository, Go and the system's programs, and writes only to its temporary folder. ${always} ${why}`,
    better: adviceFor(instead),
    wrap: landlock(home),
    launcher,
  };
}

const adviceFor = ({ kind }: Without): readonly Next[] =>
  kind === "absent"
    ? [byHand("install-bubblewrap")]
    : [byHand("allow-namespaces"), byHand("without-container")];

function neither(trial: Without, also: string): Unprotected {
  const advice = [...adviceFor(trial), unprotected];
  const sandbox = "bubblewrap";
  return trial.kind === "absent"
    ? problem("sandbox-absent", { sandbox, also }, ...advice)
    : problem("sandbox-refused", { sandbox, why: trial.why, also }, ...advice);
}

async function mac(
  env: Environment,
  startsWithin: number,
  signal: AbortSignal,
): Promise<Result<Sandbox, Unprotected>> {
  const wrap = seatbelt(env["HOME"] ?? homedir());
  const trial = await tryOut({ ...noSandbox, wrap }, env, startsWithin, signal);
  switch (trial.kind) {
    case "works":
      return ok({ kind: "sandbox-exec", summary: summaryOf("under sandbox-exec"), wrap });
    case "slow":
      return slow("sandbox-exec", startsWithin);
    case "absent":
      return fail(problem("sandbox-absent", { sandbox: "sandbox-exec" }, unprotected));
    case "refused":
      return fail(problem("sandbox-refused", { sandbox: "sandbox-exec", why: trial.why }, unprotected));
  }
}

const summaryOf = (where: string): string =>
  `Generated code runs ${where}: it has no network, your files are read-only and your home directory is hidden. ${always}`;

const slow = (sandbox: string, startsWithin: number): Result<Sandbox, Unprotected> =>
  fail(
    problem("sandbox-slow", { sandbox, seconds: startsWithin / 1000 }, byHand("try-when-idle"), unprotected),
  );

const unprotected = bySetting("sandbox");

type Trial = { readonly kind: "works" } | { readonly kind: "slow" } | Without;

interface Without {
  readonly kind: "absent" | "refused";
  readonly why: string;
}

/** Runs a program that must succeed, as generated code is run. */
async function tryOut(
  sandbox: Sandbox,
  env: Environment,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Trial> {
  return withFolder(async (temp) => {
    const script = ["-c", "echo inside > probe && read it < probe && echo $it"];
    const options = { cwd: temp, readable: [], writableTemp: temp, env: { PATH: env["PATH"] }, timeoutMs };
    const result = await runSandboxed(sandbox, "/bin/sh", script, options, signal);
    signal.throwIfAborted();
    if (result.stdout.trim() === "inside" && result.code === 0) return { kind: "works" };
    if (result.end === "timed-out") return { kind: "slow" };
    if (result.end === "not-started")
      return { kind: /ENOENT/.test(result.error) ? "absent" : "refused", why: result.error };
    const why = result.stderr.trim().split("\n")[0];
    return { kind: "refused", why: why === undefined || why === "" ? `status ${result.code}` : why };
  });
}
