import type { Candidate } from "../../core/candidate";
import type { Comparison } from "../../core/ports";
import { withFolder } from "../process/temp-dir";
import { type JudgeContext, textOf } from "../snapshot/context";
import { packageSpec } from "../snapshot/package-spec";
import { compileTests } from "../testrun/binary";
import { writeOverlay } from "../toolchain/overlay";
import type { Helper } from "./client";
import { type ConfirmOptions, type Report, runComparison } from "./compare-run";

export const defaultConfirmOptions: ConfirmOptions = { seed: 1, inputs: 300, inputMs: 400, budgetMs: 12_000 };

interface Prepared {
  readonly impossible: string;
  readonly overlay: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
  readonly test: string;
}

/** What comparing showed, with what the short form in core leaves out. */
export type ConfirmResult = Comparison & { readonly report?: Report };

/**
 * Runs candidates (that compile) side by side on inputs generated from the signature's types, the tests and the doc
 * comment. Compiled outside the sandbox, run inside it; the workspace stays as it is.
 */
export async function confirm(
  candidates: readonly Candidate[],
  ctx: JudgeContext,
  helper: Helper,
  options: ConfirmOptions,
  signal: AbortSignal,
): Promise<ConfirmResult> {
  const { snapshot, deps } = ctx;
  if (snapshot.foreign !== undefined) return impossible(snapshot.foreign);
  const request = {
    ...packageSpec(ctx, snapshot.file.text),
    file: snapshot.file.path,
    names: snapshot.target.names,
    candidates: candidates.map((c) => textOf(ctx, c.text)),
  };
  const prepared = await helper.request<Prepared>("confirm", request, signal);
  if (!prepared.ok) return impossible(prepared.error.message);
  if (prepared.value.impossible !== "") return impossible(prepared.value.impossible);
  const { overlay, refused, test } = prepared.value;
  const inBuild = refused.flatMap((why, i) => (why === "" ? [i] : []));
  if (inBuild.length === 0) return impossible(`no candidate could be built: ${refused[0] ?? ""}`);
  return withFolder(async (folder) => {
    const texts = new Map([...snapshot.texts, ...Object.entries(overlay)]);
    const written = await writeOverlay(folder, texts);
    const compiled = await compileTests(snapshot.build, written.json, folder, signal);
    if (compiled.kind !== "binary") {
      const why = compiled.kind === "failed" ? written.restore(compiled.result.stderr).trim() : compiled.kind;
      return impossible(`the comparison does not build: ${why.split("\n").slice(0, 3).join(" ")}`);
    }
    const { build } = snapshot;
    const { sandbox } = deps;
    const binary = { sandbox, build, binary: compiled.path, test, candidates: inBuild };
    const report = await withFolder((temp) => runComparison(binary, temp, options, signal));
    return "failure" in report ? impossible(report.failure) : judge(report, refused);
  });
}

const impossible = (reason: string): ConfirmResult => ({ kind: "impossible", reason });

/** What the report is worth: inputs that show nothing must not count as agreement. */
function judge(report: Report, refused: readonly string[]): ConfirmResult {
  if (report.nondeterministic.length > 0) {
    const calls = new Map(
      report.nondeterministic.flatMap((u) => u.candidates.map((c) => [c, u.value] as const)),
    );
    return { kind: "nondeterministic", calls, report };
  }
  if (report.valid === 0) {
    return { ...impossible(`none of ${report.inputs} generated inputs gave a result`), report };
  }
  const left = refused.flatMap((why, i) => (why === "" ? [] : [[i]]));
  const { question } = report;
  return {
    kind: "compared",
    inputs: report.valid,
    panicked: report.panicked,
    classes: [...report.groups, ...left],
    misbehaving: report.misbehaving,
    differOnlyByMisbehaviour: (report.differing["value"] ?? 0) === 0,
    question: question && { call: question.call, answers: question.answers },
    report,
  };
}
