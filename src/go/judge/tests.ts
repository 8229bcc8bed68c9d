import type { SandboxBlock } from "../../core/problem/sandbox-block";
import type { BaselineTest } from "../../core/snapshot";
import { neededStubs } from "../../core/stub/placeholder";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { GoFile } from "../../core/syntax/tree";
import type { Finding } from "../../core/verdict";
import type { JudgeContext } from "../snapshot/context";
import { testsWith } from "../snapshot/run-with-texts";
import type { GoSnapshot } from "../snapshot/subject";
import { failureFindings } from "../testrun/failure-entries";
import { at, crashFinding, type StuckSuspect, type TestSite } from "../testrun/findings";
import { runIsolating, type TestResult, type TestRunContext } from "../testrun/isolate";
import { keptFrom } from "../testrun/kept";
import { withoutLastWord } from "./last-word";
import { runSteadily } from "./steady";

/** A test that reaches the target and says nothing of this candidate, for or against it. */
export interface Undecided {
  readonly test: string;
  readonly why:
    | { readonly kind: "stubs"; readonly stubs: readonly string[] }
    | { readonly kind: "skips" }
    /** Red at first, green when all tests ran once more. */
    | { readonly kind: "unsteady" }
    | { readonly kind: "sandbox"; readonly block: SandboxBlock };
}

export interface PackageTestsReport {
  readonly findings: readonly Finding[];
  /** Tests of the target that passed. */
  readonly passed: readonly BaselineTest[];
  /** How long tests of the target took, by their own account, milliseconds. */
  readonly ms: ReadonlyMap<string, number>;
  /** Tests of the target that can decide: those that are undecided are left out. */
  readonly total: number;
  readonly undecided: readonly Undecided[];
  /** Other tests of the package that stayed green. */
  readonly stayed: number;
}

export function siteOfTarget({ snapshot, deps }: JudgeContext, text: string): TestSite {
  return {
    dir: snapshot.package.dir,
    moduleDir: snapshot.module.dir,
    tests: snapshot.tests,
    testFiles: snapshot.package.testFiles,
    targets: () => suspects(snapshot, indexFile(deps.parser, text)),
  };
}

/** The target's functions at their first loop or wait, else at their declaration. */
function suspects({ target }: GoSnapshot, { text, decls }: GoFile): readonly StuckSuspect[] {
  return decls.flatMap((decl) => {
    if (decl.kind !== "func" || decl.body === undefined || !target.names.includes(decl.name)) return [];
    const code = text.slice(decl.body.start, decl.body.end);
    const loop = /^[ \t]*for\b|\bgoto\b|\bselect\b|<-/m.exec(code);
    const skipped = loop === null ? 0 : loop.index + (/^\s*/.exec(loop[0])?.[0].length ?? 0);
    const at = loop === null ? decl.span.start : decl.body.start + skipped;
    return [{ ident: decl.ident, file: target.file, line: lineAt(text, at) }];
  });
}

/** Other tests that take no longer than this, in milliseconds, run with the target's at once. */
const cheap = 1_000;

/**
 * The target's tests and the package's others that were green, at the end all in one process as `go test` runs them:
 * what a candidate leaves behind may break a later test. Where the others take long the target's run first.
 */
export async function runPackageTests(
  text: string,
  ctx: JudgeContext,
  testRun: TestRunContext,
  signal: AbortSignal,
): Promise<PackageTestsReport> {
  const { baseline, testMs } = ctx.snapshot;
  const { targetTests } = baseline;
  const targets = targetTests.map((t) => t.name);
  const others = [...baseline.greenTests, ...baseline.blindTests].map((t) => t.name);
  const atOnce = others.reduce((sum, name) => sum + (testMs.get(name) ?? 0), 0) <= cheap;
  const first = await runSteadily(atOnce ? [...targets, ...others] : targets, testRun, signal);
  const own = first.results.filter((s) => targets.includes(s.name));
  const unsteady = (name: string) => first.unsteady.includes(name);
  const undecided = [
    ...own.filter((r) => unsteady(r.name)).map((r) => ({ test: r.name, why: unsteadyWhy })),
    ...(await undecidedOf(
      own.filter((r) => !unsteady(r.name)),
      text,
      ctx,
      testRun,
      signal,
    )),
  ];
  const deciding = own.filter((r) => !undecided.some((u) => u.test === r.name));
  const findings = deciding.flatMap((r) => targetFindings(r, testRun.site));
  const passed = targetTests.filter((t) => deciding.some((r) => r.name === t.name && r.status === "pass"));
  const ms = new Map(own.map((r) => [r.name, ownMs(r)]));
  const report = { passed, ms, total: deciding.length, undecided };
  if (findings.length > 0) return { ...report, findings, stayed: 0 };

  const all = [...passed.map((t) => t.name), ...others];
  const whole = atOnce && first.processes === 1 ? first : await runSteadily(all, testRun, signal);
  const of = whole.results.filter((s) => all.includes(s.name));
  // One that skips itself now has nothing against the candidate.
  const red = of.filter(
    (s) => s.status !== "pass" && s.status !== "skip" && !whole.unsteady.includes(s.name),
  );
  // A stub that a test did not need before is the candidate's own doing.
  const kept = (await undecidedOf(red, text, ctx, testRun, signal)).filter((u) => u.why.kind === "sandbox");
  const deciders = red.filter((r) => !kept.some((u) => u.test === r.name));
  const broken = deciders.length === 0 ? [] : await brokenNow(deciders, others, ctx, testRun, signal);
  const green = of.filter((s) => s.status === "pass").map((s) => s.name);
  const findingsNow =
    broken.length > 0 ? broken : await withoutLastWord(whole.results, green, testRun, signal);
  const stayed = of.filter((s) => s.status === "pass" && others.includes(s.name)).length;
  const later = passed.filter((p) => whole.unsteady.includes(p.name));
  return {
    ...report,
    passed: passed.filter((p) => !later.includes(p)),
    total: report.total - later.length,
    findings: findingsNow,
    stayed,
    undecided: [...undecided, ...kept, ...later.map((p) => ({ test: p.name, why: unsteadyWhy }))],
  };
}

