import { isAbsolute, relative, resolve } from "node:path";
import pc from "picocolors";
import { gradeLooks } from "../../core/events/look";
import { problem } from "../../core/problem/codes";
import { advised, noteText } from "../../core/problem/problem-text";
import { fail } from "../../core/result";
import { type Finding, findingsOf, type Judgement, protectionText, type Verdict } from "../../core/verdict";
import { checkCandidate } from "../../go/judge/check";
import { readText } from "../../go/toolchain/source-file";
import { refused } from "../ending";
import { type GoFlags, judgeSettings, type LimitFlags } from "../flags";
import { goDeps } from "../go";
import { type Io, printable, wantsColour } from "../io";
import { chipText, findingText, type Palette, painted } from "../lines";
import { status } from "../status";

export interface CheckFlags extends GoFlags, LimitFlags {
  readonly candidate: string;
  readonly strict?: true;
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
  const nothing = { verdicts: [], warnings: [] };
  if (candidateText === undefined)
    return refused(io, fail(problem("file-unreadable", { file: flags.candidate })), flags, nothing);
  const deps = await goDeps(io, flags, signal);
  const own = { strict: flags.strict === true };
  const request = { file: resolve(io.cwd, file), names, candidateText, settings: judgeSettings(flags), own };
  const judged = deps.ok ? await checkCandidate(request, deps.value, () => {}, signal) : deps;
  if (!judged.ok) return refused(io, judged, flags, nothing);
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
  const shown = ({ policy: _, ...finding }: Finding) => ({ ...finding, file: place(finding.file) });
  const findings = (verdict: Verdict) => (verdict.status === "failed" ? verdict.findings.map(shown) : []);
  const verdicts = judgement.verdicts.map((verdict) => ({
    ...verdict,
    ms: Math.round(verdict.ms * 10) / 10,
    findings: findings(verdict),
  }));
  const { grade, tests, uncovered, protection } = judgement;
  const reason = advised(judgement.reason, judgement.next, "terminal");
  const warnings = (judgement.warnings ?? []).map(shown);
  const notes = notesOf(judgement);
  return { outcome: grade, verdicts, warnings, tests, uncovered, reason, protection, notes };
}

const notesOf = ({ notes = [] }: Judgement): readonly string[] =>
  notes.map((about) => noteText(about, "terminal"));

function report(judgement: Judgement, io: Io): void {
  const colours: Palette = pc.createColors(wantsColour(io.out, io.env));
  const grade = painted(gradeLooks[judgement.grade].tone, judgement.grade, colours);
  io.out.write(`${judgement.verdicts.map((verdict) => chipText(verdict, colours)).join(" ")}\n`);
  for (const finding of findingsOf(judgement.verdicts))
    io.out.write(`  ${printable(findingText(finding, io.cwd))}\n`);
  for (const warning of judgement.warnings ?? [])
    io.out.write(`  ${colours.yellow("warning")} ${printable(findingText(warning, io.cwd))}\n`);
  const reason = advised(judgement.reason, judgement.next, "terminal");
  io.out.write(`${colours.bold(grade)}  ${printable(reason)}\n`);
  for (const note of notesOf(judgement)) io.out.write(`${printable(note)}\n`);
  io.out.write(colours.dim(`Judged ${protectionText[judgement.protection]}.\n`));
}
