import type { Confirmer } from "../../core/ports";
import type { Mutant } from "../../core/testgen/mutant-types";
import { type JudgeContext, textOf } from "../snapshot/context";
import { processMs } from "../snapshot/limits";
import { packageSpec } from "../snapshot/package-spec";
import type { Helper } from "./client";
import { confirm, defaultConfirmOptions } from "./compare";
import type { ConfirmOptions } from "./compare-run";
import { type MutantResult, measureControl, mutantResult } from "./mutant-runs";
import { variantsOfTarget, withVariants } from "./variants";

/** Mutants of one candidate: enough to tell strong tests from weak ones. */
const mostMutants = 16;

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
      const results = await runMutants(text, made.value, ctx, helper, signal);
      const killed = results.filter((r) => r === "killed").length;
      return { killed, total: killed + results.filter((r) => r === "survived").length };
    },
  };
}

/** What the target's tests say of each mutant that compiles; nothing once it is aborted, or where none is green. */
async function runMutants(
  text: string,
  mutants: readonly Mutant[],
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<readonly MutantResult[]> {
  const { snapshot } = ctx;
  const tests = snapshot.baseline.targetTests.map((t) => t.name);
  if (tests.length === 0) return [];
  const texts = [text, ...mutants.map((m) => m.text)];
  const plan = variantsOfTarget(ctx, snapshot.file.text);
  try {
    const ran = await withVariants(texts, plan, helper, signal, async (binary) => {
      const limit = processMs(snapshot.settings, snapshot.build);
      const { green, limitMs } = await measureControl(binary, 0, tests, limit, signal);
      const results: MutantResult[] = [];
      for (let variant = 1; variant < texts.length && green.length > 0; variant++) {
        if (!binary.has(variant)) continue;
        const outcome = await binary.run(variant, green, limitMs, signal);
        signal.throwIfAborted();
        results.push(mutantResult(outcome, green, snapshot.target.names));
      }
      return results;
    });
    return ran.ok ? ran.value : [];
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  }
}
