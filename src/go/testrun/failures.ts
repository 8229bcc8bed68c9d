import type { TestFailure } from "../../core/faultloc/failure";
import type { GoParser } from "../../core/syntax/tree";
import { caseLine } from "../../core/testcode/failing-case";
import type { Finding } from "../../core/verdict";
import { parseCompilerOutput } from "../toolchain/compiler-output";
import { failureFindings } from "./failure-entries";
import { at, crashFinding, readCrash, type TestSite } from "./findings";
import type { PackageRun } from "./go-test-json";
import { raceFrames } from "./race-report";

/**
 * What failed in a package's run, each at the place to look at.
 * @param cwd the folder that go ran in: the compiler's paths start there.
 */
export function failuresOf(
  parser: GoParser,
  run: PackageRun,
  site: TestSite,
  cwd: string,
): readonly TestFailure[] {
  if (run.status === "does-not-build") return buildFailures(run, site, cwd);
  const tops = run.runs.filter((r) => !r.name.includes("/"));
  const red = tops.filter((r) => r.status === "fail" || r.status === "unfinished");
  const crash = readCrash(run.output, site);
  const failures = red.flatMap(({ name, status }): readonly TestFailure[] => {
    const mine = crashed(name, run);
    if (crash !== undefined && mine) {
      if (crash.class === "timeout") return [timeout(name, crashFinding(site, name, crash), run, site)];
      return [plain(crashFinding(site, name, crash), stackOf(run.output))];
    }
    // Tests that a crash kept from ending have not failed by themselves.
    if (status === "unfinished") return [];
    const race = raceFinding(name, run, site);
    if (race !== undefined) return [race];
    return failureFindings(name, run.runs, site).map((f) => placed(parser, plain(f, ""), run, site));
  });
  if (failures.length > 0 || run.status !== "failed") return failures;
  const lastLines =
    run.output.trim().split("\n").slice(-3).join("\n") || "the test process failed without a word";
  return [
    plain(
      crash === undefined ? at(site, "", "other", lastLines) : crashFinding(site, "", crash),
      stackOf(run.output),
    ),
  ];
}

const plain = (finding: Finding, stack: string): TestFailure => ({
  ...finding,
  test: finding.test ?? "",
  related: undefined,
  stack,
});

/** The test that was running when the process died: its own output ends in the panic. */
function crashed(name: string, { runs, output }: PackageRun): boolean {
  const running = /^[ \t]*running tests:\s+([^\s/]+)/m.exec(output)?.[1];
  if (running !== undefined) return running === name;
  const own = runs.filter((r) => r.name === name || r.name.startsWith(`${name}/`));
  return own.some((r) => /^(?:panic: |fatal error: |runtime: goroutine stack exceeds)/m.test(r.output));
}

function stackOf(output: string): string {
  const start = /^(?:panic: |fatal error: |runtime: goroutine stack exceeds|SIG\w+: )/m.exec(output);
  return start === null ? "" : output.slice(start.index);
}

/** At the test itself: where it hangs is one click away. */
function timeout(name: string, finding: Finding, run: PackageRun, site: TestSite): TestFailure {
  const test = at(site, name, "timeout", finding.message);
  const elsewhere = finding.file !== test.file || finding.line !== test.line;
  const { file, line } = finding;
  const related = elsewhere ? { file, line, message: "it is here" } : undefined;
  return { ...plain(test, stackOf(run.output)), related };
}

function raceFinding(name: string, run: PackageRun, site: TestSite): TestFailure | undefined {
  const own = run.runs.filter((r) => r.name === name || r.name.startsWith(`${name}/`));
  const output = own.map((r) => r.output).join("\n");
  const [first, second] = raceFrames(output, site.moduleDir);
  if (first === undefined) return undefined;
  const where = at(site, name, "race", `data race: two goroutines use the same memory in ${first.name}`);
  const related =
    second === undefined
      ? undefined
      : { file: second.file, line: second.line, message: `and in ${second.name}` };
  const start = output.indexOf("WARNING: DATA RACE");
  return { ...plain({ ...where, file: first.file, line: first.line }, output.slice(start)), related };
}

/** A failure of a table test stands at its case, the assertion beside it. */
function placed(parser: GoParser, failure: TestFailure, run: PackageRun, site: TestSite): TestFailure {
  const declared = site.tests.find((t) => t.name === failure.test.split("/")[0]);
  const text = site.testFiles.find((f) => f.path === declared?.file)?.text;
  if (failure.class !== "assertion" || declared === undefined || text === undefined) return failure;
  const line = caseLine(parser, text, { ...failure, ran: run.runs.map((r) => r.name) });
  if (line === undefined || (failure.file === declared.file && failure.line === line)) return failure;
  const related = { file: failure.file, line: failure.line, message: "asserted here" };
  return { ...failure, file: declared.file, line, column: 0, related };
}

function buildFailures(run: PackageRun, site: TestSite, cwd: string): readonly TestFailure[] {
  const text = run.build === "" ? run.output : run.build;
  const { findings, rest } = parseCompilerOutput(text, { gate: "tests", dir: cwd });
  const found = findings.map((f) => plain(f, ""));
  if (found.length > 0) return found;
  const message = rest.filter((l) => !/^(?:ok|FAIL|---|\?)/.test(l)).join("\n") || "it does not build";
  return [plain(at(site, "", "environment", message), "")];
}
