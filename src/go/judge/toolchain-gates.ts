import { join } from "node:path";
import type { OnGate } from "../../core/judge";
import { indexFile } from "../../core/syntax/index-file";
import type { Finding, Gate, Graded, Verdict } from "../../core/verdict";
import { type BuildReport, build, compilerFindings, importProblemIn } from "../compile/build";
import { newFindings, type VetReport, vet } from "../compile/vet";
import { withFolder } from "../process/temp-dir";
import { type JudgeContext, textsWith } from "../snapshot/context";
import { processMs } from "../snapshot/limits";
import type { GoSnapshot } from "../snapshot/snapshot";
import { watchedTexts } from "../snapshot/watched";
import { type Compiled, compileTests } from "../testrun/binary";
import { type Overlay, writeOverlay } from "../toolchain/overlay";
import { uncoveredNames } from "./coverage";
import { gradeOf, rejected, type TestEvidence } from "./grade";
import { runImporters } from "./importer-tests";
import { runOutsideTest } from "./outside-test";
import { type PackageTestsReport, runPackageTests, siteOfTarget } from "./tests";

/** A verdict without its gate and time. */
type Answer =
  | { readonly status: "passed" }
  | { readonly status: "failed"; readonly findings: readonly Finding[] }
  | { readonly status: "skipped" | "broken"; readonly reason: string };

interface Clocked<T> {
  readonly value: T;
  readonly ms: number;
}

/** Begins work at once and measures it by itself: jobs overlap, and a gate's time is not the time it was waited for. */
async function start<T>(work: () => Promise<T>): Promise<Clocked<T>> {
  const from = performance.now();
  const value = await work();
  return { value, ms: performance.now() - from };
}

async function answered<T>(
  gate: Gate,
  onGate: OnGate,
  job: Promise<Clocked<T>>,
  read: (value: T) => Answer,
): Promise<Verdict> {
  onGate({ started: gate });
  const { value, ms } = await job;
  const verdict: Verdict = { gate, ms, ...read(value) };
  onGate({ finished: verdict });
  return verdict;
}

export function announce(verdict: Verdict, onGate: OnGate): void {
  onGate({ started: verdict.gate });
  onGate({ finished: verdict });
}

const refuses = (v: Verdict | undefined): boolean => v?.status === "failed" || v?.status === "broken";

/**
 * Every gate that starts a process of Go. Build, vet and the compilation of the tests start together, since they
 * share what they compile; their answers are taken in the order of the gates, and the first refusal ends the rest.
 */
export function withToolchain(
  text: string,
  before: readonly Verdict[],
  ctx: JudgeContext,
  onGate: OnGate,
  signal: AbortSignal,
): Promise<Graded> {
  return withFolder(async (folder) => {
    const { snapshot } = ctx;
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const overlay = await writeOverlay(join(folder, "overlay"), textsWith(ctx, text));
    const version = { text, overlay, folder };
    const jobs = startJobs(ctx, version, both);
    try {
      const verdicts = [...before, ...(await compileGates(text, ctx, jobs, onGate))];
      signal.throwIfAborted();
      if (refuses(verdicts.at(-1))) return rejected(snapshot, verdicts);
      const tests = await testsGate(version, ctx, jobs, onGate, signal);
      signal.throwIfAborted();
      return gradeOf(snapshot, [...verdicts, tests.verdict], tests);
    } finally {
      stop.abort();
      await Promise.allSettled(Object.values(jobs));
    }
  });
}

/** One text of the target's file, its package laid over the disk. */
interface Version {
  readonly text: string;
  readonly overlay: Overlay;
  /** For what go writes. */
  readonly folder: string;
}

interface Jobs {
  readonly types: Promise<Clocked<readonly Finding[] | undefined>> | undefined;
  readonly build: Promise<Clocked<BuildReport>>;
  readonly vet: Promise<Clocked<VetReport>>;
  readonly tests: Promise<Clocked<Tested>> | undefined;
}

interface Tested {
  readonly compiled: Compiled;
  readonly report: PackageTestsReport | undefined;
}

function startJobs(ctx: JudgeContext, version: Version, signal: AbortSignal): Jobs {
  const { text, overlay, folder } = version;
  const { snapshot, gopls } = ctx;
  const testBuild = snapshot.build;
  const some = snapshot.tests.length > 0 || snapshot.outside !== undefined;
  const testable = snapshot.baseline.untestable === undefined && some;
  const jobs: Jobs = {
    types: gopls && start(() => gopls.errors(text, signal)),
    build: start(() => build(testBuild, overlay, folder, signal)),
    vet: start(() => vetVersion(ctx, version, signal)),
    tests: testable ? start(() => compileAndTest(ctx, version, signal)) : undefined,
  };
  // One that an earlier refusal ends is never waited for, and its rejection is nobody's error.
  for (const job of Object.values(jobs)) job?.catch(() => {});
  return jobs;
}

async function vetVersion(
  { snapshot, deps, vetUnit }: JudgeContext,
  { text, overlay, folder }: Version,
  signal: AbortSignal,
): Promise<VetReport> {
  const unit = await vetUnit;
  const imports = indexFile(deps.parser, text).imports.map((i) => i.path);
  return vet(snapshot.build, overlay, folder, signal, unit && { unit, imports });
}

