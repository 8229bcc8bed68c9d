import { join } from "node:path";
import { dirname } from "node:path";
import type { BaselineTest } from "../../core/snapshot";
import { inTurns } from "../process/in-turns";
import { withFolder } from "../process/temp-dir";
import { type JudgeContext, judgeContext } from "../snapshot/context";
import { processMs } from "../snapshot/limits";
import { compileTests, runTests, type TestOutcome } from "../testrun/binary";
import { isDeadlock } from "../testrun/findings";
import { stuckIn } from "../testrun/stuck";
import { writeOverlay } from "../toolchain/overlay";
import { inStandardLibrary } from "../toolchain/standard-library";
import type { TestBuild } from "../toolchain/test-build";
import { type ControlTexts, controlTexts, type Mode } from "./control-texts";

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
  const all = (why: string): readonly Control[] =>
    names.map((name) => ({ name, noticed: { kind: "unmeasured", why } }));
  if (inStandardLibrary(build)) return all("a package of the standard library is not laid out for it");
  const texts = await controlTexts(ctx, text);
  const own = passed.filter(({ test }) => test !== outside?.test);
  if (own.length > 0) return controlled(build, texts, names, own, ctx, all, signal);
  if (outside === undefined) return [];
  const laid = [...texts.texts].filter(([path]) => dirname(path) !== outside.build.dir);
  const above = { ...texts, texts: new Map([...outside.texts, ...laid]) };
  return controlled(outside.build, above, names, passed, ctx, all, signal);
}

function controlled(
  build: TestBuild,
  control: ControlTexts,
  names: readonly string[],
  passed: readonly PassedTest[],
  ctx: JudgeContext,
  all: (why: string) => readonly Control[],
  signal: AbortSignal,
): Promise<readonly Control[]> {
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(join(folder, "overlay"), control.texts);
    const compiled = await compileTests(build, overlay.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind !== "binary") return all("it does not compile");
    const run = { ctx, build, binary: compiled.path, control };
    return inTurns(names, 2, async (name): Promise<Control> => {
      if (!control.names.includes(name)) return { name, noticed: { kind: "unmeasured", why: "it has no body" } };
      return { name, noticed: await noticed(name, passed, run, signal) };
    });
  });
}

interface ControlRun {
  readonly ctx: JudgeContext;
  readonly build: TestBuild;
  readonly binary: string;
  readonly control: ControlTexts;
}

/** Tests that take no longer than this together, in milliseconds, are asked before the others. */
const quickMs = 1_000;

const opposites: readonly Mode[] = ["other", "zero", "back"];

async function noticed(
  name: string,
  passed: readonly PassedTest[],
  run: ControlRun,
  signal: AbortSignal,
): Promise<Noticed> {
  const [quick, slow] = byTime(passed);
  let open: string | undefined;
  for (const tests of [quick, slow]) {
    for (const mode of tests.length === 0 ? [] : opposites) {
      const answer = await answerTo(name, mode, tests, run, signal);
      if (answer === "red") return { kind: "noticed" };
      if (answer !== "green") open ??= answer;
    }
  }
  if (open !== undefined) return { kind: "unmeasured", why: open };
  for (const tests of [quick, slow]) {
    if (tests.length === 0) continue;
    if ((await answerTo(name, "without", tests, run, signal)) !== "green") return { kind: "unmoved" };
  }
  return { kind: "idle" };
}

/** Those that are quick together, one at least, and the rest. */
function byTime(passed: readonly PassedTest[]): readonly [quick: readonly PassedTest[], slow: readonly PassedTest[]] {
  const sorted = passed.toSorted((a, b) => a.ms - b.ms);
  let sum = 0;
  const count = sorted.findIndex(({ ms }, i) => {
    sum += ms;
    return i > 0 && sum > quickMs;
  });
  return count < 0 ? [sorted, []] : [sorted.slice(0, count), sorted.slice(count)];
}

/** A run may take that many times what the tests took before, and at least that many milliseconds. */
const times = 5;
const leastMs = 5_000;

/** Red is what an assertion, a panic or a deadlock makes of a test; anything else that ends a run says nothing. */
async function answerTo(
  name: string,
  mode: Mode,
  tests: readonly PassedTest[],
  { ctx, build, binary, control }: ControlRun,
  signal: AbortSignal,
): Promise<"red" | "green" | string> {
  const { settings } = ctx.snapshot;
  const usual = tests.reduce((sum, { ms }) => sum + ms, 0);
  const over = AbortSignal.timeout(Math.max(leastMs, times * usual));
  // Its limits are those of the judged run: what it is told must not tell it apart.
  const request = {
    names: tests.map(({ test }) => test.name),
    timeoutMs: processMs(settings, build),
    loopMs: settings.loopMs,
    id: control.id(name, mode),
  };
  const outcome = await withFolder((folder) =>
    runTests(ctx.deps.sandbox, build, binary, { ...request, folder }, AbortSignal.any([signal, over])),
  );
  signal.throwIfAborted();
  return answerOf(outcome, request.names);
}

function answerOf({ process, runs, finished }: TestOutcome, names: readonly string[]): "red" | "green" | string {
  if (runs.some((r) => r.status === "fail" && names.includes(r.name))) return "red";
  if (process.end === "exited" && process.code === 0 && finished) return "green";
  if (process.end !== "exited") return "its tests do not end then";
  const account = /^(?:panic: |fatal error: |runtime: goroutine stack exceeds)[\s\S]*/m.exec(process.stderr)?.[0];
  const stuck = account === undefined ? undefined : stuckIn(account);
  if (account === undefined) return `its process ends with ${process.signal ?? `exit status ${process.code}`} then`;
  if (stuck === undefined || stuck.why === "waits" || isDeadlock(account)) return "red";
  return "its tests do not end then";
}
