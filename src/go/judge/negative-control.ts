import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import type { BaselineTest } from "../../core/snapshot";
import { inTurns } from "../process/in-turns";
import { withFolder } from "../process/temp-dir";
import type { JudgeContext } from "../snapshot/context";
import { processMs } from "../snapshot/limits";
import { compileTests, runTests, type TestOutcome } from "../testrun/binary";
import type { TestRun } from "../testrun/test2json";
import { writeOverlay } from "../toolchain/overlay";
import { inStandardLibrary } from "../toolchain/standard-library";
import type { TestBuild } from "../toolchain/test-build";
import { type ControlTexts, controlTexts, type Mode } from "./control-texts";
import { clockMs } from "./steady";

/** What the tests of a candidate that passes have to do with one of its functions. */
export type Noticed =
  /** They go red when its results are others, or when what it changed is put back. */
  | { readonly kind: "noticed" }
  /** They stay green even without its body: they prove nothing. */
  | { readonly kind: "idle" }
  /** They need its body, and stay green whatever it returns and leaves behind. */
  | { readonly kind: "unmoved" }
  | { readonly kind: "unmeasured"; readonly why: string };

export interface Control {
  readonly name: string;
  readonly noticed: Noticed;
}

/** A test that passed, and how long that took. */
export interface PassedTest {
  readonly test: BaselineTest;
  /** Milliseconds. */
  readonly ms: number;
}

/**
 * The negative control of a candidate that passes: the same code in a binary in which, for outermost calls of a function,
 * its results become others once its body has run, and what it was given is put back. Whatever makes a test green, one
 * that proves something does not stay so.
 */
export async function negativeControl(
  text: string,
  names: readonly string[],
  passed: readonly PassedTest[],
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<readonly Control[]> {
  const { build, outside } = ctx.snapshot;
  if (names.length === 0 || passed.length === 0) return [];
  const why = "a package of the standard library is not laid out for it";
  if (inStandardLibrary(build)) return names.map((name) => unmeasured(name, why));
  const control = await controlTexts(ctx, text);
  const own = passed.filter(({ test }) => test !== outside?.test);
  if (own.length > 0) return controlled(control, { ctx, build, passed: own, names }, signal);
  if (outside === undefined) return [];
  const laid = [...control.texts].filter(([path]) => dirname(path) !== outside.build.dir);
  const above = { ...control, texts: new Map([...outside.texts, ...laid]) };
  return controlled(above, { ctx, build: outside.build, passed, names }, signal);
}

const unmeasured = (name: string, why: string): Control => ({ name, noticed: { kind: "unmeasured", why } });

interface Asked {
  readonly ctx: JudgeContext;
  readonly build: TestBuild;
  readonly passed: readonly PassedTest[];
  readonly names: readonly string[];
}

function controlled(
  control: ControlTexts,
  { ctx, build, passed, names }: Asked,
  signal: AbortSignal,
): Promise<readonly Control[]> {
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(join(folder, "overlay"), control.texts);
    const compiled = await compileTests(build, overlay.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind !== "binary") return names.map((name) => unmeasured(name, "it does not compile"));
    const run = { ctx, build, binary: compiled.path, control, asItIs: new Map() };
    return inTurns(names, 2, async (name): Promise<Control> => {
      const opposites = control.opposites.get(name);
      if (opposites === undefined) return unmeasured(name, "it has no body");
      return { name, noticed: await noticed(name, opposites, passed, run, signal) };
    });
  });
}

interface ControlRun {
  readonly ctx: JudgeContext;
  readonly build: TestBuild;
  readonly binary: string;
  readonly control: ControlTexts;
  /** What tests say in the control's binary where nothing is done to any function, by their names. */
  readonly asItIs: Map<string, Promise<ReadonlySet<string>>>;
}

/** What a run may take at least, in milliseconds: one whose tests wait for what never comes, or loop, costs that. */
const leastMs = 3_000;

/** A run may take that many times what the tests took before. */
const times = 10;

/** Tests that take no longer than this together, in milliseconds, are asked before the others. */
const quickMs = 1_000;

async function noticed(
  name: string,
  opposites: readonly Mode[],
  passed: readonly PassedTest[],
  run: ControlRun,
  signal: AbortSignal,
): Promise<Noticed> {
  const { control } = run;
  const reaching = passed.filter(({ test }) => test.reaches.includes(name));
  const others = passed.filter((p) => !reaching.includes(p));
  // A test that a stub ended early may reach more than that one.
  const rounds = [...byTime(reaching), ...byTime(others)].filter((tests) => tests.length > 0);
  let open: string | undefined;
  for (const tests of rounds) {
    for (const mode of opposites) {
      const answer = await ask(tests, control.id(name, mode), run, signal);
      if (answer.kind === "red") return { kind: "noticed" };
      if (answer.kind === "unmeasured") open ??= answer.why;
    }
  }
  if (open !== undefined) return { kind: "unmeasured", why: open };
  // Where the clock has a part in it, being green once without a body may be luck.
  const byClock = rounds.filter((tests) => tests.some(({ ms }) => ms >= clockMs));
  for (const tests of [...rounds, ...byClock]) {
    const answer = await ask(tests, control.id(name, "without"), run, signal);
    // One that is red by itself in this binary does not say that the body is needed.
    if (answer.kind === "unmeasured" && answer.always === true)
      return { kind: "unmeasured", why: answer.why };
    if (answer.kind !== "green") return { kind: "unmoved" };
  }
  return { kind: "idle" };
}

