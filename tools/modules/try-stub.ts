import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Judge } from "../../src/core/judge";
import { messageOf } from "../../src/core/problem/problem-text";
import { fail, ok, type Result } from "../../src/core/result";
import type { GoParser } from "../../src/core/syntax/tree";
import type { Mutant } from "../../src/core/testgen/mutant-types";
import { findingsOf } from "../../src/core/verdict";
import { gofmt } from "../../src/go/compile/gofmt";
import { vetUnit } from "../../src/go/compile/vet-unit";
import type { Helper } from "../../src/go/helper-client/client";
import { withHelper } from "../../src/go/helper-client/open";
import { createJudge } from "../../src/go/judge/judge";
import { judgeContext } from "../../src/go/snapshot/context";
import { packageSpec } from "../../src/go/snapshot/package-spec";
import { createSnapshot } from "../../src/go/snapshot/snapshot";
import type { GoDeps, GoSnapshot } from "../../src/go/snapshot/subject";
import { watchMemory } from "../perf/memory";
import { type ByHand, byHand, type Control, goTest } from "./by-hand";
import { emptied, fromMutants, type MadeCandidate, refusedAnyway, stubbed } from "./candidates";
import {
  type Comparison,
  compareChanged,
  compareOriginal,
  compareRefused,
  type Judged,
  type WithoutBody,
} from "./compare";
import type { ReachedFunction } from "./reached";

export interface TryOptions {
  readonly seed: number;
  /** Mutants for each stub, at most. */
  readonly mutants: number;
  /** Where the Go helper is kept. */
  readonly cacheDir: string;
  /** Looks at the memory of all processes a few times a second. */
  readonly watch: boolean;
}

/** A candidate with what was said of it. */
export interface Tried {
  readonly candidate: MadeCandidate;
  readonly stub: string;
  readonly judged: Judged;
  readonly comparison: Comparison;
  readonly hand: ByHand | undefined;
  readonly snapshotMs: number;
  readonly peakMib: number;
}

/** Everything that one stub's candidates are tried with. */
interface Trial {
  readonly fn: ReachedFunction;
  readonly original: string;
  readonly stub: string;
  readonly before: Control;
  readonly snapshot: GoSnapshot;
  readonly judge: Judge;
  readonly parser: GoParser;
  readonly snapshotMs: number;
  readonly watch: boolean;
}

/**
 * Takes a body out, judges candidates for it and asks go about the same texts, written over the file. The file is at
 * the end what it was. Where the code is such as no draft may be, its original is all that is tried.
 */
export async function tryStub(
  fn: ReachedFunction,
  before: Control,
  options: TryOptions,
  deps: GoDeps,
  onTried: (tried: Tried) => void,
  signal: AbortSignal,
): Promise<void> {
  const original = readFileSync(fn.file, "utf8");
  const stub = stubbed(deps.parser, original, fn.name);
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  try {
    writeFileSync(fn.file, stub);
    const begun = await begin(fn, { original, stub, before }, options, deps, until);
    if (!begun.ok) return onTried(begun.error);
    const first = await tryOriginal(begun.value, until);
    onTried(first);
    if (first.comparison.kind === "policy") return;
    for (const candidate of await candidatesFor(begun.value, options, deps, until))
      onTried(await tryChanged(begun.value, candidate, first.comparison, until));
  } finally {
    writeFileSync(fn.file, original);
    ended.abort();
  }
}

