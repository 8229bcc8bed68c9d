import { join } from "node:path";
import type { OwnPolicy } from "../../core/gates/own-version";
import type { OnGate } from "../../core/judge";
import { fail, ok, type Result } from "../../core/result";
import type { Baseline } from "../../core/snapshot";
import { indexFile } from "../../core/syntax/index-file";
import type { Finding, Gate, Graded, Verdict } from "../../core/verdict";
import { type BuildReport, build, failedCompilation, importProblemIn } from "../compile/build";
import type { gofmt } from "../compile/gofmt";
import { newFindings, type VetReport, vet } from "../compile/vet";
import { withFolder } from "../process/temp-dir";
import { whyNotCompiling } from "../snapshot/baseline";
import {
  type JudgeContext,
  type QuickDiagnostics,
  type SubjectContext,
  textsWith,
} from "../snapshot/context";
import { processMs } from "../snapshot/limits";
import type { GoSnapshot, Subject } from "../snapshot/subject";
import { watchedTexts } from "../snapshot/watched";
import { type Compiled, compileTests } from "../testrun/binary";
import { type Overlay, writeOverlay } from "../toolchain/overlay";
import { blamed } from "./blame";
import { forgedFindings, judged } from "./control-verdict";
import { uncoveredNames } from "./coverage";
import { gradeOf, rejected, type TestEvidence } from "./grade";
import { runImporters } from "./importer-tests";
import { negativeControl } from "./negative-control";
import { runOutsideTest } from "./outside-test";
import { type PackageTestsReport, runPackageTests, siteOfTarget } from "./tests";
import { withTimeBefore } from "./too-dear";

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

type Types = Promise<Clocked<readonly Finding[] | undefined>>;

