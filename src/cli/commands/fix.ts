import { resolve } from "node:path";
import type { RunEvent } from "../../core/events/events";
import { messageOf } from "../../core/problem/problem-text";
import { cacheDir } from "../../session/cache";
import { type Fixed, type FixSession, fixTest } from "../../session/fix/fix-test";
import { applied, refused } from "../ending";
import { type RunFlags, requestFrom } from "../flags";
import { goDeps } from "../go";
import { type Invocation, type Io, tell } from "../io";
import { ofOutcome, status } from "../status";
import { jsonFace, terminalFace } from "../terminal";
import { type Opener, withModel } from "../with-model";

export interface FixFlags extends RunFlags {
  readonly function?: string;
}

/** Finds the function that makes a test fail and fixes it; prints the diff, and writes it where that was asked for. */
export async function fix(
  dir: string,
  test: string,
  openModel: Opener<RunFlags>,
  call: Invocation<FixFlags>,
): Promise<number> {
  const { flags, io, signal } = call;
  const go = await goDeps(io, flags, signal);
  if (!go.ok) return refused(io, go, flags);
  const request = {
    ...requestFrom(flags, io),
    dir: resolve(io.cwd, dir),
    test,
    func: flags.function,
    buffers: new Map<string, string>(),
  };
  const face = flags.json ? jsonFace(io) : terminalFace(io, true);
  return withModel(openModel, call, async (open) => {
    const choose: FixSession["choose"] = async ([first]) => first;
    const session = { go: go.value, cacheDir: cacheDir(io.env), open, choose };
    const fixed = await fixTest(request, session, face.event, signal);
    if (!fixed.ok) return refused(io, fixed, flags);
    return (
      ended(test, fixed.value, face.event, io) ??
      (await applied(face.view(), flags, io)) ??
      codeOf(fixed.value)
    );
  }).finally(() => face.close());
}

const codeOf = (fixed: Fixed): number => (fixed.kind === "ran" ? ofOutcome(fixed.outcome) : status.found);

/** What is said where no run was needed; undefined after a run. */
function ended(test: string, fixed: Fixed, listen: (event: RunEvent) => void, io: Io): number | undefined {
  if (fixed.kind === "ran") return undefined;
  if (fixed.kind === "none-chosen") throw new Error("the command line takes the likeliest function itself");
  const nothing = { calls: 0, promptTokens: 0, outputTokens: 0, ms: { total: 0, model: 0, toolchain: 0 } };
  const end = { at: 0, type: "finished", diff: "", edit: undefined, attempt: undefined, ...nothing } as const;
  if (fixed.kind === "environment") {
    const { environment } = fixed;
    listen({ ...end, outcome: "broken", reason: messageOf(environment) });
    tell(io.err, environment);
    return status.environment;
  }
  fixed satisfies { readonly kind: "passes" };
  listen({ ...end, outcome: "passing", reason: `${test} passes, so there is nothing to fix.` });
  return status.found;
}
