import type { Candidate } from "../../core/candidate";
import { textGateInput } from "../../core/gates/gate-input";
import { textGates } from "../../core/gates/text-gates";
import type { Judge, OnGate } from "../../core/judge";
import { addMissingImports, type ImportLookup } from "../../core/splice/missing-imports";
import { namesOf } from "../../core/syntax/decls";
import { indexFile } from "../../core/syntax/index-file";
import type { Verdict } from "../../core/verdict";
import { gofmt } from "../compile/gofmt";
import type { JudgeContext, QuickDiagnostics } from "../snapshot/context";
import type { GoDeps, GoSnapshot } from "../snapshot/snapshot";
import { rejected } from "./grade";
import { announce, withToolchain } from "./toolchain-gates";

/** What makes judging quicker or better where it is there. */
export interface JudgeServices {
  readonly gopls?: QuickDiagnostics | undefined;
  /** Imports what a candidate lacks where there is no gopls to do it. */
  readonly lookup?: ImportLookup | undefined;
  readonly vetUnit?: JudgeContext["vetUnit"];
}

/** Judges candidates of one snapshot with the real toolchain. Rejects only when the signal is aborted. */
export function createJudge(
  snapshot: GoSnapshot,
  deps: GoDeps,
  { gopls, lookup, vetUnit }: JudgeServices = {},
): Judge {
  const onText = async (
    candidate: Candidate,
    onGate: OnGate,
    signal: AbortSignal,
  ): Promise<readonly Verdict[]> => {
    const formatted = await gofmt(snapshot.build.go, candidate.text, snapshot.package.dir, signal);
    signal.throwIfAborted();
    const { std, settings, elsewhere } = snapshot;
    const { assembly } = elsewhere;
    const options = { std, formatted, assembly, allowRequires: settings.allowRequired };
    const verdicts = textGates(textGateInput(deps.parser, snapshot, candidate.text, options), () =>
      performance.now(),
    );
    for (const verdict of verdicts) announce(verdict, onGate);
    return verdicts;
  };
  return {
    snapshot,
    async judge(candidate, onGate, signal) {
      const verdicts = await onText(candidate, onGate, signal);
      const protection = deps.sandbox.kind;
      if (verdicts.at(-1)?.status === "failed") return { ...rejected(snapshot, verdicts), protection };
      const ctx = { snapshot, deps, gopls, vetUnit };
      const graded = await withToolchain(candidate.text, verdicts, ctx, onGate, signal);
      signal.throwIfAborted();
      return { ...graded, protection };
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
