import { resolve } from "node:path";
import type { RunView } from "../../core/events/view";
import { cacheDir } from "../../session/cache";
import { runOnce } from "../../session/run/run";
import { applied, refused } from "../ending";
import { type RunFlags, requestFrom } from "../flags";
import { goDeps } from "../go";
import { type Invocation, printable } from "../io";
import { ofOutcome } from "../status";
import { jsonFace, terminalFace } from "../terminal";
import { type Opener, withModel } from "../with-model";

/** Drafts the bodies of stubs and prints the diff; writes it where that was asked for. */
export async function implement(
  file: string,
  names: readonly string[],
  openModel: Opener<RunFlags>,
  call: Invocation<RunFlags>,
): Promise<number> {
  const { flags, io, signal } = call;
  const go = await goDeps(io, flags, signal);
  if (!go.ok) return refused(io, go, flags);
  const request = {
    ...requestFrom(flags, io),
    file: resolve(io.cwd, file),
    names,
    answers: flags.answer ?? [],
  };
  const face = flags.json ? jsonFace(io) : terminalFace(io, true, flags.withTests === true);
  return withModel(openModel, call, async (open) => {
    const session = { go: go.value, cacheDir: cacheDir(io.env), opening: open() };
    const ran = await runOnce(request, session, face.event, signal);
    if (!ran.ok) return refused(io, ran, flags);
    if (flags.json !== true) io.err.write(howToAnswer(face.view()));
    return (await applied(face.view(), flags, io)) ?? ofOutcome(ran.value.outcome);
  }).finally(() => face.close());
}

/** A question that is left is answered by the next call, which judges by the answer and offers it as a test. */
function howToAnswer({ question }: RunView): string {
  const value = question?.answers.find((a) => !/^(?:panics|does not)/.test(a.value))?.value;
  if (question === undefined || value === undefined) return "";
  const word = `${question.call} == ${value}`.replaceAll("'", "'\\''");
  return printable(`  If ${value} is right, run again with --answer '${word}'`).concat("\n");
}
