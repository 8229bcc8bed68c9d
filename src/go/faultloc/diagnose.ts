import { dirname } from "node:path";
import type { TestFailure } from "../../core/faultloc/failure";
import { passThroughFunctions } from "../../core/faultloc/pass-through";
import { type Evidence, rankSuspects, type Suspect } from "../../core/faultloc/suspects";
import { type Problem, problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { elsewhereIn } from "../../core/stub/elsewhere";
import { findStubs } from "../../core/stub/find-stubs";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { GoParser } from "../../core/syntax/tree";
import { usesIn } from "../../core/syntax/uses";
import type { Helper } from "../helper-client/client";
import type { GoDeps } from "../snapshot/subject";
import { type LoadedPackage, loadPackageForTests } from "../snapshot/test-package";
import { failuresOf } from "../testrun/failures";
import { at, frames, goroutineToBlame, isDeadlock, type TestSite } from "../testrun/findings";
import { raceFrames } from "../testrun/race-report";
import { type Spectrum, type Traced, traceTests } from "./coverage-trace";
import {
  dependsOnOrder,
  environmentFailureIn,
  flaky,
  notStartedIn,
  outsideMissing,
  type TestEnvironmentFailure,
} from "./environment-failure";
import { type GoTestRun, goTest } from "./go-test";
import { findMissing, type MissingFunction } from "./missing-functions";
import { findPassingMutants, type PassingMutant } from "./passing-mutants";

/** What is known of a failing test before a model is asked anything. */
export type FaultDiagnosis =
  | { readonly kind: "passes" }
  /** The environment's fault, or nobody's. Suspects only where there is a place to look at: a race. */
  | {
      readonly kind: "environment";
      readonly environment: TestEnvironmentFailure;
      readonly failures: readonly TestFailure[];
      readonly suspects: readonly Suspect[];
    }
  /** It calls what nothing declares. */
  | {
      readonly kind: "missing";
      readonly functions: readonly MissingFunction[];
      readonly failures: readonly TestFailure[];
    }
  | {
      readonly kind: "failing";
      readonly failures: readonly TestFailure[];
      readonly suspects: readonly Suspect[];
      readonly passingMutants: readonly PassingMutant[];
    };

export interface FaultRequest {
  /** A top-level test of the package. */
  readonly test: string;
  /** For one test, milliseconds. */
  readonly timeoutMs: number;
  readonly onOutput?: (text: string) => void;
}

/** Runs a test and finds out why it fails. Nothing is written, no model is asked. */
export async function diagnose(
  loaded: LoadedPackage,
  request: FaultRequest,
  deps: GoDeps,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<FaultDiagnosis>> {
  const { test, timeoutMs } = request;
  if (!loaded.site.tests.some((t) => t.name === test)) return fail(noTest(test, loaded));
  const run = await goTest(loaded, { ...request, names: [test], flags: ["-count=1"] }, signal);
  signal.throwIfAborted();
  const failures = failuresIn(run, loaded, deps.parser).map((f) => homed(f, test, loaded.site));
  const failed = { loaded, request, run, failures };
  const environment =
    environmentFailureIn(run, test, loaded.build.go.flags.sanitized) ??
    notStartedIn(run, test, loaded.site) ??
    (await outsideMissing(run, { loaded, test, timeoutMs }, deps.sandbox, signal));
  if (environment?.code === "test-races") {
    const evidence = await evidenceFor(failed, deps, helper, signal);
    return ok({ kind: "environment", environment, failures, suspects: rankSuspects(evidence) });
  }
  if (environment !== undefined) return ok({ kind: "environment", environment, failures, suspects: [] });
  const [pkg] = run.packages;
  if (pkg === undefined) return fail(noRun(loaded, run));
  if (pkg.status === "does-not-build") return doesNotBuild(failed, deps, helper, signal);
  if (pkg.status !== "failed") return ok(await whyGreen(loaded, request, deps, signal));
  const flakiness = await flaky(loaded, test, timeoutMs, signal);
  if (flakiness !== undefined)
    return ok({ kind: "environment", environment: flakiness, failures, suspects: [] });
  return ok(await failing(failed, deps, helper, signal));
}

/** A run of the test that was not green, and what it says. */
interface FailedRun {
  readonly loaded: LoadedPackage;
  readonly request: FaultRequest;
  readonly run: GoTestRun;
  readonly failures: readonly TestFailure[];
}

const failuresIn = (run: GoTestRun, loaded: LoadedPackage, parser: GoParser): readonly TestFailure[] =>
  run.packages.flatMap((p) => failuresOf(parser, p, loaded.site, loaded.build.dir));

/** What nothing places is shown at the test. */
const homed = (failure: TestFailure, test: string, site: TestSite): TestFailure =>
  failure.test === "" && failure.file === ""
    ? { ...failure, ...at(site, test, failure.class, failure.message), test }
    : failure;

/** Green alone: it may still fail among the others. */
async function whyGreen(
  loaded: LoadedPackage,
  { test, timeoutMs }: FaultRequest,
  { parser }: GoDeps,
  signal: AbortSignal,
): Promise<FaultDiagnosis> {
  const all = await goTest(loaded, { names: [], flags: ["-count=1"], timeoutMs: 4 * timeoutMs }, signal);
  signal.throwIfAborted();
  const failures = failuresIn(all, loaded, parser).filter((f) => f.test.split("/")[0] === test);
  if (failures.length === 0) return { kind: "passes" };
  return { kind: "environment", environment: dependsOnOrder(test, failures), failures, suspects: [] };
}

/** A function that is not there is made; an error in the body of one that is there is that one's fault. */
async function doesNotBuild(
  { loaded, request, run, failures }: FailedRun,
  { parser }: GoDeps,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<FaultDiagnosis>> {
  const inTests = failures.some((f) => f.file.endsWith("_test.go"));
  const functions = inTests ? await findMissing(loaded, request.test, helper, signal) : [];
  if (functions.length > 0) return ok({ kind: "missing", functions, failures });
  const suspects = failures.flatMap((f) => {
    const text = loaded.files.find((file) => file.path === f.file)?.text;
    if (text === undefined) return [];
    return indexFile(parser, text).decls.flatMap((d): Suspect[] => {
      if (d.kind !== "func" || d.body === undefined) return [];
      if (lineAt(text, d.body.start) > f.line || lineAt(text, d.body.end) < f.line) return [];
      const reasons = [`it does not compile: ${f.message.split("\n")[0]}`];
      return [
        { name: d.name, file: f.file, line: lineAt(text, d.span.start), stub: false, score: 1, reasons },
      ];
    });
  });
  const distinct = [...new Map(suspects.map((s) => [s.name, s])).values()];
  if (distinct.length > 0) return ok({ kind: "failing", failures, suspects: distinct, passingMutants: [] });
  const [first] = failures;
  return fail(first === undefined ? noRun(loaded, run) : doesNotCompile(first));
}

const doesNotCompile = ({ file, line, message }: TestFailure): Problem =>
  problem("test-does-not-compile", { file, line, message }, byHand("fix-compile-error"));

const noTest = (test: string, { site, pkg }: LoadedPackage): Problem => {
  const tests = site.tests.map((t) => t.name).slice(0, 20);
  return problem("no-such-test", { test, where: pkg.dir, tests });
};

const noRun = ({ pkg }: LoadedPackage, { rest, process }: GoTestRun): Problem => {
  const why = rest.trim().split("\n").at(-1) || process.error || process.end;
  return problem("go-test-not-run", { dir: pkg.dir, why }, byHand("run-by-hand"));
};

/** Small changes are tried in the likeliest functions of a file or two, for that long, milliseconds. */
const mutantsMs = 25_000;
const mostFunctions = 4;
const mostFiles = 2;

async function failing(
  failed: FailedRun,
  deps: GoDeps,
  helper: Helper,
  signal: AbortSignal,
): Promise<FaultDiagnosis> {
  const { loaded, request, failures } = failed;
  const evidence = await evidenceFor(failed, deps, helper, signal);
  const first = rankSuspects(evidence);
  if (first[0]?.stub !== false) return { kind: "failing", failures, suspects: first, passingMutants: [] };
  const green = evidence.traces.filter((t) => !t.failed && !t.test.includes("/")).map((t) => t.test);
  const likeliest = first.filter((s) => !s.stub).slice(0, mostFunctions);
  const files = [...new Set(likeliest.map((s) => s.file))].slice(0, mostFiles);
  const passingMutants: PassingMutant[] = [];
  for (const file of files) {
    const home = await homeOf(file, loaded, deps, signal);
    if (home === undefined) continue;
    const names = likeliest.filter((s) => s.file === file).map((s) => s.name);
    const search = { file, names, failing: request.test, green, budgetMs: mutantsMs / files.length };
    passingMutants.push(...(await findPassingMutants({ loaded, home }, search, helper, deps, signal)));
  }
  return {
    kind: "failing",
    failures,
    suspects: rankSuspects({ ...evidence, passingMutants }),
    passingMutants,
  };
}

/** The package of a function, which may be another one than the test's. */
async function homeOf(
  file: string,
  loaded: LoadedPackage,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<LoadedPackage | undefined> {
  if (loaded.files.some((f) => f.path === file)) return loaded;
  const { buffers, build } = loaded;
  const opened = await loadPackageForTests({ dir: dirname(file), buffers, tags: build.tags }, deps, signal);
  return opened.ok ? opened.value : undefined;
}

async function evidenceFor(
  { loaded, request: { test, timeoutMs }, run, failures }: FailedRun,
  { parser, sandbox }: GoDeps,
  helper: Helper,
  signal: AbortSignal,
): Promise<Evidence> {
  const traced = await traceTests(
    loaded,
    casesToTrace(test, run, loaded),
    { helper, sandbox, timeoutMs },
    signal,
  );
  signal.throwIfAborted();
  const spectrum = traced ?? { blocks: [], traces: [], files: loaded.files };
  const texts = loaded.files.map((f) => f.text);
  const elsewhere = elsewhereIn(parser, texts, loaded.pkg.assembly);
  const stubs = spectrum.files.flatMap(({ path, text }) => {
    // The package's own stubs have placeholders in what was traced.
    const own = loaded.files.find((f) => f.path === path)?.text ?? text;
    return findStubs(parser, own, elsewhere).map((s) => ({ file: path, name: s.name }));
  });
  return {
    test,
    blocks: spectrum.blocks,
    traces: spectrum.traces,
    ...framesOf(failures, loaded),
    stubs,
    passThroughFunctions: spectrum.files.flatMap(({ path, text }) =>
      passThroughFunctions(parser, text).map((name) => ({ file: path, name })),
    ),
    calls: callsIn(parser, test, spectrum, loaded),
    passingMutants: [],
  };
}

/** The failing test, by its cases where it has some, and every other test of the package. */
function casesToTrace(test: string, run: GoTestRun, loaded: LoadedPackage): readonly Traced[] {
  const runs = run.packages.flatMap((p) => p.runs).filter((r) => r.name.startsWith(`${test}/`));
  const leaves = runs.filter((r) => !runs.some((other) => other.name.startsWith(`${r.name}/`)));
  const own =
    leaves.length > 0 && leaves.some((r) => r.status === "fail")
      ? leaves.map((r) => ({ test, subtest: r.name.slice(test.length + 1), own: true }))
      : [{ test, subtest: undefined, own: true }];
  const others = loaded.site.tests.filter((t) => t.name !== test && !t.name.startsWith("Fuzz"));
  return [...own, ...others.map((t) => ({ test: t.name, subtest: undefined, own: false }))];
}

function framesOf(
  failures: readonly TestFailure[],
  { site }: LoadedPackage,
): Pick<Evidence, "frames" | "what"> {
  const [first] = failures.filter((f) => f.stack !== "");
  if (first === undefined) return { frames: [], what: "" };
  if (first.class === "race")
    return { frames: outsideTests(raceFrames(first.stack, site.moduleDir)), what: "the race" };
  if (first.class === "timeout") {
    const { related } = first;
    return { frames: outsideTests(related === undefined ? [] : [related]), what: "the endless loop" };
  }
  const what = isDeadlock(first.stack) ? "the deadlock" : "the panic";
  return { frames: outsideTests(frames(goroutineToBlame(first.stack, site), site)), what };
}

const outsideTests = <T extends { readonly file: string }>(list: readonly T[]): readonly T[] =>
  list.filter((f) => !f.file.endsWith("_test.go"));

/** Who calls what, by name; functions of the test files are part of the test. */
function callsIn(
  parser: GoParser,
  test: string,
  spectrum: Pick<Spectrum, "files">,
  loaded: LoadedPackage,
): ReadonlyMap<string, readonly string[]> {
  const calls = new Map(spectrum.files.flatMap(({ text }) => [...callsOf(parser, text)]));
  const inTests = new Map(loaded.testFiles.flatMap(({ text }) => [...callsOf(parser, text)]));
  const seen = new Set([test]);
  const reached: string[] = [];
  for (const from of seen) {
    for (const name of inTests.get(from) ?? []) {
      reached.push(name);
      if (inTests.has(name)) seen.add(name);
    }
  }
  return calls.set(test, reached);
}

function callsOf(parser: GoParser, text: string): ReadonlyMap<string, string[]> {
  const { calls } = usesIn(parser, text);
  const found = new Map<string, string[]>();
  for (const decl of indexFile(parser, text).decls) {
    if (decl.kind !== "func") continue;
    const own = calls.filter((c) => c.span.start >= decl.span.start && c.span.end <= decl.span.end);
    found.set(
      decl.name,
      own.flatMap((c) => c.name ?? []),
    );
  }
  return found;
}
