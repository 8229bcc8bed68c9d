import { join } from "node:path";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import type { TestCase } from "../../core/testgen/case";
import type { Versions } from "../../core/testgen/mutant-types";
import type { TriedProbe } from "../../core/testgen/questions";
import type { CaseResult, TriedCase } from "../../core/testgen/select-cases";
import type { TestSubject } from "../../core/testgen/suite";
import { type Probe, panicked, probed, trialFile, trialName } from "../../core/testgen/trial-file";
import type { Helper } from "../helper-client/client";
import { mutantLimit } from "../helper-client/mutant-runs";
import { withVariants } from "../helper-client/variants";
import { twoByTwo } from "../process/in-turns";
import type { JudgeContext } from "../snapshot/context";
import { packageSpec } from "../snapshot/package-spec";
import type { TestOutcome } from "../testrun/binary";
import { versionsPlan } from "./versions";

export interface Trial {
  readonly cases: readonly TriedCase[];
  readonly probes: readonly TriedProbe[];
  /** Cases that do not compile, with the first thing the compiler says. */
  readonly refused: readonly { readonly case: TestCase; readonly why: string }[];
}

/** What is to be tried of one function. */
export interface TrialInput {
  readonly subject: TestSubject;
  readonly cases: readonly TestCase[];
  readonly probes: readonly Probe[];
}

/** Runs cases and inputs on every version of the function, all in one binary, in the sandbox. */
export async function tryCases(
  input: TrialInput,
  versions: Versions,
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<Trial>> {
  const { subject } = input;
  const sound = await soundOnes(input, ctx, helper, signal);
  if (!sound.ok) return sound;
  const { refused, ...left } = sound.value;
  const file = trialFile(subject, left.cases, left.probes);
  if (file.names.length === 0) return ok({ cases: [], probes: [], refused });
  const { code, empty, panics, mutants } = versions;
  const texts = [code ?? panics, empty, ...mutants.map((m) => m.text)];
  const tests = new Map([
    // Others may bring a TestMain, and take time to compile.
    ...subject.snapshot.package.testFiles.map(
      (f) => [f.path, `package ${subject.snapshot.package.name}\n`] as const,
    ),
    [trialPath(subject), file.text] as const,
  ]);
  const { testTimeoutMs } = ctx.snapshot.settings;
  const tried = await withVariants(texts, versionsPlan(ctx, tests), helper, signal, async (binary) => {
    const own = await binary.run(0, file.names, testTimeoutMs, signal);
    const limitMs = mutantLimit(own.process.ms);
    const numbers = texts.flatMap((_, i) => (i > 0 && binary.has(i) ? [i] : []));
    const others = await twoByTwo(numbers, async (i) => {
      return [i, await binary.run(i, file.names, limitMs, signal)] as const;
    });
    return read({ subject, ...left }, new Map([[0, own], ...others]), code !== undefined);
  });
  signal.throwIfAborted();
  return tried.ok ? ok({ ...tried.value, refused }) : tried;
}

const trialPath = ({ snapshot }: TestSubject): string =>
  join(snapshot.package.dir, "zz_stubwright_trial_test.go");

interface CheckError {
  readonly line: number;
  readonly message: string;
}

/** Leaves out what does not type-check: one binary holds them all, and one wrong one would keep it from being built. */
async function soundOnes(
  { subject, cases, probes }: TrialInput,
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<Omit<TrialInput, "subject"> & Pick<Trial, "refused">>> {
  const file = trialFile(subject, cases, probes);
  const { snapshot } = ctx;
  const spec = packageSpec(ctx, snapshot.before.get(snapshot.file.path) ?? snapshot.file.text);
  const checked = await helper.request<readonly (readonly CheckError[] | null)[]>(
    "check",
    { ...spec, tests: [], file: trialPath(subject), texts: [file.text] },
    signal,
  );
  signal.throwIfAborted();
  if (!checked.ok) return fail(problem("helper-failed", { why: checked.error.message }));
  const wrong = new Map<string, string>();
  for (const { line, message } of checked.value[0] ?? []) {
    const name = file.at(line);
    if (name !== undefined && !wrong.has(name)) wrong.set(name, message);
  }
  return ok({
    cases: cases.filter((_, i) => !wrong.has(trialName.case(i))),
    probes: probes.filter((_, i) => !wrong.has(trialName.probe(i))),
    refused: cases.flatMap((c, i) => {
      const why = wrong.get(trialName.case(i));
      return why === undefined ? [] : [{ case: c, why }];
    }),
  });
}

/** Versions by number: the function as it is (or one that panics), the empty one, then the mutants. */
function read(
  { subject, cases, probes }: TrialInput,
  outcomes: ReadonlyMap<number, TestOutcome>,
  written: boolean,
): Omit<Trial, "refused"> {
  const result = (variant: number, test: string): CaseResult | undefined => {
    const outcome = outcomes.get(variant);
    return outcome === undefined ? undefined : resultOf(outcome, test);
  };
  const mutants = [...outcomes.keys()].filter((i) => i >= 2);
  const on = (test: string, word: CaseResult): ReadonlySet<number> =>
    new Set(mutants.filter((m) => result(m, test) === word).map((m) => m - 2));
  const tried = cases.map((c, i): TriedCase => {
    const test = trialName.case(i);
    return {
      case: c,
      onCode: written ? (result(0, test) ?? "died") : undefined,
      onEmpty: result(1, test) ?? "died",
      kills: on(test, "assert"),
      passes: on(test, "pass"),
    };
  });
  const seen = probes.map((probe, i): TriedProbe => {
    const test = trialName.probe(i);
    const gives = (variant: number): readonly string[] | undefined => {
      const run = outcomes.get(variant)?.runs.find((r) => r.name === test);
      return run?.status === "pass" ? probed(subject, run.output) : undefined;
    };
    const mine = gives(0);
    const other = (m: number): boolean => {
      const theirs = gives(m);
      return mine !== undefined && theirs !== undefined && theirs.join() !== mine.join();
    };
    return { probe, gives: mine, kills: new Set(mutants.filter(other).map((m) => m - 2)) };
  });
  return { cases: tried, probes: seen };
}

function resultOf({ runs }: TestOutcome, test: string): CaseResult {
  const run = runs.find((r) => r.name === test);
  if (run?.status === "pass") return "pass";
  if (run?.status !== "fail") return "died";
  return run.output.includes(panicked) ? "panic" : "assert";
}
