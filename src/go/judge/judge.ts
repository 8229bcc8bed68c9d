import type { SourceFile } from "../../core/edit/edit";
import { noteworthyImports } from "../../core/gates/forbidden";
import { textGateInput } from "../../core/gates/gate-input";
import { type OwnPolicy, ownVersionGates, type TextVerdicts } from "../../core/gates/own-version";
import { textAlone } from "../../core/gates/text-alone";
import { textGates } from "../../core/gates/text-gates";
import type { Judge, OnGate } from "../../core/judge";
import { ok, type Result } from "../../core/result";
import { addMissingImports, type ImportLookup } from "../../core/splice/missing-imports";
import { namesOf } from "../../core/syntax/decls";
import { indexFile } from "../../core/syntax/index-file";
import type { Judgement } from "../../core/verdict";
import { gofmt } from "../compile/gofmt";
import type { VetUnit } from "../compile/vet-unit";
import type { QuickDiagnostics } from "../snapshot/context";
import type { GoDeps, GoSnapshot } from "../snapshot/subject";
import type { GoEnvironment } from "../toolchain/environment";
import { rejected } from "./grade";
import { type Against, announce, askTypes, noneDecided, type Tidied, withToolchain } from "./toolchain-gates";

/** What makes judging quicker or better where it is there, and whose versions are judged. */
export interface JudgeServices {
  /** Versions are a person's own, not drafts: undefined for drafts. */
  readonly own?: OwnPolicy | undefined;
  readonly gopls?: QuickDiagnostics | undefined;
  /** Imports what a candidate lacks where there is no gopls to do it. */
  readonly lookup?: ImportLookup | undefined;
  readonly vetUnit?: Promise<VetUnit | undefined> | undefined;
}

/** Judges candidates of one snapshot with the real toolchain. Rejects only when the signal is aborted. */
export function createJudge(snapshot: GoSnapshot, deps: GoDeps, services: JudgeServices = {}): Judge {
  const { own, gopls, lookup, vetUnit: unit } = services;
  const vetUnit = unit && (() => unit);
  const { baseline } = snapshot;
  const measured = async () => ok(snapshot);
  const against = { snapshot, deps, own, gopls, vetUnit, baseline, measured };
  return {
    snapshot,
    async judge(candidate, onGate, signal) {
      const judged = await judgeText(candidate.text, against, onGate, signal);
      if (!judged.ok) throw new Error("a snapshot that is there has no baseline");
      return judged.value;
    },
    async tidy(text, signal) {
      const organised = (await gopls?.tidy(text, signal)) ?? withImports(text, snapshot, deps, lookup);
      const formatted = await gofmt(snapshot.build.go, organised, snapshot.package.dir, signal);
      signal.throwIfAborted();
      return formatted?.ok ? formatted.value : organised;
    },
  };
}

/** One text through all gates. A Problem where the package has no baseline to judge against. */
export async function judgeText(
  text: string,
  against: Against,
  onGate: OnGate,
  signal: AbortSignal,
): Promise<Result<Judgement>> {
  const { snapshot, deps, own, gopls } = against;
  const stop = new AbortController();
  const types = gopls && askTypes(gopls, text, AbortSignal.any([signal, stop.signal]));
  const { verdicts, warnings } = await onText(text, against, onGate, signal);
  const refused = verdicts.at(-1)?.status === "failed";
  if (refused) stop.abort();
  const graded = refused
    ? ok(rejected(snapshot, verdicts, noneDecided(against)))
    : await withToolchain(text, verdicts, { ...against, types }, onGate, signal);
  stop.abort();
  signal.throwIfAborted();
  if (!graded.ok) return graded;
  const told = own === undefined ? warnings.map((w) => ` ${capital(w.message)}.`).join("") : "";
  const reason = graded.value.grade === "rejected" ? graded.value.reason : `${graded.value.reason}${told}`;
  const more = { reason, protection: deps.sandbox.kind, ...(own === undefined ? {} : { warnings }) };
  return ok({ ...graded.value, ...more });
}

/** A candidate as gofmt has it, and of a person's own version also the original. */
export async function tidied(
  { text, original }: { readonly text: string; readonly original: SourceFile | undefined },
  go: GoEnvironment,
  dir: string,
  signal: AbortSignal,
): Promise<Tidied> {
  const tidy = (version: string) => gofmt(go, version, dir, signal);
  const [formatted, before] = await Promise.all([tidy(text), original && tidy(original.text)]);
  return { formatted, tidyOriginal: before?.ok ? before.value : undefined };
}

async function onText(
  text: string,
  { snapshot, deps, own, tidied: early }: Against,
  onGate: OnGate,
  signal: AbortSignal,
): Promise<TextVerdicts> {
  const { build, file, package: pkg } = snapshot;
  const others = [...pkg.files, ...pkg.testFiles].map((f) => f.text);
  const alone = textAlone(snapshot.target.file, file.text, text, others);
  if (alone.length > 0) {
    const refused = { gate: "shape", status: "failed", findings: alone, ms: 0 } as const;
    announce(refused, onGate);
    return { verdicts: [refused], warnings: [] };
  }
  const original = own === undefined ? undefined : file;
  const { formatted, tidyOriginal } = await (early ?? tidied({ text, original }, build.go, pkg.dir, signal));
  signal.throwIfAborted();
  const { std, settings, elsewhere } = snapshot;
  const { assembly } = elsewhere;
  const options = { std, formatted, tidyOriginal, assembly, allowRequires: settings.allowRequired };
  const input = textGateInput(deps.parser, snapshot, text, options);
  const now = (): number => performance.now();
  const judged =
    own === undefined
      ? { verdicts: textGates(input, now), warnings: noteworthyImports(input) }
      : ownVersionGates(input, now, own);
  for (const verdict of judged.verdicts) announce(verdict, onGate);
  return judged;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

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
