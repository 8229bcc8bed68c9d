import { join } from "node:path";
import { messageOf } from "../../core/problem/problem-text";
import type { Mutant, Versions } from "../../core/testgen/mutant-types";
import type { Finding, Gate, Verdict } from "../../core/verdict";
import { failedCompilation } from "../compile/build";
import { gofmt } from "../compile/gofmt";
import { newFindings, vet } from "../compile/vet";
import type { Helper } from "../helper-client/client";
import { measureControl, mutantResult } from "../helper-client/mutant-runs";
import { withVariants } from "../helper-client/variants";
import { siteOfTarget, targetFindings } from "../judge/tests";
import { withTimeBefore } from "../judge/too-dear";
import { twoByTwo } from "../process/in-turns";
import { withFolder } from "../process/temp-dir";
import { type JudgeContext, judgeContext, textsWith } from "../snapshot/context";
import { processMs } from "../snapshot/limits";
import { compileTests, runTests, type TestOutcome } from "../testrun/binary";
import { runIsolating } from "../testrun/isolate";
import { type Overlay, writeOverlay } from "../toolchain/overlay";
import { versionsPlan } from "./versions";

/** A test file as it is proposed. */
export interface ProposedTests {
  readonly path: string;
  readonly text: string;
  /** What the file held before; empty where it is new. */
  readonly before: string;
  /** What is new in it, apart from imports. */
  readonly code: string;
  /** The test functions that are new in it. */
  readonly names: readonly string[];
}

export interface MutationScore {
  readonly killed: number;
  readonly total: number;
  readonly survivors: readonly Mutant[];
}

export interface TestsJudged {
  /** In gate order, up to the first that refuses. */
  readonly verdicts: readonly Verdict[];
  /** Undefined for a stub, and where a gate before refused. */
  readonly score: MutationScore | undefined;
}

/**
 * The gates of generated tests: gofmt, compile and vet with the package as it is, green on it and stable in any order
 * four times over, red on an empty body and on one that panics, and at least one mutant noticed by an assertion.
 */
