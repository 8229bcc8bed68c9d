import type { Confirmer } from "../../core/ports";
import type { Mutant } from "../../core/testgen/mutant-types";
import { type JudgeContext, textOf } from "../snapshot/context";
import { packageSpec } from "../snapshot/package-spec";
import type { Helper } from "./client";
import { confirm, defaultConfirmOptions } from "./compare";
import type { ConfirmOptions } from "./compare-run";
import { variantsOfTarget, withVariants } from "./variants";

/** Mutants of one candidate: enough to tell strong tests from weak ones. */
const mostMutants = 16;

/** One variant of the target's functions, as the target's tests see it. */
export interface VariantRun {
  readonly variant: number;
  /** Undefined where it did not compile. */
  readonly green: boolean | undefined;
}

/** Compares candidates and measures tests, on the Go helper and in the sandbox. */
export function createConfirmer(
  ctx: JudgeContext,
  helper: Helper,
  options: Partial<ConfirmOptions> = {},
): Confirmer {
  const all = { ...defaultConfirmOptions, ...options };
  return {
    compare: (candidates, signal) => confirm(candidates, ctx, helper, all, signal),
    async copied(candidate, signal) {
      const { file, target } = ctx.snapshot;
      const args = {
        ...packageSpec(ctx, file.text),
        file: file.path,
        names: target.names,
        text: candidate.text,
      };
      const found = await helper.request<readonly { readonly value: string }[]>("visible", args, signal);
      return found.ok ? found.value.map((c) => c.value) : [];
    },
    async mutants(candidate, signal) {
      const { snapshot } = ctx;
      const text = textOf(ctx, candidate.text);
      const made = await helper.request<readonly Mutant[]>(
        "mutants",
        {
          ...packageSpec(ctx, text),
          file: snapshot.file.path,
          text,
          names: snapshot.target.names,
          seed: all.seed,
          limit: mostMutants,
        },
        signal,
      );
      if (!made.ok || made.value.length === 0) return { killed: 0, total: 0 };
      const runs = await runVariants(
        made.value.map((m) => m.text),
        ctx,
        helper,
        signal,
      );
      const ran = runs.filter((r) => r.green !== undefined);
      return { killed: ran.filter((r) => r.green === false).length, total: ran.length };
    },
  };
}

/**
 * Runs the target's tests on many texts of its file, all in one test binary; none is green once it is aborted.
 * @param texts whole files, other stubs with placeholders.
 */
export async function runVariants(
  texts: readonly string[],
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<readonly VariantRun[]> {
  const { snapshot } = ctx;
  const names = snapshot.baseline.targetTests.map((t) => t.name);
  const none = texts.map((_, variant) => ({ variant, green: undefined }));
  if (names.length === 0) return none;
  try {
    const plan = variantsOfTarget(ctx, snapshot.file.text);
    const ran = await withVariants(texts, plan, helper, signal, async (binary) => {
      const runs: VariantRun[] = [];
      for (const [variant] of texts.entries()) {
        signal.throwIfAborted();
        const { process } = binary.has(variant)
          ? await binary.run(variant, names, 2_000, signal)
          : { process: undefined };
        runs.push({ variant, green: process && process.code === 0 });
      }
      return runs;
    });
    return ran.ok ? ran.value : none;
  } catch (error) {
    if (signal.aborted) return none;
    throw error;
  }
}
