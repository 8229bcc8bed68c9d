import { resolve } from "node:path";
import { defaultOptions } from "../core/options";
import type { Result } from "../core/result";
import type { RunView } from "../core/view";
import type { OpenModel } from "../model/choose";
import { cacheDir } from "../session/cache";
import { runOnce } from "../session/run";
import { applied, refused } from "./ending";
import type { RunFlags } from "./flags";
import { goDeps } from "./go";
import { type Io, printable } from "./io";
import { ofOutcome } from "./status";
import { jsonFace, terminalFace } from "./terminal";

/** Drafts the bodies of stubs and prints the diff; writes it where that was asked for. */
export async function implement(
  file: string,
  names: readonly string[],
  flags: RunFlags,
  openModel: (flags: RunFlags, io: Io, signal: AbortSignal) => Promise<Result<OpenModel>>,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const go = await goDeps(io, flags, signal);
  if (!go.ok) return refused(io, go);
  const over = new AbortController();
  const opening = openModel(flags, io, AbortSignal.any([signal, over.signal]));
  const face = flags.json ? jsonFace(io) : terminalFace(io, true);
  try {
    const { budget = defaultOptions.budget, seed = defaultOptions.seed, hint } = flags;
    const request = {
      file: resolve(io.cwd, file),
      names,
      options: { ...defaultOptions, budget, seed, hint },
      settings: flags.tags === undefined ? {} : { tags: flags.tags },
      answers: flags.answer ?? [],
      cwd: io.cwd,
    };
    const ran = await runOnce(
      request,
      { go: go.value, cacheDir: cacheDir(io.env), opening },
      face.event,
      signal,
    );
    if (!ran.ok) return refused(io, ran);
    if (flags.json !== true) io.err.write(howToAnswer(face.view()));
    return (await applied(face.view(), flags, io)) ?? ofOutcome(ran.value.outcome);
  } finally {
    face.close();
    over.abort();
    const opened = await opening.catch(() => undefined);
    if (opened?.ok) await opened.value.close();
  }
}

/** A question that is left is answered by the next call, which judges by the answer and offers it as a test. */
function howToAnswer({ question }: RunView): string {
  const value = question?.answers.find((a) => !/^(?:panics|does not)/.test(a.value))?.value;
  if (question === undefined || value === undefined) return "";
  const word = `${question.call} == ${value}`.replaceAll("'", "'\\''");
  return printable(`  Where that is right, say so: --answer '${word}'`).concat("\n");
}
