import { isAbsolute, relative, resolve } from "node:path";
import pc from "picocolors";
import { gradeLooks } from "../../core/events/look";
import { problem } from "../../core/problem/codes";
import { advised, messageOf } from "../../core/problem/problem-text";
import { findingsOf, type Judgement, protectionText, type Verdict } from "../../core/verdict";
import { checkCandidate } from "../../go/judge/check";
import { readText } from "../../go/toolchain/source-file";
import { type GoFlags, judgeSettings, type LimitFlags } from "../flags";
import { goDeps } from "../go";
import { type Io, printable, tell, wantsColour } from "../io";
import { chipText, findingText, type Palette, painted } from "../lines";
import { ofProblem, status } from "../status";

export interface CheckFlags extends GoFlags, LimitFlags {
  readonly candidate: string;
}

/** Judges a version of a file that somebody else wrote: no model, no gopls, nothing written. */
export async function check(
  file: string,
  names: readonly string[],
  flags: CheckFlags,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const candidateText = await readText(resolve(io.cwd, flags.candidate));
  if (candidateText === undefined) {
    tell(io.err, problem("file-unreadable", { file: flags.candidate }));
    return status.usage;
  }
  const deps = await goDeps(io, flags, signal);
  const settings = judgeSettings(flags);
  const request = { file: resolve(io.cwd, file), names, candidateText, settings };
  const judged = deps.ok ? await checkCandidate(request, deps.value, () => {}, signal) : deps;
  if (!judged.ok) {
    tell(io.err, judged.error);
    if (flags.json && judged.error.kind === "environment") {
      const reason = messageOf(judged.error);
      io.out.write(`${JSON.stringify({ outcome: "broken", verdicts: [], reason })}\n`);
    }
    return ofProblem(judged.error);
  }
  const place = (path: string): string => (isAbsolute(file) ? path : relative(io.cwd, path));
  if (flags.json) io.out.write(`${JSON.stringify(asJson(judged.value, place))}\n`);
  else report(judged.value, io);
  return statusOf[judged.value.grade];
}

const statusOf = {
  passing: status.found,
  suggested: status.suggested,
  rejected: status.rejected,
  broken: status.environment,
} as const;

/** Files of findings are named as FILE was: absolute, or relative to the working folder. */
function asJson(judgement: Judgement, place: (path: string) => string): object {
  const findings = (verdict: Verdict) =>
    verdict.status === "failed"
      ? verdict.findings.map((finding) => ({ ...finding, file: place(finding.file) }))
      : [];
  const verdicts = judgement.verdicts.map((verdict) => ({
    ...verdict,
    ms: Math.round(verdict.ms * 10) / 10,
    findings: findings(verdict),
  }));
  const { grade, tests, uncovered, protection } = judgement;
  const reason = advised(judgement.reason, judgement.next, "terminal");
  return { outcome: grade, verdicts, tests, uncovered, reason, protection };
}

function report(judgement: Judgement, io: Io): void {
  const colours: Palette = pc.createColors(wantsColour(io.out, io.env));
  const grade = painted(gradeLooks[judgement.grade].tone, judgement.grade, colours);
  io.out.write(`${judgement.verdicts.map((verdict) => chipText(verdict, colours)).join(" ")}\n`);
  for (const finding of findingsOf(judgement.verdicts))
    io.out.write(`  ${printable(findingText(finding, io.cwd))}\n`);
  const reason = advised(judgement.reason, judgement.next, "terminal");
  io.out.write(`${colours.bold(grade)}  ${printable(reason)}\n`);
  io.out.write(colours.dim(`Judged ${protectionText[judgement.protection]}.\n`));
}
