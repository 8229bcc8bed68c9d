import type { SandboxBlock } from "../../core/problem/sandbox-block";
import { excessText } from "../process/limits";
import { runTests, type TestBinary, type TestOutcome } from "./binary";
import { type Crash, readCrash, type TestSite } from "./findings";
import { nothingObserved, type Observed } from "./observed";
import type { TestRun } from "./test2json";

/** How one top-level test ended. */
export interface TestResult {
  readonly name: string;
  readonly status: "pass" | "fail" | "skip" | "not-run";
  /** It and its subtests. */
  readonly runs: readonly TestRun[];
  readonly crash: Crash | undefined;
  /** What its process said on standard error, other tests of the same process included. */
  readonly stderr: string;
  /** What its process asked the system for. */
  readonly observed: Observed;
  /** How its process ended; undefined where it never ran. */
  readonly end: ProcessEnd | undefined;
  /** Of one that did not pass: what it was kept from, where that was looked for. */
  readonly kept?: SandboxBlock | undefined;
}

export interface ProcessEnd {
  /** The testing package came to its own end. */
  readonly finished: boolean;
  readonly code: number | undefined;
  /** `exit status 2`, `SIGKILL`. */
  readonly how: string;
}

export interface TestRunContext extends TestBinary {
  readonly site: TestSite;
  /** For all tests of one process, milliseconds. */
  readonly timeoutMs: number;
  /** One call of a target that lasts longer, with no test ending, does not end. */
  readonly loopMs?: number;
  readonly folder: string;
}

/** A candidate that brings down so many processes has shown what it is. */
const mostCrashes = 8;

export interface IsolatedRun {
  /** In the order of the names. */
  readonly results: readonly TestResult[];
  /** How many processes it took: in one, each test ran behind those before it, as `go test` has it. */
  readonly processes: number;
}

/**
 * Runs tests together; where one takes the process down, the ones it kept from running are run again without it.
 * After a timeout the rest is left: the next one would cost as much.
 */
export async function runIsolating(
  names: readonly string[],
  ctx: TestRunContext,
  signal: AbortSignal,
): Promise<IsolatedRun> {
  const results = new Map<string, TestResult>();
  let left = names;
  let alone: readonly string[] = [];
  let processes = 0;
  for (let crashes = 0; left.length + alone.length > 0 && crashes <= mostCrashes; ) {
    const [first, ...others] = alone;
    const batch = first === undefined ? left : [first];
    processes++;
    const outcome = await runTests(
      ctx.sandbox,
      ctx.build,
      ctx.binary,
      { ...limitsOf(ctx), names: batch },
      signal,
    );
    signal.throwIfAborted();
    const round = readRound(batch, outcome, ctx.site);
    for (const s of round.results) results.set(s.name, s);
    if (round.timedOut) break;
    if (round.crashed) crashes++;
    if (first === undefined) {
      left = left.filter((n) => !results.has(n) && !round.suspects.includes(n));
      alone = round.suspects;
    } else alone = others;
  }
  const all = names.map(
    (name): TestResult =>
      results.get(name) ?? {
        name,
        status: "not-run",
        runs: [],
        crash: undefined,
        stderr: "",
        observed: nothingObserved,
        end: undefined,
      },
  );
  return { results: all, processes };
}

const limitsOf = ({ timeoutMs, loopMs, folder }: TestRunContext) => ({
  timeoutMs,
  folder,
  ...(loopMs === undefined ? {} : { loopMs }),
});

interface Round {
  readonly results: readonly TestResult[];
  /** Several ran side by side when the process died: each is tried alone. */
  readonly suspects: readonly string[];
  readonly crashed: boolean;
  readonly timedOut: boolean;
}

function readRound(batch: readonly string[], outcome: TestOutcome, site: TestSite): Round {
  const { stderr, code, end } = outcome.process;
  const of = (name: string) => outcome.runs.filter((r) => r.name === name || r.name.startsWith(`${name}/`));
  const top = new Map(outcome.runs.map((r) => [r.name, r.status]));
  const resultAs = (name: string, status: TestResult["status"], crash?: Crash): TestResult => ({
    name,
    status,
    runs: of(name),
    crash,
    stderr,
    observed: outcome.observed,
    end: endOf(outcome),
  });

  const done = batch.filter((n) => ["pass", "fail", "skip"].includes(top.get(n) ?? ""));
  const open = batch.filter((n) => top.get(n) === "unfinished");
  // Exit status 1 is the testing package's own: then a panic on standard error is that of a process that a test started.
  const ended =
    code === 0 || (done.length === batch.length && (code === 1 || readCrash(stderr, site) === undefined));
  const crash = ended
    ? undefined
    : (overLimit(outcome) ?? readCrash(stderr, site) ?? (end === "timed-out" ? endless : died(outcome)));
  // A panic that the testing package caught on its way out is reported as its test's failure first, so is Goexit.
  const reported = /^panic: .*(?:\[recovered|runtime\.Goexit)/m.test(stderr)
    ? done.filter((n) => top.get(n) === "fail").at(-1)
    : undefined;
  const culprit =
    crash === undefined
      ? undefined
      : (reported ?? (open.length === 1 || batch.length === 1 ? (open[0] ?? batch[0]) : undefined));

  // Whatever it says of itself, one that takes its process down has not passed.
  const results = done.map((n) =>
    n === culprit && crash !== undefined
      ? resultAs(n, "fail", crash)
      : resultAs(n, top.get(n) as TestResult["status"]),
  );
  if (ended) {
    // A test that vanishes from the output has not passed, whatever the exit status says.
    const vanished = batch.filter((n) => !done.includes(n)).map((n) => resultAs(n, "fail"));
    return { results: [...results, ...vanished], suspects: [], crashed: false, timedOut: false };
  }
  const timedOut = crash?.class === "timeout";
  if (culprit !== undefined && !done.includes(culprit)) results.push(resultAs(culprit, "fail", crash));
  const innocent = reported !== undefined || timedOut;
  const suspects = culprit === undefined && !innocent ? open : [];
  if (timedOut && culprit === undefined) results.push(...open.map((n) => resultAs(n, "fail", crash)));
  // Where nothing at all got a result, going on would be the same again.
  if (results.length === 0 && suspects.length === 0)
    results.push(...batch.map((n) => resultAs(n, "fail", crash)));
  return { results, suspects, crashed: true, timedOut };
}

export const endOf = ({ process: { code, signal }, finished }: TestOutcome): ProcessEnd => ({
  finished,
  code,
  how: signal ?? `exit status ${code}`,
});

const endless: Crash = {
  class: "timeout",
  file: "",
  line: 0,
  message: "does not end, not even when its own time limit asks it to",
};

/** What its last words are does not matter then. */
function overLimit({ process: { excess } }: TestOutcome): Crash | undefined {
  if (excess === undefined) return undefined;
  const kind = excess.of === "memory" ? "limit" : "panic";
  return { class: kind, file: "", line: 0, message: `the test process ${excessText(excess)}`, over: true };
}

function died({ process, killed }: TestOutcome): Crash {
  const ctx = process.signal === undefined ? `exit status ${process.code}` : process.signal;
  const lastLine = process.stderr.trim().split("\n").at(-1) ?? "";
  return {
    class: "panic",
    file: "",
    line: 0,
    message: `the test process ended with ${ctx}${lastLine === "" ? "" : `: ${lastLine}`}`,
    ...(killed ? { killed: true } : {}),
  };
}