/** Asks tests that are green in this binary as long as nothing is done to a function. */
async function ask(
  tests: readonly PassedTest[],
  id: string,
  run: ControlRun,
  signal: AbortSignal,
): Promise<Answer> {
  const answer = await answerTo(tests, id, run, signal);
  if (answer.kind !== "red") return answer;
  const green = await asItIs(tests, run, signal);
  const red = tests.filter(({ test }) => answer.red.includes(test.name) && green.has(test.name));
  if (red.length > 0) {
    if (answer.ended === true || red.some(({ ms }) => ms < clockMs)) return answer;
    // What the clock made red once is green the next time.
    const again = await answerTo(tests, id, run, signal);
    return again.kind === "red" && !again.red.some((name) => green.has(name)) ? { kind: "green" } : again;
  }
  const left = tests.filter(({ test }) => green.has(test.name));
  if (left.length > 0 && left.length < tests.length) return ask(left, id, run, signal);
  const why = "its tests are red in the binary of the control whatever is done";
  return { kind: "unmeasured", why, always: true };
}

function asItIs(
  tests: readonly PassedTest[],
  run: ControlRun,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const key = tests.map(({ test }) => test.name).join();
  const known = run.asItIs.get(key) ?? greenOf(tests, run, signal);
  run.asItIs.set(key, known);
  return known;
}

async function greenOf(
  tests: readonly PassedTest[],
  run: ControlRun,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const { runs } = await outcomeOf(tests, randomUUID(), run, signal);
  return new Set(runs.filter((r) => r.status === "pass").map((r) => r.name));
}

/** Those that are quick together, one at least, and the rest. */
function byTime(
  passed: readonly PassedTest[],
): readonly [quick: readonly PassedTest[], slow: readonly PassedTest[]] {
  const sorted = passed.toSorted((a, b) => a.ms - b.ms);
  let sum = 0;
  const count = sorted.findIndex(({ ms }, i) => {
    sum += ms;
    return i > 0 && sum > quickMs;
  });
  return count < 0 ? [sorted, []] : [sorted.slice(0, count), sorted.slice(count)];
}

/** @param id the name of the run, which says what is done to which function */
async function outcomeOf(
  tests: readonly PassedTest[],
  id: string,
  { ctx, build, binary }: ControlRun,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const { settings } = ctx.snapshot;
  const usual = tests.reduce((sum, { ms }) => sum + ms, 0);
  const over = AbortSignal.timeout(Math.max(leastMs, times * usual));
  // Its limits are those of the judged run: what it is told must not tell it apart.
  const names = tests.map(({ test }) => test.name);
  const request = { names, timeoutMs: processMs(settings, build), loopMs: settings.loopMs, id };
  const outcome = await withFolder((folder) =>
    runTests(ctx.deps.sandbox, build, binary, { ...request, folder }, AbortSignal.any([signal, over])),
  );
  signal.throwIfAborted();
  return outcome;
}

type Answer =
  | {
      readonly kind: "red";
      readonly red: readonly string[];
      /** They did not come to their end. */
      readonly ended?: true;
    }
  | { readonly kind: "green" }
  | {
      readonly kind: "unmeasured";
      readonly why: string;
      /** The tests are red whatever is done. */
      readonly always?: true;
    };

/**
 * Red is what an assertion, a panic or a deadlock makes of a test, and one that no longer ends: `go test` ends that too.
 * Anything else that ends a run says nothing.
 */
async function answerTo(
  tests: readonly PassedTest[],
  id: string,
  run: ControlRun,
  signal: AbortSignal,
): Promise<Answer> {
  const { process, runs, finished } = await outcomeOf(tests, id, run, signal);
  const names = tests.map(({ test }) => test.name);
  const red = (statuses: readonly TestRun["status"][]) =>
    runs.filter((r) => statuses.includes(r.status) && names.includes(r.name)).map((r) => r.name);
  const failed = red(["fail"]);
  if (failed.length > 0) return { kind: "red", red: failed };
  if (process.end === "exited" && process.code === 0 && finished) return { kind: "green" };
  const running = red(["unfinished"]);
  const unended: Answer = { kind: "red", red: running.length > 0 ? running : names, ended: true };
  if (process.end === "cancelled" || process.end === "timed-out") return unended;
  const unmeasured = (why: string): Answer => ({ kind: "unmeasured", why });
  if (process.end !== "exited") return unmeasured("its tests do not end then");
  const account = /^(?:panic: |fatal error: |runtime: goroutine stack exceeds)/m.test(process.stderr);
  if (account) return unended;
  return unmeasured(`its process ends with ${process.signal ?? `exit status ${process.code}`} then`);
}