/** The snapshot of the stub as it is written; where there can be none, that is what is wrong with the original. */
async function begin(
  fn: ReachedFunction,
  texts: Pick<Trial, "original" | "stub" | "before">,
  { watch }: TryOptions,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<Trial, Tried>> {
  const began = performance.now();
  // Importers are left out: by hand nobody asks them either.
  const request = { file: fn.file, names: [fn.name], settings: { importersMs: 0 } };
  const made = await createSnapshot(request, deps, signal);
  const snapshotMs = performance.now() - began;
  if (!made.ok) return fail(notBegun(texts, messageOf(made.error), snapshotMs));
  const snapshot = made.value;
  const { build, package: pkg, before, std } = snapshot;
  const judge = createJudge(snapshot, deps, { vetUnit: vetUnit(build, pkg.name, before, std, signal) });
  return ok({ fn, ...texts, snapshot, judge, parser: deps.parser, snapshotMs, watch });
}

const notBegun = (
  { stub, original }: Pick<Trial, "stub" | "original">,
  message: string,
  snapshotMs: number,
): Tried => ({
  candidate: { kind: "original", change: "nothing", text: original },
  stub,
  judged: { grade: "broken", reason: message, ms: 0 },
  comparison: { kind: "wrong", why: `Stubwright does not begin: ${message}` },
  hand: undefined,
  snapshotMs,
  peakMib: 0,
});

async function tryOriginal(trial: Trial, signal: AbortSignal): Promise<Tried> {
  const candidate: MadeCandidate = { kind: "original", change: "nothing", text: trial.original };
  const said = await judgedOf(trial, candidate.text, signal);
  const without = said.judged.grade === "suggested" ? await withoutBody(trial, signal) : undefined;
  const comparison = compareOriginal(said.judged, without);
  return { ...about(trial, candidate), ...said, comparison, hand: trial.before };
}

async function withoutBody(
  { fn, stub, original, before, parser, snapshot }: Trial,
  signal: AbortSignal,
): Promise<WithoutBody> {
  const empty = emptied(parser, original, fn.name).text;
  const formatted = await gofmt(snapshot.build.go, empty, dirname(fn.file), signal);
  try {
    const panics = await byHand(fn.file, stub, before, signal);
    const zero = await byHand(fn.file, formatted?.ok ? formatted.value : empty, before, signal);
    return { panicNoticed: panics.noticedBy !== undefined, zeroNoticed: zero.noticedBy !== undefined };
  } finally {
    writeFileSync(fn.file, stub);
  }
}

const about = ({ stub, snapshotMs }: Trial, candidate: MadeCandidate) => ({ candidate, stub, snapshotMs });

async function judgedOf(
  { judge, watch }: Trial,
  text: string,
  signal: AbortSignal,
): Promise<{ readonly judged: Judged; readonly peakMib: number }> {
  const memory = watch ? watchMemory(process.pid, 200) : undefined;
  const began = performance.now();
  try {
    const { grade, verdicts, reason } = await judge.judge(
      { edit: { files: [] }, text, adjustments: [] },
      () => {},
      signal,
    );
    const ms = performance.now() - began;
    return {
      judged: { grade, finding: findingsOf(verdicts)[0], reason, ms },
      peakMib: Math.round(memory?.stop()["all"] ?? 0),
    };
  } finally {
    memory?.stop();
  }
}

async function tryChanged(
  trial: Trial,
  candidate: MadeCandidate,
  original: Comparison,
  signal: AbortSignal,
): Promise<Tried> {
  const said = await judgedOf(trial, candidate.text, signal);
  if (candidate.kind === "undefined" || candidate.kind === "stranger") {
    const comparison = compareRefused(candidate, said.judged);
    return { ...about(trial, candidate), ...said, comparison, hand: undefined };
  }
  try {
    const hand = await byHand(trial.fn.file, candidate.text, trial.before, signal);
    const comparison = compareChanged(said.judged, hand, original);
    const seen =
      comparison.kind === "wrong"
        ? await lookAgain(trial, said.judged, hand, original, comparison, signal)
        : { comparison, hand };
    return { ...about(trial, candidate), ...said, ...seen };
  } finally {
    writeFileSync(trial.fn.file, trial.stub);
  }
}

/**
 * A second look where the two disagree: a test that wavers tells nothing, and a panic in one test keeps go test from
 * the one that the judge names, which is then asked alone.
 */
async function lookAgain(
  { fn }: Trial,
  judged: Judged,
  hand: ByHand,
  original: Comparison,
  comparison: Comparison,
  signal: AbortSignal,
): Promise<{ readonly comparison: Comparison; readonly hand: ByHand }> {
  const test = judged.finding?.test?.split("/")[0];
  if (hand.noticedBy === "test" && judged.grade === "rejected" && test !== undefined) {
    const alone = await goTest(fn.file, [`-run=^${test}$`], signal);
    return { comparison: compareChanged(judged, alone, original), hand: { ...alone, ms: hand.ms } };
  }
  if (hand.noticedBy !== undefined && hand.noticedBy !== "test") return { comparison, hand };
  const again = await goTest(fn.file, [], signal);
  const same = again.noticedBy === hand.noticedBy;
  return same
    ? { comparison, hand }
    : { comparison: { kind: "wavering", why: "go test itself wavers" }, hand };
}

async function candidatesFor(
  trial: Trial,
  options: TryOptions,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<readonly MadeCandidate[]> {
  const { original, fn, snapshot, before } = trial;
  const refused = refusedAnyway(deps.parser, original, fn.name);
  // Where gofmt would change the file anyway, nobody could tell what the change of it does to the format.
  if (before.unformatted) return refused;
  const mutants = await withHelper(snapshot.build.go, options.cacheDir, signal, (helper) =>
    mutantsOf(trial, helper, options.seed, deps, signal),
  );
  if (!mutants.ok) throw new Error(messageOf(mutants.error));
  const changed = [emptied(deps.parser, original, fn.name), ...fromMutants(mutants.value, options.mutants)];
  const formatted: MadeCandidate[] = [];
  for (const candidate of changed) {
    const clean = await gofmt(snapshot.build.go, candidate.text, dirname(fn.file), signal);
    if (clean?.ok && clean.value !== original) formatted.push({ ...candidate, text: clean.value });
  }
  return [...formatted, ...refused];
}

async function mutantsOf(
  { snapshot, original, fn }: Trial,
  helper: Helper,
  seed: number,
  deps: GoDeps,
  signal: AbortSignal,
) {
  const spec = packageSpec(judgeContext(snapshot, deps), original);
  const args = { ...spec, file: fn.file, text: original, names: [fn.name], seed, limit: 24 };
  const made = await helper.request<readonly Mutant[]>("mutants", args, signal);
  if (!made.ok) throw new Error(`${fn.name}: ${made.error.message}`);
  return made;
}
