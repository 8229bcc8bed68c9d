import { join } from "node:path";
import type { SourceFile } from "../../core/edit/edit";
import { type Problem, problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import type { Baseline, BaselineTest } from "../../core/snapshot";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { GoParser } from "../../core/syntax/tree";
import { build, failedCompilation } from "../compile/build";
import { type VetReport, vet } from "../compile/vet";
import type { ProcessResult } from "../process/run";
import { withFolder } from "../process/temp-dir";
import { compileTests } from "../testrun/binary";
import type { DeclaredTest } from "../testrun/findings";
import { type GoFault, nextOfFault } from "../toolchain/fault";
import { type Overlay, writeOverlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";
import { keptBaseline, openKept } from "./kept-baseline";
import { type TestReach, testReach } from "./reach";
import type { GoDeps, Subject } from "./subject";
import { vanishedFile } from "./vanished";

export interface Measured {
  readonly baseline: Baseline;
  /** How long each test took on the stub, in milliseconds. */
  readonly testMs: ReadonlyMap<string, number>;
  /** Done when it is written down for the next process, or will not be; never rejects. */
  readonly kept: Promise<void>;
}

/** What each test of the package reaches before any candidate, and how it stands: kept from before, or measured. */
export async function measureBaseline(
  subject: Subject,
  deps: GoDeps,
  signal: AbortSignal,
  opened = openKept(subject, deps),
): Promise<Result<Measured>> {
  if (subject.foreign !== undefined) return untested(subject, ok(subject.foreign), signal);
  const { kept, identify, keep, refreshed } = await keptBaseline(await opened, subject, deps, signal);
  signal.throwIfAborted();
  const known = kept?.names.flatMap((name) => kept.tests.get(name) ?? []) ?? [];
  if (kept !== undefined && known.length === kept.names.length) return ok(measuredOf(known, refreshed));
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(join(folder, "overlay"), subject.stubbed.reach);
    const compiled = await compileTests(subject.build, overlay.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind === "failed")
      return untested(subject, testsDoNotCompile(subject.build, compiled.result, overlay), signal);
    if (compiled.kind === "no-tests") return untested(subject, ok(undefined), signal);
    // While the tests run, which wait more than they work.
    identify();
    const { build, tests: declared, settings } = subject;
    const reached = await testReach(
      {
        sandbox: deps.sandbox,
        build,
        binary: compiled.path,
        folder,
        timeoutMs: settings.testTimeoutMs,
        declared,
        known: kept?.tests ?? new Map(),
      },
      signal,
    );
    signal.throwIfAborted();
    const gone = await vanishedFile(subject);
    if (gone !== undefined) return fail(vanished(gone));
    if (reached.killed !== undefined)
      return fail(problem("test-killed", { test: reached.killed }, byHand("try-when-idle")));
    if (reached.notStarted !== undefined) return ok(notStarted(reached.notStarted));
    return ok(measuredOf(reached.tests, keep?.(reached) ?? nothingToDo));
  });
}

const nothingToDo = Promise.resolve();

const measuredOf = (tests: readonly TestReach[], kept: Promise<void>): Measured => ({
  baseline: sorted(tests),
  testMs: new Map(tests.map((t) => [t.name, t.ms])),
  kept,
});

/** Never kept: nothing says what it hangs on. */
const notStarted = (why: string): Measured => ({
  baseline: { ...nothing, untestable: why, next: [byHand("run-without-flags")] },
  testMs: new Map(),
  kept: nothingToDo,
});

/** A package whose tests cannot run: that it compiles at least is what judging stands on. */
async function untested(
  subject: Subject,
  untestable: Result<string | undefined>,
  signal: AbortSignal,
): Promise<Result<Measured>> {
  const why = await whyNotCompiling(subject, signal);
  signal.throwIfAborted();
  const gone = await vanishedFile(subject);
  if (gone !== undefined) return fail(vanished(gone));
  if (why !== undefined) return fail(why);
  if (!untestable.ok) return untestable;
  return ok({ baseline: { ...nothing, untestable: untestable.value }, testMs: new Map(), kept: nothingToDo });
}

