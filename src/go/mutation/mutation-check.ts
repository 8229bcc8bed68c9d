import { ok, type Result } from "../../core/result";
import type { Mutant, Versions } from "../../core/testgen/mutant-types";
import type { BlockedTest, IneffectiveTest, MutationReport } from "../../core/testgen/mutation-report";
import { survivorOf } from "../../core/testgen/test-events";
import type { Helper } from "../helper-client/client";
import { type Control, type MutantResult, measureControl, mutantResult } from "../helper-client/mutant-runs";
import { type VariantBinary, withVariants } from "../helper-client/variants";
import { siteOfTarget } from "../judge/tests";
import { twoByTwo } from "../process/in-turns";
import { type JudgeContext, textsWith } from "../snapshot/context";
import { processMs } from "../snapshot/limits";
import { testsWith } from "../snapshot/run-with-texts";
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
  const { baseline, target, file, tests: declared } = snapshot;
  const [name = ""] = target.names;
  const reaching = [...baseline.targetTests, ...baseline.blindTests];
  const report: MutationReport = {
    name,
    file: file.path,
    tests: reaching.length,
    red: [],
    blocked: [],
    toothless: [],
    survivors: [],
    killed: 0,
    total: 0,
    unmeasured: [],
    protection: ctx.deps.sandbox.kind,
  };
  if (reaching.length === 0) return ok(report);
  const measured = await measureMutants(versions, ctx, helper, signal);
  if (!measured.ok) return measured;
  const { green, red, blocked, onEmpty, tried } = measured.value;
  const of = (result: MutantResult) => tried.filter((t) => t.result === result);
  const asserting = (test: string) => tried.some((t) => t.outcome !== undefined && asserts(t.outcome, test));
  const toothless = reaching.flatMap((t): IneffectiveTest[] => {
    if (!green.includes(t.name)) return [];
    const line = declared.find((d) => d.name === t.name)?.line ?? 1;
    const idle = onEmpty.has(t.name) && !asserting(t.name);
    const when = baseline.blindTests.includes(t) ? "panics" : idle ? "empty" : undefined;
    return when === undefined ? [] : [{ test: t.name, file: t.file, line, when }];
  });
  return ok({
    ...report,
    red,
    blocked,
    toothless,
    survivors: of("survived").map((t) => survivorOf(t.mutant)),
    killed: of("killed").length,
    total: of("killed").length + of("survived").length,
    unmeasured: of("unmeasured").map((t) => survivorOf(t.mutant)),
  });
}

/** What the tests of a function said of its versions. */
interface MeasuredMutants {
  /** Tests that pass on the function as it is, and those that do not. */
  readonly green: readonly string[];
  readonly red: readonly string[];
  readonly blocked: readonly BlockedTest[];
  /** Tests that pass on the empty body. */
  readonly onEmpty: ReadonlySet<string>;
  /** Those that compile, and that `go test` would run at all. */
  readonly tried: readonly TriedMutant[];
}

interface TriedMutant {
  readonly mutant: Mutant;
  /** Undefined where no test stands the mutants' common binary. */
  readonly outcome: TestOutcome | undefined;
  readonly result: MutantResult;
}

/** Runs the tests that reach a function on the function as it is, then on an empty one and on each mutant. */
export async function measureMutants(
  { code, empty, panics, mutants }: Versions,
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<MeasuredMutants>> {
  const { baseline, target, settings, build } = ctx.snapshot;
  const all = [...baseline.targetTests, ...baseline.blindTests].map((t) => t.name);
  const texts = [code ?? panics, empty, ...mutants.map((m) => m.text)];
  return withVariants(texts, versionsPlan(ctx), helper, signal, async (binary) => {
    const longest = processMs(settings, build);
    // A stub has no mutants, and nothing is green on it that a change could turn red.
    const control =
      code === undefined
        ? { green: all, red: [], limitMs: settings.testTimeoutMs }
        : await measureControl(binary, 0, all, longest, signal);
    const red = code === undefined ? [] : await sorted(code, control.red, ctx, signal);
    const outcomes =
      control.green.length === 0
        ? new Map<number, TestOutcome>()
        : await onEach(binary, texts, control, signal);
    const onEmpty = await emptied(control.green, outcomes.get(1), (alone) =>
      binary.run(1, alone, control.limitMs, signal),
    );
    const names = (kind: SortedRed["kind"]) => red.filter((r) => r.kind === kind).map((r) => r.test);
    const blocked = red.flatMap((r) => (r.kind === "blocked" ? [{ test: r.test, block: r.block }] : []));
    const green = [...control.green, ...names("apart")];
    const tried: TriedMutant[] = [];
    for (const [i, mutant] of mutants.entries()) {
      if (!binary.has(i + 2) || green.length === 0) continue;
      const outcome = outcomes.get(i + 2);
      const first = outcome === undefined ? "survived" : mutantResult(outcome, control.green, target.names);
      const apart = first === "survived" ? await onMutant(mutant, names("apart"), ctx, signal) : first;
      const result = apart === "survived" && blocked.length > 0 ? "unmeasured" : apart;
      tried.push({ mutant, outcome, result });
    }
    return { green, red: names("red"), blocked, onEmpty, tried };
  });
}

/** A test that is red in the mutants' binary on the function as it is; `apart`: it is green in one of its own. */
type SortedRed =
  | { readonly test: string; readonly kind: "red" | "apart" }
  | (BlockedTest & { readonly kind: "blocked" });

/** Some tests count allocations or look at names, which a binary of many versions changes. */
async function sorted(
  code: string,
  red: readonly string[],
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<readonly SortedRed[]> {
  const plain = red.length === 0 ? [] : await plainly(code, red, ctx, signal);
  return red.map((test): SortedRed => {
    const result = plain?.find((r) => r.name === test);
    if (result?.kept !== undefined) return { test, kind: "blocked", block: result.kept };
    return { test, kind: result?.status === "pass" ? "apart" : "red" };
  });
}

/** What tests say of one mutant compiled by itself. */
async function onMutant(
  { text }: Mutant,
  tests: readonly string[],
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<MutantResult> {
  if (tests.length === 0) return "survived";
  const results = (await plainly(text, tests, ctx, signal)) ?? [];
  if (results.some((r) => r.status === "fail")) return "killed";
  return results.length > 0 && results.every((r) => r.status === "pass") ? "survived" : "unmeasured";
}

const plainly = (text: string, tests: readonly string[], ctx: JudgeContext, signal: AbortSignal) =>
  testsWith(
    { build: ctx.snapshot.build, site: siteOfTarget(ctx, text) },
    textsWith(ctx, text),
    tests,
    ctx,
    signal,
  );

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
