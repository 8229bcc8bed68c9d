import { dirname, join } from "node:path";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { Helper } from "../helper-client/client";
import { withFolder } from "../process/temp-dir";
import type { GoDeps } from "../snapshot/snapshot";
import { specOf, type TestGround } from "../snapshot/test-package";
import { compileTests, runTests } from "../testrun/binary";
import { writeOverlay } from "../toolchain/overlay";

/** A small change of a function that turns the failing test green, and no green one red. */
export interface Mend {
  readonly file: string;
  readonly func: string;
  readonly line: number;
  readonly change: string;
  /** The whole file with it. */
  readonly text: string;
}

interface Mutant {
  readonly change: string;
  readonly line: number;
  readonly text: string;
}

interface Built {
  readonly overlay: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
}

export interface MendRequest {
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
 * @param ground the failing test's package; `home` is that of the functions, mostly the same
 */
export async function findMends(
  { ground, home }: { readonly ground: TestGround; readonly home: TestGround },
  request: MendRequest,
  helper: Helper,
  { sandbox, parser }: GoDeps,
  signal: AbortSignal,
): Promise<readonly Mend[]> {
  const { file, names, failing, green, budgetMs } = request;
  const spec = specOf(home);
  const text = spec.files.find((f) => f.path === file)?.text;
  if (text === undefined) return [];
  const end = performance.now() + budgetMs;
  const asked = { ...spec, file, text, names, seed: 1, limit: most, repair: true };
  const made = await helper.request<readonly Mutant[]>("mutants", asked, signal);
  if (!made.ok || made.value.length === 0) return [];
  const mutants = made.value;
  const candidates = mutants.map((m) => m.text);
  const built = await helper.request<Built>("variants", { ...spec, file, names, candidates }, signal);
  if (!built.ok) return [];
  const declared = indexFile(parser, text).decls.flatMap((d) =>
    d.kind === "func"
      ? [{ name: d.name, from: lineAt(text, d.span.start), to: lineAt(text, d.span.end) }]
      : [],
  );
  const funcAt = (line: number): string =>
    declared.find((d) => d.from <= line && line <= d.to)?.name ?? names[0] ?? "";

  return withFolder(async (folder) => {
    const theirs = [...home.texts].filter(([path]) => dirname(path) === home.pkg.dir);
    const over = new Map([...ground.texts, ...theirs, ...Object.entries(built.value.overlay)]);
    const written = await writeOverlay(join(folder, "overlay"), over);
    const compiled = await compileTests(ground.build, written.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind !== "binary") return [];
    const passes = (variant: number, tests: readonly string[]): Promise<boolean> =>
      withFolder(async (temp) => {
        const env = { STUBWRIGHT_VARIANT: String(variant) };
        const how = { names: tests, timeoutMs: testMs, folder: temp, env };
        const ran = await runTests(sandbox, ground.build, compiled.path, how, signal);
        signal.throwIfAborted();
        return (
          ran.process.code === 0 &&
          tests.every((t) => ran.runs.find((r) => r.name === t)?.status !== undefined)
        );
      });
    const found: Mend[] = [];
    for (const [variant, why] of built.value.refused.entries()) {
      const mutant = mutants[variant];
      if (mutant === undefined || why !== "" || performance.now() > end) continue;
      if (!(await passes(variant, [failing]))) continue;
      if (green.length > 0 && !(await passes(variant, green))) continue;
      const { line, change } = mutant;
      found.push({ file, func: funcAt(line), line, change, text: mutant.text });
    }
    return found;
  });
}
