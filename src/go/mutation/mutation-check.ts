import { ok, type Result } from "../../core/result";
import type { Versions } from "../../core/testgen/mutant-types";
import type { IneffectiveTest, MutationReport } from "../../core/testgen/mutation-report";
import { survivorOf } from "../../core/testgen/test-events";
import type { Helper } from "../helper-client/client";
import { type Control, type MutantResult, measureControl, mutantResult } from "../helper-client/mutant-runs";
import { type VariantBinary, withVariants } from "../helper-client/variants";
import { twoByTwo } from "../process/in-turns";
import type { JudgeContext } from "../snapshot/context";
import { processMs } from "../snapshot/limits";
import type { TestOutcome } from "../testrun/binary";
import { asserts } from "./test-gates";
import { versionsPlan } from "./versions";

/** Whether the tests that reach a function can fail: on an empty body, on one that panics, on small changes of it. */
export async function checkMutations(
  versions: Versions,
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<MutationReport>> {
  const { snapshot } = ctx;
  const { baseline, target, file, tests: declared, settings, build } = snapshot;
  const [name = ""] = target.names;
  const reaching = [...baseline.targetTests, ...baseline.blindTests];
  const report: MutationReport = {
    name,
    file: file.path,
    tests: reaching.length,
    red: [],
    toothless: [],
    survivors: [],
    killed: 0,
    total: 0,
    unmeasured: [],
    protection: ctx.deps.sandbox.kind,
  };
  if (reaching.length === 0) return ok(report);
  const { code, empty, mutants } = versions;
  const texts = [code ?? versions.panics, empty, ...mutants.map((m) => m.text)];
  const all = reaching.map((t) => t.name);
  return withVariants(texts, versionsPlan(ctx), helper, signal, async (binary) => {
    const longest = processMs(settings, build);
    // A stub has no mutants, and nothing is green on it that a change could turn red.
    const control =
      code === undefined
        ? { green: all, red: [], limitMs: settings.testTimeoutMs }
        : await measureControl(binary, 0, all, longest, signal);
    if (control.green.length === 0) return { ...report, red: control.red };
    const outcomes = await onEach(binary, texts, control, signal);
    const onEmpty = await emptied(control.green, outcomes.get(1), (alone) =>
      binary.run(1, alone, control.limitMs, signal),
    );
    const ran = mutants.flatMap((mutant, i) => {
      const outcome = outcomes.get(i + 2);
      return outcome === undefined
        ? []
        : [{ mutant, outcome, result: mutantResult(outcome, control.green, target.names) }];
    });
    const of = (result: MutantResult) => ran.filter((r) => r.result === result);
    const asserting = (test: string) => ran.some((r) => asserts(r.outcome, test));
    const toothless = reaching.flatMap((t): IneffectiveTest[] => {
      if (!control.green.includes(t.name)) return [];
      const line = declared.find((d) => d.name === t.name)?.line ?? 1;
      const idle = onEmpty.has(t.name) && !asserting(t.name);
      const when = baseline.blindTests.includes(t) ? "panics" : idle ? "empty" : undefined;
      return when === undefined ? [] : [{ test: t.name, file: t.file, line, when }];
    });
    return {
      ...report,
      red: control.red,
      toothless,
      survivors: of("survived").map((r) => survivorOf(r.mutant)),
      killed: of("killed").length,
      total: of("killed").length + of("survived").length,
      unmeasured: of("unmeasured").map((r) => survivorOf(r.mutant)),
    };
  });
}

/** Every version but the first, which is the control. */
async function onEach(
  binary: VariantBinary,
  texts: readonly string[],
  { green, limitMs }: Control,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, TestOutcome>> {
  const numbers = texts.flatMap((_, i) => (i > 0 && binary.has(i) ? [i] : []));
  return new Map(
    await twoByTwo(numbers, async (i) => [i, await binary.run(i, green, limitMs, signal)] as const),
  );
}

/** Tests that pass on the empty body; one that takes the process down says nothing of those behind it. */
async function emptied(
  names: readonly string[],
  together: TestOutcome | undefined,
  alone: (names: readonly string[]) => Promise<TestOutcome>,
): Promise<ReadonlySet<string>> {
  const passed = (outcome: TestOutcome | undefined, name: string): boolean | undefined => {
    const status = outcome?.runs.find((r) => r.name === name)?.status;
    return status === undefined || status === "unfinished" ? undefined : status === "pass";
  };
  const found = await twoByTwo(
    names,
    async (name) => passed(together, name) ?? passed(await alone([name]), name) ?? false,
  );
  return new Set(names.filter((_, i) => found[i]));
}
