import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { functionNamed } from "../../core/syntax/decls";
import { indexFile } from "../../core/syntax/index-file";
import type { FuncDecl } from "../../core/syntax/tree";
import { testsOf } from "../../core/testcode/tests-of";
import type { MutationReport } from "../../core/testgen/mutation-report";
import { withHelper } from "../../go/helper-client/open";
import { checkMutations } from "../../go/mutation/mutation-check";
import { versionsOf } from "../../go/mutation/versions";
import { judgeContext } from "../../go/snapshot/context";
import { createSnapshot } from "../../go/snapshot/snapshot";
import type { GoDeps, JudgeSettings } from "../../go/snapshot/subject";
import { readSource } from "../../go/toolchain/source-file";
import { isWritten } from "./subject";

export interface MutationCheckRequest {
  /** Absolute path of a Go file, or of a file of tests. */
  readonly file: string;
  /** A function of it; a test, where it is a file of tests; undefined: everything that its tests call. */
  readonly name: string | undefined;
  readonly seed: number;
  readonly settings: Partial<JudgeSettings>;
  readonly buffers?: ReadonlyMap<string, string>;
}

/** A file of tests may call the whole package: more functions than these would take too long. */
const mostFunctions = 8;

/** The mutation check: one report for each function that is asked about. */
export async function checkTests(
  request: MutationCheckRequest,
  deps: GoDeps,
  cacheDir: string,
  onReport: (report: MutationReport) => void,
  signal: AbortSignal,
): Promise<Result<readonly MutationReport[]>> {
  const found = await functionsAsked(request, deps);
  if (!found.ok) return found;
  const reports: MutationReport[] = [];
  for (const { file, name } of found.value.slice(0, mostFunctions)) {
    const report = await checkFunction({ ...request, file, name }, deps, cacheDir, signal);
    if (!report.ok) return report;
    reports.push(report.value);
    onReport(report.value);
  }
  return ok(reports);
}

async function checkFunction(
  { file, name, seed, settings, buffers = new Map<string, string>() }: MutationCheckRequest & FunctionAsked,
  deps: GoDeps,
  cacheDir: string,
  signal: AbortSignal,
): Promise<Result<MutationReport>> {
  const snapshotRequest = {
    file,
    names: [name],
    buffers,
    settings: { ...settings, allowNonStub: true, importersMs: 0 },
  };
  const snapshot = await createSnapshot(snapshotRequest, deps, signal);
  if (!snapshot.ok) return snapshot;
  const { build, baseline } = snapshot.value;
  if (baseline.untestable !== undefined)
    return fail(problem("tests-cannot-run", { file, why: baseline.untestable }));
  return withHelper(build.go, cacheDir, signal, async (helper) => {
    const judging = judgeContext(snapshot.value, deps);
    const written = isWritten(snapshot.value, deps);
    const versions = await versionsOf(judging, helper, written, seed, signal);
    signal.throwIfAborted();
    return versions.ok ? await checkMutations(versions.value, judging, helper, signal) : versions;
  });
}

interface FunctionAsked {
  readonly file: string;
  readonly name: string;
}

/** The function itself, or those of the package that the tests call. */
async function functionsAsked(
  { file, name, buffers = new Map<string, string>() }: MutationCheckRequest,
  { parser }: GoDeps,
): Promise<Result<readonly FunctionAsked[]>> {
  if (!file.endsWith("_test.go")) {
    if (name !== undefined) return ok([{ file, name }]);
    const next = [byHand("name-a-function"), byHand("name-tests")];
    return fail(problem("function-not-named", { file, stubs: undefined }, ...next));
  }
  const tests = await readSource(file, buffers);
  if (tests === undefined) return fail(problem("file-unreadable", { file }));
  const index = indexFile(parser, tests.text);
  if (name !== undefined && functionNamed(index, name) === undefined)
    return fail(problem("no-such-test", { test: name, where: file, tests: undefined }));
  const dir = dirname(file);
  const names = (await readdir(dir)).filter((f) => f.endsWith(".go") && !f.endsWith("_test.go")).sort();
  const sources = await Promise.all(names.map((f) => readSource(join(dir, f), buffers)));
  const funcs = sources.flatMap((source) =>
    source === undefined
      ? []
      : indexFile(parser, source.text)
          .decls.filter((d): d is FuncDecl => d.kind === "func" && d.body !== undefined)
          .map((decl) => ({ file: source.path, decl })),
  );
  const called = funcs.filter(({ decl }) =>
    testsOf(parser, [index], new Set([decl.ident]), []).some((t) => name === undefined || t.name === name),
  );
  if (called.length === 0) return fail(problem("tests-call-nothing", { what: name ?? file }));
  return ok(called.map(({ file: path, decl }) => ({ file: path, name: decl.name })));
}
