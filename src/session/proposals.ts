import type { Engine } from "../core/engine";
import { problem } from "../core/problem/codes";
import { byHand } from "../core/problem/next";
import { fail, ok } from "../core/result";
import { rebase } from "../core/splice/rebase";
import { checkCandidate } from "../go/judge/check";
import { sourceFile } from "../go/toolchain/source-file";
import type { Prepare } from "./go-deps";

/** Judges a proposal on the file as it is now. */
export function proposalJudge(prepare: Prepare): Engine["judge"] {
  return async ({ file, names, test, buffers, base, proposed }, signal) => {
    const ready = await prepare(file, "generated", signal);
    if (!ready.ok) return ready;
    const { settings, go } = ready.value;
    const now = buffers.get(file);
    if (now === undefined) return fail(problem("file-not-open", { file }, byHand("open-file")));
    // On the file that it was made for it is judged as it stands, whatever the person changed in it.
    const carried =
      now === base ? ok({ text: proposed }) : rebase(go.parser, base, sourceFile(file, now), names, proposed);
    if (!carried.ok) return carried;
    const candidateText = carried.value.text;
    const request = { file, names, buffers, settings: settings.judge, candidateText, failing: test };
    const judged = await checkCandidate(request, go, () => {}, signal);
    return judged.ok ? ok({ judgement: judged.value, text: candidateText }) : judged;
  };
}
