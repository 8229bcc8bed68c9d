import type { Finding } from "../../core/verdict";
import type { ProcessResult } from "../process/run";
import { parseCompilerOutput } from "../toolchain/compiler-output";
import { findingOfFault, type GoFault, goFault } from "../toolchain/fault";
import { runGo, tagArgs, withTemp } from "../toolchain/go-command";
import { withFlags } from "../toolchain/go-flags";
import { jsonObject } from "../toolchain/json-stream";
import type { Overlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";
import { runVetTool, type UnitVersion } from "./vet-unit";

/** What go vet says of one version of a package, its tests included. */
export interface VetReport {
  readonly findings: readonly Finding[];
  /** The package or its tests do not type-check, and no analyzer ran. */
  readonly errors: readonly Finding[];
  /** Nothing that can be read came back. */
  readonly broken: string | undefined;
  /** Where go vet as a whole did not do its work. */
  readonly fault?: GoFault;
}

/** The whole of go vet, with the person's own settings of it. Where a unit serves, its tool is asked without go. */
export async function vet(
  build: TestBuild,
  overlay: Overlay,
  folder: string,
  signal: AbortSignal,
  version?: UnitVersion,
): Promise<VetReport> {
  const direct = version && (await runVetTool(version, build, overlay, folder, signal));
  if (direct !== undefined) {
    const report = readVet(direct, build, overlay);
    if (report.errors.length === 0 && report.broken === undefined) return report;
  }
  const args = ["vet", "-json", "-overlay", overlay.json, ...tagArgs(build.tags), "."];
  return readVet(await runGo(withTemp(build.go, folder), args, build.dir, signal), build, overlay);
}

interface Diagnostic {
  readonly posn: string;
  readonly message: string;
}

/** `go vet -json` prints an object for each package (and for its test variant), among lines for people. */
function readVet(result: ProcessResult, { dir, go }: TestBuild, overlay: Overlay): VetReport {
  const fault = goFault(result, "go vet");
  const excess = fault && findingOfFault(fault, "vet");
  if (fault !== undefined && excess !== undefined)
    return { fault, findings: [excess], errors: [], broken: undefined };
  if (result.end !== "exited" || result.signal !== undefined)
    return { ...(fault && { fault }), findings: [], errors: [], broken: fault?.why ?? result.end };
  const { objects, rest } = split(`${result.stdout}\n${result.stderr}`);
  const findings = objects.flatMap((object) =>
    Object.values(object).flatMap((analyzers) =>
      Object.entries(analyzers ?? {}).flatMap(([analyzer, found]) => read(analyzer, found, dir, overlay)),
    ),
  );
  const errors = parseCompilerOutput(rest, { gate: "vet", dir, actual: overlay.actual });
  const silent = result.code !== 0 && findings.length === 0 && errors.findings.length === 0;
  const why = fault?.why || errors.rest.join(" ") || `go vet ended with exit status ${result.code}`;
  const broken = silent ? withFlags(why, go.flags) : undefined;
  return { findings: distinct(findings), errors: errors.findings, broken };
}

function read(analyzer: string, found: unknown, dir: string, overlay: Overlay): Finding[] {
  if (!Array.isArray(found)) return [];
  return (found as Diagnostic[]).flatMap(({ posn, message }) => {
    const line = `${posn}: ${message.split("\n").join("\n\t")}`;
    const { findings } = parseCompilerOutput(line, { gate: "vet", dir, actual: overlay.actual });
    return findings.map((f) => ({
      ...f,
      class: "vet" as const,
      message: `${overlay.restore(f.message)} (${analyzer})`,
    }));
  });
}

function split(text: string) {
  const objects: Record<string, unknown>[] = [];
  const rest: string[] = [];
  let open: string[] | undefined;
  for (const line of text.split("\n")) {
    if (open === undefined && line === "{") open = [line];
    else if (open === undefined) rest.push(line);
    else {
      open.push(line);
      if (line !== "}") continue;
      const object = jsonObject<Record<string, unknown>>(open.join("\n"));
      if (object === undefined) rest.push(...open);
      else objects.push(object);
      open = undefined;
    }
  }
  return { objects, rest: rest.join("\n") };
}

/** A package and its test variant are vetted both. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((f) => [`${f.file}:${f.line}:${f.column}:${f.message}`, f])).values()];
}

/** Findings that the baseline does not have: the same text in the same file counts as often as it stood there. */
export function newFindings(report: VetReport, baseline: VetReport): readonly Finding[] {
  const left = new Map<string, number>();
  const key = (f: Finding) => `${f.file}\n${f.message}`;
  for (const f of baseline.findings) left.set(key(f), (left.get(key(f)) ?? 0) + 1);
  return report.findings.filter((f) => {
    const count = left.get(key(f)) ?? 0;
    left.set(key(f), count - 1);
    return count <= 0;
  });
}
