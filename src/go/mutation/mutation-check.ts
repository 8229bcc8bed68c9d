import { ok, type Result } from "../../core/result";
import type { Versions } from "../../core/testgen/mutant-types";
import type { MutationReport } from "../../core/testgen/mutation-report";
import { survivorOf } from "../../core/testgen/test-events";
import type { Helper } from "../helper-client/client";
import { withVariants } from "../helper-client/variants";
import { twoByTwo } from "../process/in-turns";
import type { JudgeContext } from "../snapshot/context";
import type { TestOutcome } from "../testrun/binary";
import { asserts } from "./test-gates";
import { versionsPlan } from "./versions";

/** A mutant that loops must not cost more, milliseconds. */
const mutantMs = 2_000;

/** Whether the tests that reach a function can fail: on an empty body, on one that panics, on small changes of it. */
export async function checkMutations(
  versions: Versions,
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<MutationReport>> {
  const { snapshot } = ctx;
  const { baseline, target, file, tests: declared, settings } = snapshot;
  const [name = ""] = target.names;
  const reaching = [...baseline.targetTests, ...baseline.blindTests];
  const report: MutationReport = {
    name,
    file: file.path,
    tests: reaching.length,
    toothless: [],
    survivors: [],
    killed: 0,
    total: 0,
    protection: ctx.deps.sandbox.kind,
  };
  if (reaching.length === 0) return ok(report);
  const { code = versions.panics, empty, mutants } = versions;
  const texts = [code, empty, ...mutants.map((m) => m.text)];
  const names = reaching.map((t) => t.name);
  const blind = new Set(baseline.blindTests.map((t) => t.name));
  return withVariants(texts, versionsPlan(ctx), helper, signal, async (binary) => {
    const numbers = texts.flatMap((_, i) => (binary.has(i) ? [i] : []));
    const outcomes = new Map(
      await twoByTwo(numbers, async (i) => {
        const ms = i < 2 ? settings.testTimeoutMs : mutantMs;
        return [i, await binary.run(i, names, ms, signal)] as const;
      }),
    );
    const onEmpty = await emptied(names, outcomes.get(1), (alone) =>
      binary.run(1, alone, settings.testTimeoutMs, signal),
    );
    const ran = mutants.flatMap((mutant, i) => {
      const outcome = outcomes.get(i + 2);
      return outcome === undefined ? [] : [{ mutant, survives: outcome.process.code === 0 }];
    });
    const asserting = (test: string): boolean =>
      mutants.some((_, i) => {
        const outcome = outcomes.get(i + 2);
        return outcome !== undefined && asserts(outcome, test);
      });
    const toothless = reaching.flatMap((t) => {
      const line = declared.find((d) => d.name === t.name)?.line ?? 1;
      const idle = onEmpty.has(t.name) && !asserting(t.name);
      const when = blind.has(t.name) ? "panics" : idle ? "empty" : undefined;
      return when === undefined ? [] : [{ test: t.name, file: t.file, line, when } as const];
    });
    const survivors = ran.filter((r) => r.survives).map((r) => survivorOf(r.mutant));
    return { ...report, toothless, survivors, killed: ran.length - survivors.length, total: ran.length };
  });
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
