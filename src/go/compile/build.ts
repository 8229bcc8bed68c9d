import { join } from "node:path";
import type { Finding } from "../../core/verdict";
import type { ProcessResult } from "../process/run";
import { parseCompilerOutput } from "../toolchain/compiler-output";
import { findingOfFault, type GoFault, goFault } from "../toolchain/fault";
import { runGo, tagArgs, withTemp } from "../toolchain/go-command";
import { linkerArgs, withFlags } from "../toolchain/go-flags";
import type { Overlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";

export interface BuildReport {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** Go could not do its work: no findings, no success. */
  readonly broken: string | undefined;
  /** Where no place in a file is to blame. */
  readonly fault?: GoFault;
}

/** go build of the package without its tests: the authority on whether a candidate compiles. */
export async function build(
  testBuild: TestBuild,
  overlay: Overlay,
  folder: string,
  signal: AbortSignal,
): Promise<BuildReport> {
  // A command's executable must not land in the workspace; for any other package go refuses to name an output.
  const output = testBuild.command
    ? [...linkerArgs(testBuild.go.flags, "-s -w"), "-o", join(folder, "command")]
    : [];
  const args = ["build", "-overlay", overlay.json, ...tagArgs(testBuild.tags), ...output, "."];
  const result = await runGo(withTemp(testBuild.go, folder), args, testBuild.dir, signal);
  if (result.code === 0) return { ok: true, findings: [], broken: undefined };
  return { ok: false, ...failedCompilation(result, "build", testBuild, overlay) };
}

/** Why a compilation failed: places in files, a limit that the text goes over, or the machine. */
export function failedCompilation(
  result: ProcessResult,
  gate: "build" | "tests",
  testBuild: TestBuild,
  overlay: Overlay,
): Omit<BuildReport, "ok"> {
  const told = compilerFindings(result.stderr + result.stdout, gate, testBuild, overlay);
  const fault = goFault(result, gate === "build" ? "go build" : "go test -c");
  if (fault === undefined || told.findings.length > 0) return told;
  const finding = findingOfFault(fault, gate);
  return { fault, findings: finding === undefined ? [] : [finding], broken: fault.why };
}

/** What a failed compilation says; broken where it names no place in a file. */
function compilerFindings(
  text: string,
  gate: "build" | "tests",
  { dir, go }: TestBuild,
  overlay: Overlay,
): Pick<BuildReport, "findings" | "broken"> {
  const { findings, rest } = parseCompilerOutput(text, { gate, dir, actual: overlay.actual });
  const restored = findings.map((f) => ({ ...f, message: overlay.restore(f.message) }));
  const broken =
    restored.length === 0
      ? withFlags(rest.map(overlay.restore).join(" ") || "go build failed and gave no reason", go.flags)
      : undefined;
  return { findings: restored, broken };
}

/**
 * What go says of a whole import graph names no line: a cycle, or a package that may not be used from here. It built
 * before, so that the candidate's own import is what closed it.
 */
export function importProblemIn(output: string, file: string, text: string): Finding | undefined {
  const match = /import cycle not allowed|use of internal package (\S+) not allowed/.exec(output);
  const path = match?.[1] ?? /\bimports (\S+)/.exec(output)?.[1];
  if (match === null || path === undefined) return undefined;
  const line = text.split("\n").findIndex((l) => l.includes(`"${path}"`)) + 1;
  return {
    gate: "build",
    class: "import",
    file,
    line,
    column: 0,
    message: `import of "${path}": ${match[0]}`,
  };
}
