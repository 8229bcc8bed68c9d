import { dirname } from "node:path";
import type { TestFailure } from "../../core/faultloc/failure";
import { handingOn } from "../../core/faultloc/pass-through";
import { type Evidence, rankSuspects, type Suspect } from "../../core/faultloc/suspects";
import { type Problem, problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { findStubs } from "../../core/stub/stub";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { GoParser } from "../../core/syntax/tree";
import { usesIn } from "../../core/syntax/uses";
import type { Helper } from "../helper-client/client";
import type { GoDeps } from "../snapshot/snapshot";
import { openGround, type TestGround } from "../snapshot/test-package";
import { failuresOf } from "../testrun/failures";
import { frames } from "../testrun/findings";
import { raceFrames } from "../testrun/race-report";
import { type Spectrum, type Traced, traceTests } from "./coverage-trace";
import { dependsOnOrder, flaky, type Trouble, troubleSaid } from "./environment-failure";
import { type GoTestRun, goTest } from "./go-test";
import { findMissing, type MissingFunction } from "./missing-functions";
import { findMends, type Mend } from "./passing-mutants";

/** What is known of a failing test before a model is asked anything. */
export type Diagnosis =
  | { readonly kind: "passes" }
  /** The environment's fault, or nobody's. Suspects only where there is a place to look at: a race. */
  | {
      readonly kind: "trouble";
      readonly trouble: Trouble;
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
      readonly mends: readonly Mend[];
    };

export interface DiagnoseRequest {
  /** A top-level test of the package. */
  readonly test: string;
  /** For one test, milliseconds. */
  readonly timeoutMs: number;
  readonly onOutput?: (text: string) => void;
}

/** Runs a test and finds out why it fails. Nothing is written, no model is asked. */
export async function diagnose(
  ground: TestGround,
  request: DiagnoseRequest,
  deps: GoDeps,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<Diagnosis>> {
  const { test, timeoutMs } = request;
  if (!ground.site.tests.some((t) => t.name === test)) return fail(noTest(test, ground));
  const run = await goTest(ground, { ...request, names: [test], flags: ["-count=1"] }, signal);
  signal.throwIfAborted();
  const failures = failuresIn(run, ground, deps.parser);
  const trouble = troubleSaid(run, test);
  if (trouble?.code === "test-races") {
    const evidence = await evidenceFor(ground, request, run, failures, deps, helper, signal);
    return ok({ kind: "trouble", trouble, failures, suspects: rankSuspects(evidence) });
  }
  if (trouble !== undefined) return ok({ kind: "trouble", trouble, failures, suspects: [] });
  const [pkg] = run.packages;
  if (pkg === undefined) return fail(noRun(ground, run));
  if (pkg.status === "does-not-build")
    return doesNotBuild(ground, request, run, failures, deps, helper, signal);
  if (pkg.status !== "failed") return ok(await whyGreen(ground, request, deps, signal));
  const unsteady = await flaky(ground, test, timeoutMs, signal);
  if (unsteady !== undefined) return ok({ kind: "trouble", trouble: unsteady, failures, suspects: [] });
  return ok(await failing(ground, request, run, failures, deps, helper, signal));
}

const failuresIn = (run: GoTestRun, ground: TestGround, parser: GoParser): readonly TestFailure[] =>
  run.packages.flatMap((p) => failuresOf(parser, p, ground.site, ground.build.dir));

/** Green alone: it may still fail among the others. */
async function whyGreen(
  ground: TestGround,
  { test, timeoutMs }: DiagnoseRequest,
  { parser }: GoDeps,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const all = await goTest(ground, { names: [], flags: ["-count=1"], timeoutMs: 4 * timeoutMs }, signal);
  signal.throwIfAborted();
  const failures = failuresIn(all, ground, parser).filter((f) => f.test.split("/")[0] === test);
  if (failures.length === 0) return { kind: "passes" };
  return { kind: "trouble", trouble: dependsOnOrder(test, failures), failures, suspects: [] };
}

/** A function that is not there is made; an error in the body of one that is there is that one's fault. */
async function doesNotBuild(
  ground: TestGround,
  { test }: DiagnoseRequest,
  run: GoTestRun,
  failures: readonly TestFailure[],
  { parser }: GoDeps,
  helper: Helper,
  signal: AbortSignal,
): Promise<Result<Diagnosis>> {
  const inTests = failures.some((f) => f.file.endsWith("_test.go"));
  const functions = inTests ? await findMissing(ground, test, helper, signal) : [];
  if (functions.length > 0) return ok({ kind: "missing", functions, failures });
  const suspects = failures.flatMap((f) => {
    const text = ground.files.find((file) => file.path === f.file)?.text;
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
  if (distinct.length > 0) return ok({ kind: "failing", failures, suspects: distinct, mends: [] });
  const [first] = failures;
  return fail(first === undefined ? noRun(ground, run) : doesNotCompile(first));
}

const doesNotCompile = ({ file, line, message }: TestFailure): Problem =>
  problem("test-does-not-compile", { file, line, message }, byHand("fix-compile-error"));

const noTest = (test: string, { site, pkg }: TestGround): Problem => {
  const tests = site.tests.map((t) => t.name).slice(0, 20);
  return problem("no-such-test", { test, where: pkg.dir, tests });
};

const noRun = ({ pkg }: TestGround, { rest, process }: GoTestRun): Problem => {
  const why = rest.trim().split("\n").at(-1) || process.error || process.end;
  return problem("go-test-not-run", { dir: pkg.dir, why }, byHand("run-by-hand"));
};

/** Small changes are tried in the likeliest functions of a file or two, for that long, milliseconds. */
const mendMs = 25_000;
const mended = 4;
const mendedFiles = 2;

async function failing(
  ground: TestGround,
  request: DiagnoseRequest,
  run: GoTestRun,
  failures: readonly TestFailure[],
  deps: GoDeps,
  helper: Helper,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const evidence = await evidenceFor(ground, request, run, failures, deps, helper, signal);
  const first = rankSuspects(evidence);
  if (first[0]?.stub !== false) return { kind: "failing", failures, suspects: first, mends: [] };
  const green = evidence.traces.filter((t) => !t.failed && !t.test.includes("/")).map((t) => t.test);
  const likeliest = first.filter((s) => !s.stub).slice(0, mended);
  const files = [...new Set(likeliest.map((s) => s.file))].slice(0, mendedFiles);
  const mends: Mend[] = [];
  for (const file of files) {
    const home = await homeOf(file, ground, deps, signal);
    if (home === undefined) continue;
    const names = likeliest.filter((s) => s.file === file).map((s) => s.name);
    const asked = { file, names, failing: request.test, green, budgetMs: mendMs / files.length };
    mends.push(...(await findMends({ ground, home }, asked, helper, deps, signal)));
  }
  return { kind: "failing", failures, suspects: rankSuspects({ ...evidence, mends }), mends };
}

/** The package of a function, which may be another one than the test's. */
async function homeOf(
  file: string,
  ground: TestGround,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<TestGround | undefined> {
  if (ground.files.some((f) => f.path === file)) return ground;
  const { buffers, build } = ground;
  const opened = await openGround({ dir: dirname(file), buffers, tags: build.tags }, deps, signal);
  return opened.ok ? opened.value : undefined;
}

export async function evidenceFor(
  ground: TestGround,
  { test, timeoutMs }: DiagnoseRequest,
  run: GoTestRun,
  failures: readonly TestFailure[],
  { parser, sandbox }: GoDeps,
  helper: Helper,
  signal: AbortSignal,
): Promise<Evidence> {
  const traced = await traceTests(
    ground,
    casesToTrace(test, run, ground),
    { helper, sandbox, timeoutMs },
    signal,
  );
  signal.throwIfAborted();
  const spectrum = traced ?? { blocks: [], traces: [], files: ground.files };
  const stubs = spectrum.files.flatMap(({ path, text }) => {
    // The package's own stubs are stood in for in what was traced.
    const own = ground.files.find((f) => f.path === path)?.text ?? text;
    return findStubs(parser, own, ground.pkg.assembly).map((s) => ({ file: path, name: s.name }));
  });
  return {
    test,
    blocks: spectrum.blocks,
    traces: spectrum.traces,
    ...framesOf(failures, ground),
    stubs,
    handingOn: spectrum.files.flatMap(({ path, text }) =>
      handingOn(parser, text).map((name) => ({ file: path, name })),
    ),
    calls: callsIn(parser, test, spectrum, ground),
    mends: [],
  };
}

/** The failing test, by its cases where it has some, and every other test of the package. */
function casesToTrace(test: string, run: GoTestRun, ground: TestGround): readonly Traced[] {
  const runs = run.packages.flatMap((p) => p.runs).filter((r) => r.name.startsWith(`${test}/`));
  const leaves = runs.filter((r) => !runs.some((other) => other.name.startsWith(`${r.name}/`)));
  const own =
    leaves.length > 0 && leaves.some((r) => r.status === "fail")
      ? leaves.map((r) => ({ test, subtest: r.name.slice(test.length + 1) }))
      : [{ test, subtest: undefined }];
  const others = ground.site.tests.filter((t) => t.name !== test && !t.name.startsWith("Fuzz"));
  return [...own, ...others.map((t) => ({ test: t.name, subtest: undefined }))];
}

function framesOf(failures: readonly TestFailure[], { site }: TestGround): Pick<Evidence, "frames" | "what"> {
  const [first] = failures.filter((f) => f.stack !== "");
  if (first === undefined) return { frames: [], what: "" };
  if (first.class === "race")
    return { frames: outsideTests(raceFrames(first.stack, site.moduleDir)), what: "the race" };
  if (first.class === "timeout") {
    const { related } = first;
    return { frames: outsideTests(related === undefined ? [] : [related]), what: "the endless loop" };
  }
  const [goroutine = first.stack] = first.stack.split(/\n(?=goroutine \d+ )/).slice(1);
  return { frames: outsideTests(frames(goroutine, site)), what: "the panic" };
}

const outsideTests = <T extends { readonly file: string }>(list: readonly T[]): readonly T[] =>
  list.filter((f) => !f.file.endsWith("_test.go"));

/** Who calls what, by name; functions of the test files are part of the test. */
function callsIn(
  parser: GoParser,
  test: string,
  spectrum: Pick<Spectrum, "files">,
  ground: TestGround,
): ReadonlyMap<string, readonly string[]> {
  const calls = new Map(spectrum.files.flatMap(({ text }) => [...callsOf(parser, text)]));
  const inTests = new Map(ground.testFiles.flatMap(({ text }) => [...callsOf(parser, text)]));
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
