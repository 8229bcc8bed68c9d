import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import { withPlaceholders } from "../../core/stub/placeholder";
import { functionNamed } from "../../core/syntax/decls";
import { indexFile } from "../../core/syntax/index-file";
import type { FuncDecl } from "../../core/syntax/tree";
import type { Mutant, Versions } from "../../core/testgen/mutant-types";
import type { Helper } from "../helper-client/client";
import { type VariantsPlan, variantsOfTarget } from "../helper-client/variants";
import { type JudgeContext, textOf } from "../snapshot/context";
import { packageSpec } from "../snapshot/package-spec";

/** Mutants of one function: enough to tell tests apart, few enough to run in a second or two. */
const mostMutants = 24;

/**
 * The versions of the target (one function) that its tests are tried on.
 * @param written whether it has a body already; a stub has no mutants.
 */
export async function versionsOf(
  ctx: JudgeContext,
  helper: Helper,
  written: boolean,
  seed: number,
  signal: AbortSignal,
): Promise<Result<Versions>> {
  const { snapshot, deps } = ctx;
  const { file, target } = snapshot;
  const text = textOf(ctx, file.text);
  const [name = ""] = target.names;
  const decl = functionNamed(indexFile(deps.parser, text), name);
  const withBody = (body: string): string =>
    withPlaceholders(deps.parser, text, (n) => (n === name ? body : undefined), snapshot.elsewhere);
  const bodies = { empty: withBody(zeroBody(decl)), panics: withBody('{ panic("stubwright:empty") }') };
  if (!written) return ok({ code: undefined, ...bodies, mutants: [] });
  const made = await helper.request<readonly Mutant[]>(
    "mutants",
    { ...packageSpec(ctx, text), file: file.path, text, names: target.names, seed, limit: mostMutants },
    signal,
  );
  if (!made.ok) return fail(problem("mutants-not-made", { name, why: made.error.message }));
  return ok({ code: text, ...bodies, mutants: made.value });
}

/** How versions of the target are tried, `tests` laid over its package. */
export const versionsPlan = (ctx: JudgeContext, tests?: ReadonlyMap<string, string>): VariantsPlan => {
  const { before, file } = ctx.snapshot;
  return variantsOfTarget(ctx, before.get(file.path) ?? file.text, tests);
};

/** A body that returns zero values of whatever the results are. */
export function zeroBody(decl: FuncDecl | undefined): string {
  if (decl === undefined || decl.results.length === 0) return "{}";
  if (decl.results[0]?.name !== undefined) return "{ return }";
  const zeros = decl.results.map((r, i) => `var stubwrightZ${i} ${r.type}`);
  return `{ ${zeros.join("; ")}; return ${decl.results.map((_, i) => `stubwrightZ${i}`).join(", ")} }`;
}