/** Why the package does not compile before any candidate; undefined where it does. */
export function whyNotCompiling(
  { build: testBuild, stubbed }: Subject,
  signal: AbortSignal,
): Promise<Problem | undefined> {
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(join(folder, "overlay"), stubbed.texts);
    const built = await build(testBuild, overlay, folder, signal);
    return built.ok ? undefined : doesNotCompile(testBuild, built);
  });
}

/**
 * What go vet says of the package before any candidate. A body that is written already is vetted as it stands, unless
 * it is what does not compile.
 */
export function vetBefore(
  { build: testBuild, stubbed, before }: Pick<Subject, "build" | "stubbed" | "before">,
  signal: AbortSignal,
): Promise<VetReport> {
  return withFolder(async (folder) => {
    const report = async (name: string, texts: ReadonlyMap<string, string>): Promise<VetReport> =>
      vet(testBuild, await writeOverlay(join(folder, name), texts), folder, signal);
    if (before !== stubbed.texts) {
      const asItStands = await report("before", before);
      if (asItStands.errors.length === 0) return asItStands;
    }
    return report("stubbed", stubbed.texts);
  });
}

const nothing: Baseline = {
  targetTests: [],
  greenTests: [],
  redTests: [],
  blindTests: [],
  untestable: undefined,
};

function sorted(tests: readonly BaselineTest[]): Baseline {
  const reaching = (t: BaselineTest) => t.reaches.length > 0;
  return {
    targetTests: tests.filter((t) => reaching(t) && t.status === "red"),
    greenTests: tests.filter((t) => !reaching(t) && t.status === "green"),
    redTests: tests.filter((t) => t.status === "skipped" || (!reaching(t) && t.status === "red")),
    blindTests: tests.filter((t) => reaching(t) && t.status === "green"),
    untestable: undefined,
  };
}

/** Tests, examples and fuzz tests that the files declare. */
export function declaredTests(parser: GoParser, files: readonly SourceFile[]): readonly DeclaredTest[] {
  return files.flatMap(({ path, text }) =>
    indexFile(parser, text).decls.flatMap((d) =>
      d.kind === "func" &&
      d.receiver === undefined &&
      /^(Test|Example|Fuzz)(?![\p{Ll}])/u.test(d.ident) &&
      d.ident !== "TestMain"
        ? [{ name: d.ident, file: path, line: lineAt(text, d.span.start) }]
        : [],
    ),
  );
}

function doesNotCompile(testBuild: TestBuild, built: Awaited<ReturnType<typeof build>>): Problem {
  const [first, ...more] = built.findings;
  if (built.fault !== undefined) return faultProblem(testBuild, built.fault);
  if (first === undefined)
    return problem("go-build-failed", { dir: testBuild.dir, why: built.broken ?? "" }, byHand("run-by-hand"));
  const { file, line, column, message } = first;
  return problem(
    "package-does-not-compile",
    { importPath: testBuild.importPath, file, line, column, message, more: more.length },
    byHand("fix-compile-error"),
  );
}

const vanished = (file: string): Problem => problem("file-vanished", { file }, byHand("start-run-again"));

/** Nothing can be judged before it is known how the package stands. */
const faultProblem = ({ dir }: TestBuild, fault: GoFault): Problem =>
  problem("go-fault", { dir, why: fault.why }, ...nextOfFault(fault));

/** Why no test runs. Where it names no place and go was given flags it is those that are at fault, not the tests. */
function testsDoNotCompile(testBuild: TestBuild, result: ProcessResult, overlay: Overlay): Result<string> {
  const { findings, broken, fault } = failedCompilation(result, "tests", testBuild, overlay);
  if (fault !== undefined) return fail(faultProblem(testBuild, fault));
  const first = findings[0];
  const { kept, ldflags } = testBuild.go.flags;
  if (first === undefined && kept.length + ldflags.length > 0)
    return fail(problem("tests-not-built", { why: broken ?? "" }, byHand("remove-go-flag")));
  const message =
    first === undefined ? (broken ?? "") : `${first.file}:${first.line}:${first.column}: ${first.message}`;
  return ok(`the package's tests do not compile: ${message.split("\n")[0]}`);
}