/** Asked as soon as there is a text, since gopls answers before go has begun; nothing runs for it. */
export function askTypes(gopls: QuickDiagnostics, text: string, signal: AbortSignal): Types {
  const types = start(() => gopls.errors(text, signal));
  // One that an earlier refusal ends is never waited for.
  types.catch(() => {});
  return types;
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

/** What gofmt makes of a candidate's text, and of the original where its format is to be told from the candidate's. */
export interface Tidied {
  readonly formatted: Awaited<ReturnType<typeof gofmt>>;
  readonly tidyOriginal: string | undefined;
}

/** What a candidate is judged against. */
export interface Against extends SubjectContext {
  /** Begun before the package was known; left out, the candidate's text is formatted when it is judged. */
  readonly tidied?: Promise<Tidied> | undefined;
  /** What gopls was asked. */
  readonly types?: Types | undefined;
  /** The snapshot with its baseline, or why there is none; measured when first asked for. */
  readonly measured: (signal: AbortSignal) => Promise<Result<GoSnapshot>>;
  /** Where it was measured before any candidate came. */
  readonly baseline?: Baseline;
  /** Whether the version is a person's own; undefined where it was drafted. */
  readonly own?: OwnPolicy | undefined;
}

export const noneDecided = ({ baseline }: Pick<Against, "baseline">): Graded["tests"] => ({
  passed: 0,
  total: baseline?.targetTests.length ?? 0,
});

/**
 * Every gate that starts a process of Go. Build, vet and the compilation of the tests start together, and with them
 * the baseline where it is not measured yet; the answers are taken in the order of the gates, and the first refusal
 * ends the rest.
 */
export function withToolchain(
  text: string,
  before: readonly Verdict[],
  ctx: Against,
  onGate: OnGate,
  signal: AbortSignal,
): Promise<Result<Graded>> {
  const graded = async (folder: string, runs: string): Promise<Result<Graded>> => {
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const overlay = await writeOverlay(join(folder, "overlay"), textsWith(ctx, text));
    const version = { text, overlay, folder, runs };
    const jobs = startJobs(ctx, version, both);
    try {
      const verdicts = [...before, ...(await compileGates(text, ctx, jobs, onGate, both))];
      signal.throwIfAborted();
      const last = verdicts.at(-1);
      if (last !== undefined && refuses(last)) {
        const verdict = await blamed(last, ctx.snapshot, runs, onGate);
        return await refused([...verdicts.slice(0, -1), verdict], ctx, both);
      }
      const measured = await jobs.measured;
      if (!measured.ok) return measured;
      const snapshot = measured.value;
      const tests = await testsGate(version, { ...ctx, snapshot }, jobs, onGate, signal);
      signal.throwIfAborted();
      const verdict = await blamed(tests.verdict, snapshot, runs, onGate);
      return ok(gradeOf(snapshot, [...verdicts, verdict], tests));
    } finally {
      stop.abort();
      await Promise.allSettled(Object.values(jobs));
    }
  };
  return withFolder((folder) => withFolder((runs) => graded(folder, runs)));
}

/** Nobody's candidate compiles in a package that does not. */
async function refused(
  verdicts: readonly Verdict[],
  ctx: Against,
  signal: AbortSignal,
): Promise<Result<Graded>> {
  const open = ctx.baseline === undefined && verdicts.at(-1)?.gate === "build";
  const why = open ? await whyNotCompiling(ctx.snapshot, signal) : undefined;
  signal.throwIfAborted();
  return why === undefined ? ok(rejected(ctx.snapshot, verdicts, noneDecided(ctx))) : fail(why);
}

/** One text of the target's file, its package laid over the disk. */
interface Version {
  readonly text: string;
  readonly overlay: Overlay;
  /** For what go writes. */
  readonly folder: string;
  /** For the test binary and what it writes: what go does meanwhile is out of its reach. */
  readonly runs: string;
}

interface Jobs {
  readonly types: Types | undefined;
  readonly build: Promise<Clocked<BuildReport>>;
  readonly vet: Promise<Clocked<VetReport>>;
  readonly measured: Promise<Result<GoSnapshot>>;
  /** Undefined where no test can run, or there is none. */
  readonly tests: Promise<Clocked<Tested> | undefined>;
}

interface Tested {
  readonly compiled: Compiled;
  readonly report: PackageTestsReport | undefined;
}

function startJobs(ctx: Against, version: Version, signal: AbortSignal): Jobs {
  const { overlay, folder } = version;
  const { snapshot, types } = ctx;
  const testBuild = snapshot.build;
  const measured = ctx.measured(signal);
  const jobs: Jobs = {
    types,
    build: start(() => build(testBuild, overlay, folder, signal)),
    vet: start(() => vetVersion(ctx, version, signal)),
    measured,
    tests: compileAndTest({ ctx, version, measured }, signal),
  };
  // One that an earlier refusal ends is never waited for, and its rejection is nobody's error.
  for (const job of Object.values(jobs)) job?.catch(() => {});
  return jobs;
}

async function vetVersion(
  { snapshot, deps, vetUnit }: SubjectContext,
  { text, overlay, folder }: Version,
  signal: AbortSignal,
): Promise<VetReport> {
  const unit = await vetUnit?.();
  const imports = indexFile(deps.parser, text).imports.map((i) => i.path);
  return vet(snapshot.build, overlay, folder, signal, unit && { unit, imports });
}

interface Testing {
  readonly ctx: SubjectContext;
  readonly version: Version;
  readonly measured: Promise<Result<GoSnapshot>>;
}

/** Compiles at once; which tests decide is known with the baseline. Waiting for that is no part of its time. */
async function compileAndTest(
  { ctx, version, measured }: Testing,
  signal: AbortSignal,
): Promise<Clocked<Tested> | undefined> {
  const { build: testBuild, foreign, tests } = ctx.snapshot;
  const compile = () =>
    start(async () => {
      const texts = await watchedTexts(ctx, version.text);
      const watched = await writeOverlay(join(version.runs, "watched"), texts);
      return compileTests(testBuild, watched.json, version.runs, signal);
    });
  const early = foreign === undefined && tests.length > 0 ? compile() : undefined;
  const [made] = await Promise.all([measured, early]);
  signal.throwIfAborted();
  if (!made.ok || untestable(made.value)) return undefined;
  const compiled = await (early ?? compile());
  signal.throwIfAborted();
  const ran = await start(() => runTested(compiled.value, { ...ctx, snapshot: made.value }, version, signal));
  return { value: ran.value, ms: compiled.ms + ran.ms };
}

const untestable = ({ baseline, tests, outside }: GoSnapshot): boolean =>
  baseline.untestable !== undefined || (tests.length === 0 && outside === undefined);

async function runTested(
  compiled: Compiled,
  ctx: JudgeContext,
  { text, runs }: Version,
  signal: AbortSignal,
): Promise<Tested> {
  const { snapshot, deps } = ctx;
  const { build: testBuild, settings } = snapshot;
  // Other packages' tests come last: who they are is found out meanwhile.
  if (compiled.kind === "binary") void snapshot.importers();
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
    folder: runs,
  };
  const own = await runPackageTests(text, ctx, testRun, signal);
  return { compiled, report: await runOutsideTest(text, own, ctx, signal) };
}

const noTests: PackageTestsReport = {
  findings: [],
  passed: [],
  ms: new Map(),
  total: 0,
  undecided: [],
  stayed: 0,
};

/** types, build and vet, up to the first that refuses. */
async function compileGates(
  text: string,
  { snapshot }: SubjectContext,
  jobs: Jobs,
  onGate: OnGate,
  signal: AbortSignal,
): Promise<readonly Verdict[]> {
  const types = jobs.types && (await answered("types", onGate, jobs.types, typesAnswer));
  const compared = jobs.build.then(async ({ value, ms }) => ({
    value: await withTimeBefore(value, "build", snapshot, signal),
    ms,
  }));
  const built = await answered("build", onGate, compared, (report) =>
    buildAnswer(report, snapshot.file.path, text),
  );
  const verdicts = types === undefined ? [built] : [agreed(types, built, onGate), built];
  if (refuses(built)) return verdicts;
  const vetted = jobs.vet.then(async ({ value, ms }) => ({
    value: await vetAnswer(value, snapshot, signal),
    ms,
  }));
  return [...verdicts, await answered("vet", onGate, vetted, (answer) => answer)];
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
  if (report.findings.length > 0) return { status: "failed", findings: report.findings.map(placedIn(file)) };
  return { status: "broken", reason: report.broken ?? "go build failed and gave no reason" };
}