async function compileAndTest(
  ctx: JudgeContext,
  { text, folder }: Version,
  signal: AbortSignal,
): Promise<Tested> {
  const { snapshot, deps } = ctx;
  const { build: testBuild, settings } = snapshot;
  const watched = await writeOverlay(join(folder, "watched"), await watchedTexts(ctx, text));
  const compiled = await compileTests(testBuild, watched.json, folder, signal);
  signal.throwIfAborted();
  if (compiled.kind === "no-tests" && snapshot.outside !== undefined)
    return { compiled, report: await runOutsideTest(text, noTests, ctx, signal) };
  if (compiled.kind !== "binary") return { compiled, report: undefined };
  const testRun = {
    sandbox: deps.sandbox,
    build: testBuild,
    binary: compiled.path,
    site: siteOfTarget(ctx, text),
    timeoutMs: processMs(settings, testBuild),
    loopMs: settings.loopMs,
    folder,
  };
  const own = await runPackageTests(text, ctx, testRun, signal);
  return { compiled, report: await runOutsideTest(text, own, ctx, signal) };
}

const noTests: PackageTestsReport = { findings: [], passed: [], total: 0, undecided: [], stayed: 0 };

/** types, build and vet, up to the first that refuses. */
async function compileGates(
  text: string,
  { snapshot }: JudgeContext,
  jobs: Jobs,
  onGate: OnGate,
): Promise<readonly Verdict[]> {
  const types = jobs.types && (await answered("types", onGate, jobs.types, typesAnswer));
  const built = await answered("build", onGate, jobs.build, (report) =>
    buildAnswer(report, snapshot.file.path, text),
  );
  const verdicts = types === undefined ? [built] : [agreed(types, built, onGate), built];
  if (refuses(built)) return verdicts;
  return [...verdicts, await answered("vet", onGate, jobs.vet, (report) => vetAnswer(report, snapshot))];
}

/** gopls' refusal is final only where go build agrees. */
function agreed(types: Verdict, built: Verdict, onGate: OnGate): Verdict {
  if (types.status !== "failed" || built.status !== "passed") return types;
  const reason = "gopls rejects what go build accepts";
  const revised: Verdict = { gate: "types", status: "skipped", reason, ms: types.ms };
  onGate({ finished: revised });
  return revised;
}

function typesAnswer(findings: readonly Finding[] | undefined): Answer {
  if (findings === undefined) return { status: "skipped", reason: "gopls did not answer" };
  return findings.length > 0 ? { status: "failed", findings } : { status: "passed" };
}

function buildAnswer(report: BuildReport, file: string, text: string): Answer {
  if (report.ok) return { status: "passed" };
  const importProblem = importProblemIn(report.broken ?? "", file, text);
  if (importProblem !== undefined) return { status: "failed", findings: [importProblem] };
  if (report.findings.length > 0) return { status: "failed", findings: report.findings };
  return { status: "broken", reason: report.broken ?? "go build failed and gave no reason" };
}

function vetAnswer(report: VetReport, snapshot: GoSnapshot): Answer {
  if (snapshot.vet.errors.length > 0)
    return { status: "skipped", reason: "the package's tests do not compile, so go vet cannot run" };
  if (report.broken !== undefined) return { status: "broken", reason: report.broken };
  const findings = [...report.errors, ...newFindings(report, snapshot.vet)];
  return findings.length > 0 ? { status: "failed", findings } : { status: "passed" };
}

/** The package's tests; for a candidate that all of them accept also what takes another compilation. */
async function testsGate(
  { text, overlay }: Version,
  ctx: JudgeContext,
  jobs: Jobs,
  onGate: OnGate,
  signal: AbortSignal,
): Promise<{ readonly verdict: Verdict } & TestEvidence> {
  const { snapshot } = ctx;
  const { tests } = jobs;
  if (tests === undefined) {
    const reason = snapshot.baseline.untestable ?? "the package has no tests";
    const verdict: Verdict = { gate: "tests", status: "skipped", reason, ms: 0 };
    announce(verdict, onGate);
    return { verdict, report: undefined, uncovered: snapshot.target.names, importers: undefined };
  }
  let evidence: TestEvidence = { report: undefined, uncovered: snapshot.target.names, importers: undefined };
  const job = tests.then(async ({ value, ms }) => {
    const from = performance.now();
    evidence = await moreEvidence(text, value.report, ctx, signal);
    return { value, ms: ms + performance.now() - from };
  });
  const verdict = await answered("tests", onGate, job, (tested) =>
    testsAnswer(tested, evidence, snapshot, overlay),
  );
  return { verdict, ...evidence };
}

async function moreEvidence(
  text: string,
  report: PackageTestsReport | undefined,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<TestEvidence> {
  if (report === undefined || report.findings.length > 0)
    return { report, uncovered: ctx.snapshot.target.names, importers: undefined };
  const uncovered = await uncoveredNames(text, report, ctx, signal);
  const importers = await runImporters(await watchedTexts(ctx, text), ctx, signal);
  return { report, uncovered, importers };
}

function testsAnswer(
  { compiled, report }: Tested,
  { importers }: TestEvidence,
  snapshot: GoSnapshot,
  overlay: Overlay,
): Answer {
  if (compiled.kind === "failed") {
    const { stderr, stdout } = compiled.result;
    const { findings, broken } = compilerFindings(stderr + stdout, "tests", snapshot.build, overlay);
    return broken === undefined ? { status: "failed", findings } : { status: "broken", reason: broken };
  }
  if (report === undefined) return { status: "skipped", reason: "the package has no tests" };
  if (report.findings.length > 0) return { status: "failed", findings: report.findings };
  if (importers !== undefined && importers.findings.length > 0)
    return { status: "failed", findings: importers.findings };
  if (report.total > 0) return { status: "passed" };
  const stayed =
    report.stayed === 0
      ? ""
      : `; ${report.stayed} other ${report.stayed === 1 ? "test stays" : "tests stay"} green`;
  return { status: "skipped", reason: `no test decides ${snapshot.target.names.join(", ")}${stayed}` };
}
