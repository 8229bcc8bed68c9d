import { homedir } from "node:os";
import { type ProblemOf, problem } from "../../core/problem/codes";
import { byHand, bySetting } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import type { Protection } from "../../core/verdict";
import { type Environment, run } from "../process/run";
import { withFolder } from "../process/temp-dir";
import { bubblewrap } from "./bubblewrap";
import type { Allowed, Wrap } from "./policy";
import { seatbelt } from "./seatbelt";

/** How generated code is kept from the person's files and network. */
export interface Sandbox {
  readonly kind: Protection;
  /** Which protection is active, one sentence. */
  readonly summary: string;
  readonly wrap: Wrap;
  /** Nothing where it is left out. */
  readonly allowed?: Allowed | undefined;
}

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

/** The sandbox of this system, found by running a program in it. */
export async function findSandbox(
  env: Environment,
  signal: AbortSignal,
  startsWithin = startMs,
): Promise<Result<Sandbox, Unprotected>> {
  if (process.platform === "linux") return linux(env, startsWithin, signal);
  if (process.platform === "darwin") return mac(env, startsWithin, signal);
  return fail(problem("sandbox-unsupported", {}, byHand("use-container"), unprotected));
}

async function linux(
  env: Environment,
  startsWithin: number,
  signal: AbortSignal,
): Promise<Result<Sandbox, Unprotected>> {
  const home = env["HOME"] ?? homedir();
  const asNobody = bubblewrap(home);
  const first = await tryOut(asNobody, env, startsWithin, signal);
  // Root needs no namespace of users, which a container may refuse it.
  const again = first.kind === "refused" && process.getuid?.() === 0;
  const wrap = again ? bubblewrap(home, "person") : asNobody;
  const trial = again ? await tryOut(wrap, env, startsWithin, signal) : first;
  switch (trial.kind) {
    case "works":
      return ok({ kind: "bubblewrap", summary: summaryOf("in bubblewrap"), wrap });
    case "absent":
      return fail(
        problem("sandbox-absent", { sandbox: "bubblewrap" }, byHand("install-bubblewrap"), unprotected),
      );
    case "slow":
      return slow("bubblewrap", startsWithin);
    case "refused":
      return fail(
        problem(
          "sandbox-refused",
          { sandbox: "bubblewrap", why: trial.why },
          byHand("allow-namespaces"),
          byHand("without-container"),
          unprotected,
        ),
      );
  }
}

async function mac(
  env: Environment,
  startsWithin: number,
  signal: AbortSignal,
): Promise<Result<Sandbox, Unprotected>> {
  const wrap = seatbelt(env["HOME"] ?? homedir());
  const trial = await tryOut(wrap, env, startsWithin, signal);
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

type Trial =
  | { readonly kind: "works" | "slow" }
  | { readonly kind: "absent" | "refused"; readonly why: string };

/** Runs a program that must succeed. */
async function tryOut(wrap: Wrap, env: Environment, timeoutMs: number, signal: AbortSignal): Promise<Trial> {
  return withFolder(async (temp) => {
    const { command, args } = wrap("/bin/sh", ["-c", "echo inside > probe && cat probe"], {
      cwd: temp,
      readable: [],
      writableTemp: temp,
    });
    const result = await run(command, args, { cwd: temp, env: { PATH: env["PATH"] }, timeoutMs }, signal);
    signal.throwIfAborted();
    if (result.stdout.trim() === "inside" && result.code === 0) return { kind: "works" };
    if (result.end === "timed-out") return { kind: "slow" };
    if (result.end === "not-started")
      return { kind: /ENOENT/.test(result.error) ? "absent" : "refused", why: result.error };
    const why = result.stderr.trim().split("\n")[0];
    return { kind: "refused", why: why === undefined || why === "" ? `status ${result.code}` : why };
  });
}
