import { resolve } from "node:path";
import type { RunEvent } from "../core/events";
import { defaultOptions } from "../core/options";
import type { Result } from "../core/result";
import type { OpenModel } from "../model/choose";
import { cacheDir } from "../session/cache";
import { type Fixed, fixTest } from "../session/fix";
import { applied, refused } from "./ending";
import type { RunFlags } from "./flags";
import { goDeps } from "./go";
import { type Io, tell } from "./io";
import { ofOutcome, status } from "./status";
import { jsonFace, terminalFace } from "./terminal";

export interface FixFlags extends RunFlags {
  readonly function?: string;
}

/** Finds the function that makes a test fail and repairs it; prints the diff, and writes it where that was asked for. */
export async function fix(
  dir: string,
  test: string,
  flags: FixFlags,
  openModel: (flags: RunFlags, io: Io, signal: AbortSignal) => Promise<Result<OpenModel>>,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const go = await goDeps(io, flags, signal);
  if (!go.ok) return refused(io, go);
  const over = new AbortController();
  const opened: Promise<Result<OpenModel>>[] = [];
  const open = (): Promise<Result<OpenModel>> => {
    const opening = openModel(flags, io, AbortSignal.any([signal, over.signal]));
    opened.push(opening);
    return opening;
  };
  const face = flags.json ? jsonFace(io) : terminalFace(io, true);
  try {
    const { budget = defaultOptions.budget, seed = defaultOptions.seed, hint } = flags;
    const fixed = await fixTest(
      {
        dir: resolve(io.cwd, dir),
        test,
        func: flags.function,
        options: { ...defaultOptions, budget, seed, hint },
        settings: flags.tags === undefined ? {} : { tags: flags.tags },
        buffers: new Map(),
        cwd: io.cwd,
      },
      { go: go.value, cacheDir: cacheDir(io.env), open, choose: async ([first]) => first },
      face.event,
      signal,
    );
    if (!fixed.ok) return refused(io, fixed);
    return (
      ended(test, fixed.value, face.event, io) ??
      (await applied(face.view(), flags, io)) ??
      codeOf(fixed.value)
    );
  } finally {
    face.close();
    over.abort();
    for (const opening of opened) {
      const model = await opening.catch(() => undefined);
      if (model?.ok) await model.value.close();
    }
  }
}

const codeOf = (fixed: Fixed): number => (fixed.kind === "ran" ? ofOutcome(fixed.outcome) : status.found);

/** What is said where no run was needed; undefined after a run. */
function ended(test: string, fixed: Fixed, listen: (event: RunEvent) => void, io: Io): number | undefined {
  if (fixed.kind === "ran") return undefined;
  const nothing = { calls: 0, promptTokens: 0, outputTokens: 0, ms: { total: 0, model: 0, toolchain: 0 } };
  const end = { at: 0, type: "finished", diff: "", edit: undefined, attempt: undefined, ...nothing } as const;
  if (fixed.kind === "trouble") {
    const { message, next } = fixed.trouble;
    const reason = `${test} fails for another reason than a body: ${message}.`;
    listen({ ...end, outcome: "broken", reason });
    tell(io.err, { kind: "environment", message: reason, next });
    return status.environment;
  }
  listen({ ...end, outcome: "passing", reason: `${test} passes: there is nothing to repair.` });
  return status.found;
}
