import type { Confirmer } from "../../core/ports";
import { withFolder } from "../process/temp-dir";
import { type Court, textsWith } from "../snapshot/context";
import { packageSpec } from "../snapshot/package-spec";
import { compileTests, runTests } from "../testrun/binary";
import { writeOverlay } from "../toolchain/overlay";
import type { Helper } from "./client";
import { confirm, defaultConfirmOptions } from "./compare";
import type { ConfirmOptions } from "./compare-run";

interface Mutant {
  readonly change: string;
  readonly line: number;
  readonly text: string;
}

interface Built {
  readonly overlay: Readonly<Record<string, string>>;
  /** Why a variant is not in the build; empty where it is. */
  readonly refused: readonly string[];
}

/** Mutants of one candidate: enough to tell tests that bite from tests that do not. */
const mostMutants = 16;

/** One variant of the target's functions, as the target's tests see it. */
export interface VariantRun {
  readonly variant: number;
  /** Undefined where it did not compile. */
  readonly green: boolean | undefined;
}

/** Compares candidates and weighs tests, on the Go helper and in the sandbox. */
export function createConfirmer(
  court: Court,
  helper: Helper,
  options: Partial<ConfirmOptions> = {},
): Confirmer {
  const all = { ...defaultConfirmOptions, ...options };
  return {
    compare: (candidates, signal) => confirm(candidates, court, helper, all, signal),
    async copied(candidate, signal) {
      const { file, target } = court.snapshot;
      const args = {
        ...packageSpec(court, file.text),
        file: file.path,
        names: target.names,
        text: candidate.text,
      };
      const found = await helper.request<readonly { readonly value: string }[]>("visible", args, signal);
      return found.ok ? found.value.map((c) => c.value) : [];
    },
    async mutants(candidate, signal) {
      const { snapshot } = court;
      const text = textsWith(court, candidate.text).get(snapshot.file.path) ?? candidate.text;
      const made = await helper.request<readonly Mutant[]>(
        "mutants",
        {
          ...packageSpec(court, text),
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
        court,
        helper,
        signal,
      );
      const ran = runs.filter((r) => r.green !== undefined);
      return { killed: ran.filter((r) => r.green === false).length, total: ran.length };
    },
  };
}

/**
 * Runs the target's tests on many texts of its file, all in one test binary: sixty cost what one link costs.
 * @param texts whole files, other stubs stood in for.
 */
export async function runVariants(
  texts: readonly string[],
  court: Court,
  helper: Helper,
  signal: AbortSignal,
): Promise<readonly VariantRun[]> {
  const { snapshot, deps } = court;
  const { build } = snapshot;
  const names = snapshot.baseline.targetTests.map((t) => t.name);
  const none = texts.map((_, variant) => ({ variant, green: undefined }));
  const args = {
    ...packageSpec(court, snapshot.file.text),
    file: snapshot.file.path,
    names: snapshot.target.names,
    candidates: texts,
  };
  const built = await helper.request<Built>("variants", args, signal);
  if (!built.ok || names.length === 0) return none;
  const { overlay, refused } = built.value;
  return withFolder(async (folder) => {
    const over = new Map([...snapshot.texts, ...Object.entries(overlay)]);
    const written = await writeOverlay(folder, over);
    const compiled = await compileTests(build, written.json, folder, signal);
    if (compiled.kind !== "binary") return none;
    const runs: VariantRun[] = [];
    for (const [variant, why] of refused.entries()) {
      if (signal.aborted) return none;
      const green = why === "" ? await isGreen(compiled.path, variant) : undefined;
      runs.push({ variant, green });
    }
    return runs;
  });

  async function isGreen(binary: string, variant: number): Promise<boolean> {
    const env = { STUBWRIGHT_VARIANT: String(variant) };
    return withFolder(async (folder) => {
      const request = { names, timeoutMs: 2_000, folder, env };
      const { process } = await runTests(deps.sandbox, build, binary, request, signal);
      return process.code === 0;
    });
  }
}
