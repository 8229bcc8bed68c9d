import type { Candidate } from "../../core/candidate";
import { textGateInput } from "../../core/gates/gate-input";
import { type OwnPolicy, ownVersionGates, type TextVerdicts } from "../../core/gates/own-version";
import { textGates } from "../../core/gates/text-gates";
import type { Judge, OnGate } from "../../core/judge";
import { addMissingImports, type ImportLookup } from "../../core/splice/missing-imports";
import { namesOf } from "../../core/syntax/decls";
import { indexFile } from "../../core/syntax/index-file";
import { gofmt } from "../compile/gofmt";
import type { JudgeContext, QuickDiagnostics } from "../snapshot/context";
import type { GoDeps, GoSnapshot } from "../snapshot/snapshot";
import { rejected } from "./grade";
import { announce, withToolchain } from "./toolchain-gates";

/** What makes judging quicker or better where it is there, and whose versions are judged. */
export interface JudgeServices {
  /** Versions are a person's own, not drafts: undefined for drafts. */
  readonly own?: OwnPolicy | undefined;
  readonly gopls?: QuickDiagnostics | undefined;
  /** Imports what a candidate lacks where there is no gopls to do it. */
  readonly lookup?: ImportLookup | undefined;
  readonly vetUnit?: JudgeContext["vetUnit"];
}

/** Judges candidates of one snapshot with the real toolchain. Rejects only when the signal is aborted. */
export function createJudge(
  snapshot: GoSnapshot,
  deps: GoDeps,
  { own, gopls, lookup, vetUnit }: JudgeServices = {},
): Judge {
  const onText = async (candidate: Candidate, onGate: OnGate, signal: AbortSignal): Promise<TextVerdicts> => {
    const tidy = (text: string) => gofmt(snapshot.build.go, text, snapshot.package.dir, signal);
    const formatted = await tidy(candidate.text);
    const before = own === undefined ? undefined : await tidy(snapshot.file.text);
    signal.throwIfAborted();
    const tidyOriginal = before?.ok ? before.value : undefined;
    const { std, settings, elsewhere } = snapshot;
    const { assembly } = elsewhere;
    const options = { std, formatted, tidyOriginal, assembly, allowRequires: settings.allowRequired };
    const input = textGateInput(deps.parser, snapshot, candidate.text, options);
    const now = (): number => performance.now();
    const judged =
      own === undefined
        ? { verdicts: textGates(input, now), warnings: [] }
        : ownVersionGates(input, now, own);
    for (const verdict of judged.verdicts) announce(verdict, onGate);
    return judged;
  };
  return {
    snapshot,
    async judge(candidate, onGate, signal) {
      const { verdicts, warnings } = await onText(candidate, onGate, signal);
      const more = { protection: deps.sandbox.kind, ...(own === undefined ? {} : { warnings }) };
      if (verdicts.at(-1)?.status === "failed") return { ...rejected(snapshot, verdicts), ...more };
      const ctx = { snapshot, deps, gopls, vetUnit };
      const graded = await withToolchain(candidate.text, verdicts, ctx, onGate, signal);
      signal.throwIfAborted();
      return { ...graded, ...more };
    },
    async tidy(text, signal) {
      const organised = (await gopls?.tidy(text, signal)) ?? withImports(text, snapshot, deps, lookup);
      const formatted = await gofmt(snapshot.build.go, organised, snapshot.package.dir, signal);
      signal.throwIfAborted();
      return formatted?.ok ? formatted.value : organised;
    },
  };
}

function withImports(
  text: string,
  { file, target, package: pkg }: GoSnapshot,
  { parser }: GoDeps,
  lookup: ImportLookup | undefined,
): string {
  if (lookup === undefined) return text;
  const others = pkg.files.filter((f) => f.path !== file.path);
  const known = new Set(others.flatMap((f) => indexFile(parser, f.text).decls.flatMap(namesOf)));
  return addMissingImports(parser, file, target.names, text, { known, lookup });
}