export async function judgeTests(
  proposed: ProposedTests,
  versions: Versions,
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<TestsJudged> {
  const verdicts: Verdict[] = [];
  const gate = async (name: Gate, work: () => Promise<Omit<Verdict, "gate" | "ms">>): Promise<boolean> => {
    const from = performance.now();
    const answer = await work();
    signal.throwIfAborted();
    const verdict = { ...answer, gate: name, ms: performance.now() - from } as Verdict;
    verdicts.push(verdict);
    return verdict.status === "passed" || verdict.status === "skipped";
  };
  const good =
    (await gate("format", () => formatted(proposed, ctx, signal))) &&
    (await withFolder(async (folder) => {
      const texts = wholePackage(proposed, versions, ctx);
      const laid = { overlay: await writeOverlay(join(folder, "overlay"), texts), folder };
      return (
        (await gate("vet", () => vetted(ctx, laid, signal))) &&
        (await gate("tests", () => green(proposed, versions, ctx, laid, signal)))
      );
    }));
  if (!good) return { verdicts, score: undefined };
  const measured: { score: MutationScore | undefined } = { score: undefined };
  await gate("asserts", async () => {
    const mutations = await mutationGate(proposed, versions, ctx, helper, signal);
    measured.score = mutations.score;
    return mutations.answer;
  });
  return { verdicts, score: measured.score };
}

type Answer =
  | Omit<Extract<Verdict, { status: "failed" }>, "gate" | "ms">
  | { status: "passed" }
  | { status: "broken" | "skipped"; reason: string };

const failedWith = (findings: readonly Finding[]): Answer =>
  findings.length === 0 ? { status: "passed" } : { status: "failed", findings };

/** The package with the tests in it; a stub stands as what panics. */
function wholePackage(
  { path, text }: ProposedTests,
  { code, panics }: Versions,
  ctx: JudgeContext,
): ReadonlyMap<string, string> {
  return new Map([...textsWith(ctx, code ?? panics), [path, text]]);
}

/** The whole file; of one that was not as gofmt has it before only what is new. */
async function formatted(
  { path, text, before, code }: ProposedTests,
  { snapshot }: JudgeContext,
  signal: AbortSignal,
): Promise<Answer> {
  const unix = (s: string): string => s.replace(/\r\n/g, "\n");
  const isClean = async (source: string): Promise<boolean | undefined> => {
    const result = await gofmt(snapshot.build.go, unix(source), snapshot.package.dir, signal);
    return result === undefined ? undefined : result.ok && result.value === unix(source);
  };
  const clean = await isClean(text);
  if (clean === undefined) return { status: "skipped", reason: "there is no gofmt" };
  if (clean) return { status: "passed" };
  if (before !== "" && !(await isClean(before)) && (await isClean(`package p\n\n${code}`)))
    return { status: "passed" };
  return failedWith([finding("format", "format", path, 0, "gofmt would format it differently")]);
}

const finding = (
  gate: Gate,
  kind: Finding["class"],
  file: string,
  line: number,
  message: string,
): Finding => ({
  gate,
  class: kind,
  file,
  line,
  column: 0,
  message,
});

/** The package with the tests in it, laid over the disk. */
interface LaidPackage {
  readonly overlay: Overlay;
  /** For what go writes. */
  readonly folder: string;
}

async function vetted(
  { snapshot }: JudgeContext,
  { overlay, folder }: LaidPackage,
  signal: AbortSignal,
): Promise<Answer> {
  const said = await vet(snapshot.build, overlay, folder, signal);
  const report = await withTimeBefore(said, "vet", snapshot, signal);
  if (report.broken !== undefined) return { status: "broken", reason: report.broken };
  return failedWith([...report.errors, ...newFindings(report, await snapshot.vet())]);
}

/** Green on the function as it is, in any order, four times over; a stub only has to compile. */
async function green(
  { names }: ProposedTests,
  { code }: Versions,
  { snapshot, deps }: JudgeContext,
  { overlay, folder }: LaidPackage,
  signal: AbortSignal,
): Promise<Answer> {
  if (snapshot.foreign !== undefined) return { status: "skipped", reason: snapshot.foreign };
  const { build, settings } = snapshot;
  const compiled = await compileTests(build, overlay.json, folder, signal);
  if (compiled.kind === "failed") {
    const failed = failedCompilation(compiled.result, "tests", build, overlay);
    const { findings, broken = "" } = await withTimeBefore(failed, "tests", snapshot, signal);
    return findings.length > 0 ? failedWith(findings) : { status: "broken", reason: broken };
  }
  if (compiled.kind === "no-tests") return { status: "broken", reason: "go test finds no tests in it" };
  if (code === undefined) return { status: "skipped", reason: "the function is a stub" };
  const testRun = {
    sandbox: deps.sandbox,
    build,
    binary: compiled.path,
    site: siteOfTarget(judgeContext(snapshot, deps), code),
    timeoutMs: processMs(settings, build),
    folder,
  };
  const { results } = await runIsolating(names, testRun, signal);
  const findings = results.flatMap((r) => targetFindings(r, testRun.site));
  if (findings.length > 0) return failedWith(findings);
  const flags = ["-test.count=4", "-test.shuffle=on"];
  const request = { names, timeoutMs: processMs(settings, build), folder, flags };
  const { process } = await runTests(deps.sandbox, build, compiled.path, request, signal);
  return process.code === 0
    ? { status: "passed" }
    : failedWith([
        finding("tests", "other", "", 0, "not always green: it fails in four runs in random order"),
      ]);
}

/** Red on the empty body and on the one that panics; each test notices a mutant by an assertion. */
async function mutationGate(
  proposed: ProposedTests,
  { code, empty, panics, mutants }: Versions,
  ctx: JudgeContext,
  helper: Helper,
  signal: AbortSignal,
): Promise<{ answer: Answer; score: MutationScore | undefined }> {
  const { names, path, text } = proposed;
  const { build, settings, target } = ctx.snapshot;
  // The function as it is comes first: what it takes is the measure. A stub has no mutants and is no measure.
  const texts = [code ?? panics, empty, panics, ...mutants.map((m) => m.text)];
  const plan = versionsPlan(ctx, new Map([[path, text]]));
  const tried = await withVariants(texts, plan, helper, signal, async (binary) => {
    const longest = processMs(settings, build);
    const control =
      code === undefined
        ? { green: names, limitMs: settings.testTimeoutMs }
        : await measureControl(binary, 0, names, longest, signal);
    const numbers = texts.flatMap((_, i) => (i > 0 && binary.has(i) ? [i] : []));
    const ran = await twoByTwo(numbers, async (i) => {
      return [i, await binary.run(i, names, control.limitMs, signal)] as const;
    });
    return { outcomes: new Map(ran), green: control.green };
  });
  if (!tried.ok)
    return {
      answer: { status: "broken", reason: messageOf(tried.error).replace(/\.$/, "") },
      score: undefined,
    };
  const { outcomes, green } = tried.value;
  const ran = mutants.flatMap((m, i) => {
    const outcome = outcomes.get(i + 3);
    return outcome === undefined ? [] : [{ m, outcome, result: mutantResult(outcome, green, target.names) }];
  });
  const killed = ran.filter((r) => r.result === "killed").length;
  const survivors = ran.filter((r) => r.result === "survived").map((r) => r.m);
  const score: MutationScore = { killed, total: killed + survivors.length, survivors };
  const findings = names.flatMap((name) => [
    ...[1, 2].flatMap((i) => (isGreen(outcomes.get(i), name) ? [blind(i, name, path)] : [])),
    ...(code !== undefined && ran.length > 0 && !ran.some((r) => asserts(r.outcome, name))
      ? [finding("asserts", "other", path, 0, `${name} kills none of ${ran.length} mutants of the function`)]
      : []),
  ]);
  return { answer: failedWith(findings), score: code === undefined ? undefined : score };
}

const blind = (i: number, name: string, path: string): Finding =>
  finding(
    "asserts",
    "other",
    path,
    0,
    `${name} is green when the function ${i === 1 ? "returns zero values" : "panics"}`,
  );

const isGreen = (outcome: TestOutcome | undefined, name: string): boolean =>
  outcome?.runs.some((r) => r.name === name && r.status === "pass") ?? false;

/** A test that fails and lets its process go on has said what is wrong; a panic or a hang is no assertion. */
export const asserts = (outcome: TestOutcome, name: string): boolean =>
  outcome.runs.some((r) => r.name === name && r.status === "fail") &&
  outcome.process.end === "exited" &&
  !/^(?:panic: |fatal error: )/m.test(outcome.process.stderr);