const unsteadyWhy = { kind: "unsteady" } as const;

const ownMs = ({ name, runs }: TestResult): number => runs.find((r) => r.name === name)?.ms ?? 0;

/** Of the tests that are red among the others, those that were green among them before, or are red alone too. */
async function brokenNow(
  red: readonly TestResult[],
  others: readonly string[],
  ctx: JudgeContext,
  testRun: TestRunContext,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const later: TestResult[] = [];
  for (const result of red) {
    const alone = (await runIsolating([result.name], testRun, signal)).results[0];
    if (alone === undefined || alone.status === "pass") later.push(result);
    else findings.push(...greenFindings(alone, testRun.site));
  }
  if (findings.length > 0 || later.length === 0) return findings;
  const { build, before } = ctx.snapshot;
  const once = await testsWith({ build, site: testRun.site }, before, others, ctx, signal);
  const wasRed = (name: string) => once?.some((b) => b.name === name && b.status !== "pass") ?? false;
  return later
    .filter((result) => !wasRed(result.name))
    .flatMap((result) => greenFindings(result, testRun.site))
    .map((f) => ({
      ...f,
      message: `${f.message} (alone it is green: an earlier test changes what it needs)`,
    }));
}

/** What a test that did not pass has to say; nothing of one that did. */
export function targetFindings(result: TestResult, site: TestSite): readonly Finding[] {
  switch (result.status) {
    case "pass":
      return [];
    case "fail":
      if (result.crash !== undefined) return [crashFinding(site, result.name, result.crash)];
      if (result.runs.every((r) => r.status === "pass" || r.status === "unfinished")) {
        return [
          at(
            site,
            result.name,
            "other",
            `${result.name} vanished: the test process ended as if all were well, and did not report it`,
          ),
        ];
      }
      return failureFindings(result.name, result.runs, site);
    case "skip":
      return [at(site, result.name, "assertion", `${result.name} skips itself with this candidate`)];
    case "not-run":
      return [notRun(result.name, site)];
  }
}

export const notRun = (name: string, site: TestSite): Finding =>
  at(site, name, "other", `${name} could not be run after the tests before it`);

/** What broke a test that was green: the test's own account, under the class that says so. */
export function greenFindings(result: TestResult, site: TestSite): readonly Finding[] {
  return targetFindings(result, site)
    .slice(0, 1)
    .map((f) => ({ ...f, class: "green-broken", message: `${result.name} was green before: ${f.message}` }));
}

async function undecidedOf(
  results: readonly TestResult[],
  text: string,
  ctx: JudgeContext,
  testRun: TestRunContext,
  signal: AbortSignal,
): Promise<readonly Undecided[]> {
  const undecided: Undecided[] = [];
  for (const result of results) {
    const alone = async () => (await runIsolating([result.name], testRun, signal)).results[0];
    const kept = async () => {
      const block = await keptFrom(result, testRun, signal);
      return block !== undefined && bringsItself(block, text, ctx) ? undefined : block;
    };
    const why = await undecidedWhy(result, alone, kept);
    if (why !== undefined) undecided.push({ test: result.name, why });
  }
  return undecided;
}

/** Why a test of the target says nothing of a candidate; undefined where it says something. */
export async function undecidedWhy(
  result: TestResult,
  alone: () => Promise<TestResult | undefined>,
  kept: () => Promise<SandboxBlock | undefined>,
): Promise<Undecided["why"] | undefined> {
  if (result.status === "pass") return undefined;
  const stubs = result.status === "skip" ? [] : await stubsNeeded(result, alone);
  if (stubs.length > 0) return { kind: "stubs", stubs };
  const block = await kept();
  if (block !== undefined) return { kind: "sandbox", block };
  return result.status === "skip" ? { kind: "skips" } : undefined;
}

/** Packages of the standard library that reach beyond the process. */
const reaching: readonly string[] = [
  "net",
  "net/http",
  "net/rpc",
  "net/smtp",
  "os",
  "os/exec",
  "os/user",
  "syscall",
];

/**
 * Whether only the candidate's own doing explains it: it imports a way out that nothing of the package had before, or
 * names a variable that nothing else does.
 */
function bringsItself(block: SandboxBlock, text: string, { snapshot, deps }: JudgeContext): boolean {
  const { package: pkg } = snapshot;
  const before = [...pkg.files, ...pkg.testFiles].map((f) => f.text);
  if (typeof block === "object" && "variable" in block && before.some((t) => t.includes(block.variable)))
    return false;
  const importsOf = (source: string) => indexFile(deps.parser, source).imports.map((i) => i.path);
  const known = new Set(before.flatMap(importsOf));
  const added = importsOf(text).filter((path) => !known.has(path));
  return added.some((path) => reaching.includes(path));
}

/** Other stubs of the package that a failing test reaches: no candidate of this target could make it pass. */
async function stubsNeeded({ stderr }: TestResult, alone: () => Promise<TestResult | undefined>) {
  if (neededStubs(stderr).length === 0) return [];
  const result = await alone();
  return result === undefined || result.status === "pass" ? [] : neededStubs(result.stderr);
}
