import { join } from "node:path";
import type { SourceFile } from "../../core/edit/edit";
import { type Problem, problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import type { Baseline, BaselineTest } from "../../core/snapshot";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { GoParser } from "../../core/syntax/tree";
import { build, compilerFindings } from "../compile/build";
import { type VetReport, vet } from "../compile/vet";
import { withFolder } from "../process/temp-dir";
import type { Sandbox } from "../sandbox/probe";
import { compileTests } from "../testrun/binary";
import type { DeclaredTest } from "../testrun/findings";
import { type Overlay, writeOverlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";
import { testReach } from "./reach";

export interface BaselineRequest {
  readonly build: TestBuild;
  /** The package with a placeholder in every stub, the target's with bodies that say that they were reached. */
  readonly texts: ReadonlyMap<string, string>;
  /** The same before any change: what vet finds in a body that is written already is not new. */
  readonly before: ReadonlyMap<string, string>;
  readonly tests: readonly DeclaredTest[];
  /** Why test binaries cannot run here at all; undefined where they can. */
  readonly foreign: string | undefined;
  /** For one test alone, milliseconds. */
  readonly testTimeoutMs: number;
}

export interface Measured {
  readonly baseline: Baseline;
  /** How long each test took on the stub, in milliseconds. */
  readonly testMs: ReadonlyMap<string, number>;
  readonly vet: VetReport;
}

/** How the package stands before any candidate: vet's findings, and what each test reaches. */
export function measureBaseline(
  request: BaselineRequest,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Result<Measured>> {
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(join(folder, "overlay"), request.texts);
    const [vet, tested] = await Promise.all([
      vetBefore(request, overlay, folder, signal),
      testBefore(request, overlay, folder, sandbox, signal),
    ]);
    signal.throwIfAborted();
    return tested.ok ? ok({ ...tested.value, vet }) : tested;
  });
}

/** Tests that compile show that the package does. */
async function testBefore(
  request: BaselineRequest,
  overlay: Overlay,
  folder: string,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Result<Omit<Measured, "vet">>> {
  const { build: testBuild, tests: declared, testTimeoutMs: timeoutMs, foreign } = request;
  const compiled =
    foreign === undefined ? await compileTests(testBuild, overlay.json, folder, signal) : undefined;
  signal.throwIfAborted();
  if (compiled?.kind === "binary") {
    const reachRequest = { sandbox, build: testBuild, binary: compiled.path, folder, timeoutMs, declared };
    const { tests, notStarted } = await testReach(reachRequest, signal);
    if (notStarted !== undefined) {
      const next = [byHand("run-without-flags")];
      return ok({ baseline: { ...nothing, untestable: notStarted, next }, testMs: new Map() });
    }
    return ok({ baseline: sorted(tests), testMs: new Map(tests.map((t) => [t.name, t.ms])) });
  }
  const built = await build(testBuild, overlay, folder, signal);
  signal.throwIfAborted();
  if (!built.ok) return fail(doesNotCompile(testBuild, built));
  const failed =
    compiled?.kind === "failed" ? testsDoNotCompile(testBuild, compiled.result, overlay) : undefined;
  if (failed !== undefined && !failed.ok) return failed;
  const untestable = foreign ?? failed?.value;
  return ok({ baseline: { ...nothing, untestable }, testMs: new Map() });
}

/** A body that is written already is vetted as it stands, unless it is what does not compile. */
async function vetBefore(
  request: BaselineRequest,
  overlay: Overlay,
  folder: string,
  signal: AbortSignal,
): Promise<VetReport> {
  const testBuild = request.build;
  if (request.before !== request.texts) {
    const report = await vet(
      testBuild,
      await writeOverlay(join(folder, "before"), request.before),
      folder,
      signal,
    );
    if (report.errors.length === 0) return report;
  }
  return vet(testBuild, overlay, folder, signal);
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
  if (first === undefined)
    return problem("go-build-failed", { dir: testBuild.dir, why: built.broken ?? "" }, byHand("run-by-hand"));
  const { file, line, column, message } = first;
  return problem(
    "package-does-not-compile",
    { importPath: testBuild.importPath, file, line, column, message, more: more.length },
    byHand("fix-compile-error"),
  );
}

/** Why no test runs. Where it names no place and go was given flags it is those that are at fault, not the tests. */
function testsDoNotCompile(
  testBuild: TestBuild,
  result: { readonly stderr: string; readonly stdout: string },
  overlay: Overlay,
): Result<string> {
  const output = result.stderr + result.stdout;
  const { findings, broken } = compilerFindings(output, "tests", testBuild, overlay);
  const first = findings[0];
  const { kept, ldflags } = testBuild.go.flags;
  if (first === undefined && kept.length + ldflags.length > 0)
    return fail(problem("tests-not-built", { why: broken ?? "" }, byHand("remove-go-flag")));
  const message =
    first === undefined ? (broken ?? "") : `${first.file}:${first.line}:${first.column}: ${first.message}`;
  return ok(`the package's tests do not compile: ${message.split("\n")[0]}`);
}