/** What no place is to blame for is the whole file's. */
const placedIn =
  (file: string) =>
  (finding: Finding): Finding =>
    finding.file === "" ? { ...finding, file } : finding;

/** How the package stood before is asked only where there is something to compare. */
async function vetAnswer(said: VetReport, snapshot: Subject, signal: AbortSignal): Promise<Answer> {
  const report = await withTimeBefore(said, "vet", snapshot, signal);
  if (report.broken === undefined && report.errors.length + report.findings.length === 0)
    return { status: "passed" };
  const before = await snapshot.vet();
  if (before.errors.length > 0)
    return { status: "skipped", reason: "the package's tests do not compile, so go vet cannot run" };
  if (report.broken !== undefined) return { status: "broken", reason: report.broken };
  const findings = [...report.errors, ...newFindings(report, before)].map(placedIn(snapshot.file.path));
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
  if (untestable(snapshot)) {
    const reason = snapshot.baseline.untestable ?? "the package has no tests";
    const verdict: Verdict = { gate: "tests", status: "skipped", reason, ms: 0 };
    announce(verdict, onGate);
    return { verdict, ...noEvidence(snapshot) };
  }
  let evidence: TestEvidence = noEvidence(snapshot);
  const job = jobs.tests.then(async (tested) => {
    if (tested === undefined) throw new Error("the tests of a package that has some did not run");
    const { value, ms } = tested;
    const from = performance.now();
    evidence = await moreEvidence(text, value.report, ctx, signal);
    return { value, ms: ms + performance.now() - from };
  });
  const told = job.then(async ({ value, ms }) => ({
    value: await testsAnswer(value, evidence, snapshot, overlay, signal),
    ms,
  }));
  const verdict = await answered("tests", onGate, told, (answer) => answer);
  return { verdict, ...evidence };
}

const noEvidence = ({ target }: GoSnapshot): TestEvidence => ({
  report: undefined,
  uncovered: target.names,
  importers: undefined,
  controls: [],
});

/** The negative control runs beside other packages' tests: both are for a candidate that its own tests accept. */
async function moreEvidence(
  text: string,
  report: PackageTestsReport | undefined,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<TestEvidence> {
  if (report === undefined || report.findings.length > 0) return { ...noEvidence(ctx.snapshot), report };
  const { names } = ctx.snapshot.target;
  const untouched = await uncoveredNames(text, report, ctx, signal);
  const covered = names.filter((name) => !untouched.includes(name));
  const passed = report.passed.map((test) => ({ test, ms: report.ms.get(test.name) ?? 0 }));
  const [importers, controls] = await Promise.all([
    watchedTexts(ctx, text).then((texts) => runImporters(texts, ctx, signal)),
    negativeControl(text, covered, passed, ctx, signal).then((all) => judged(all, text, ctx)),
  ]);
  const idle = controls.filter((c) => c.says === "idle").map((c) => c.name);
  const shaky = reachedUnsteadily(report, ctx.snapshot);
  const uncovered = names.filter((name) => [...untouched, ...idle, ...shaky].includes(name));
  return { report, uncovered, importers, controls };
}

/** Names that a test reaches which is not always green: what it found once, the others do not outweigh. */
function reachedUnsteadily({ undecided }: PackageTestsReport, { baseline }: GoSnapshot): readonly string[] {
  const tests = undecided.filter((u) => u.why.kind === "unsteady").map((u) => u.test);
  return baseline.targetTests.filter((t) => tests.includes(t.name)).flatMap((t) => t.reaches);
}

async function testsAnswer(
  { compiled, report }: Tested,
  { importers, controls }: TestEvidence,
  snapshot: GoSnapshot,
  overlay: Overlay,
  signal: AbortSignal,
): Promise<Answer> {
  if (compiled.kind === "failed") {
    const failed = failedCompilation(compiled.result, "tests", snapshot.build, overlay);
    const { findings, broken = "" } = await withTimeBefore(failed, "tests", snapshot, signal);
    return findings.length > 0
      ? { status: "failed", findings: findings.map(placedIn(snapshot.file.path)) }
      : { status: "broken", reason: broken };
  }
  if (report === undefined) return { status: "skipped", reason: "the package has no tests" };
  if (report.findings.length > 0) return { status: "failed", findings: report.findings };
  if (importers !== undefined && importers.findings.length > 0)
    return { status: "failed", findings: importers.findings };
  const forged = forgedFindings(controls, snapshot);
  if (forged.length > 0) return { status: "failed", findings: forged };
  if (report.total > 0) return { status: "passed" };
  const stayed =
    report.stayed === 0
      ? ""
      : `; ${report.stayed} other ${report.stayed === 1 ? "test stays" : "tests stay"} green`;
  return { status: "skipped", reason: `no test decides ${snapshot.target.names.join(", ")}${stayed}` };
}
