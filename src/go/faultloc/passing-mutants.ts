import { dirname } from "node:path";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { Mutant } from "../../core/testgen/mutant-types";
import type { Helper } from "../helper-client/client";
import { withVariants } from "../helper-client/variants";
import type { GoDeps } from "../snapshot/subject";
import { type LoadedPackage, specOf } from "../snapshot/test-package";

/** A small change of a function that turns the failing test green, and no green one red. */
export interface PassingMutant {
  readonly file: string;
  readonly func: string;
  readonly line: number;
  readonly change: string;
  /** The whole file with it. */
  readonly text: string;
}

export interface PassingMutantsRequest {
  readonly file: string;
  readonly names: readonly string[];
  readonly failing: string;
  /** Tests that pass now. */
  readonly green: readonly string[];
  /** Milliseconds for all of them. */
  readonly budgetMs: number;
}

/** Of one function; more would be rarer mistakes. */
const most = 160;
const testMs = 1_500;

/**
 * Tries small changes of functions of one file, all in one test binary. No model is asked.
 * @param loaded the failing test's package; `home` is that of the functions, mostly the same
 */
export async function findPassingMutants(
  { loaded, home }: { readonly loaded: LoadedPackage; readonly home: LoadedPackage },
  request: PassingMutantsRequest,
  helper: Helper,
  { sandbox, parser }: GoDeps,
  signal: AbortSignal,
): Promise<readonly PassingMutant[]> {
  const { file, names, failing, green, budgetMs } = request;
  const spec = specOf(home);
  const text = spec.files.find((f) => f.path === file)?.text;
  if (text === undefined) return [];
  const end = performance.now() + budgetMs;
  const args = { ...spec, file, text, names, seed: 1, limit: most, corrective: true };
  const made = await helper.request<readonly Mutant[]>("mutants", args, signal);
  if (!made.ok || made.value.length === 0) return [];
  const mutants = made.value;
  const declared = indexFile(parser, text).decls.flatMap((d) =>
    d.kind === "func"
      ? [{ name: d.name, from: lineAt(text, d.span.start), to: lineAt(text, d.span.end) }]
      : [],
  );
  const funcAt = (line: number): string =>
    declared.find((d) => d.from <= line && line <= d.to)?.name ?? names[0] ?? "";

  const theirs = [...home.texts].filter(([path]) => dirname(path) === home.pkg.dir);
  const under = new Map([...loaded.texts, ...theirs]);
  const plan = {
    spec,
    file,
    names,
    packageName: home.pkg.name,
    under,
    over: new Map<string, string>(),
    build: loaded.build,
    sandbox,
    // A change that corrects may import what the file does not.
    inPlace: false,
  };
  const texts = mutants.map((m) => m.text);
  const tried = await withVariants(texts, plan, helper, signal, async (binary) => {
    const passes = async (variant: number, tests: readonly string[]): Promise<boolean> => {
      const ran = await binary.run(variant, tests, testMs, signal);
      signal.throwIfAborted();
      return (
        ran.process.code === 0 && tests.every((t) => ran.runs.find((r) => r.name === t)?.status !== undefined)
      );
    };
    const found: PassingMutant[] = [];
    for (const [variant, { line, change, text }] of mutants.entries()) {
      if (!binary.has(variant) || performance.now() > end) continue;
      if (!(await passes(variant, [failing]))) continue;
      if (green.length > 0 && !(await passes(variant, green))) continue;
      found.push({ file, func: funcAt(line), line, change, text });
    }
    return found;
  });
  return tried.ok ? tried.value : [];
}
