import type { SourceFile } from "../../core/edit/edit";
import type { Finding, FindingClass } from "../../core/verdict";
import { type Stuck, stuckIn, stuckMessage } from "./stuck";

/** A test function as its file declares it. */
export interface DeclaredTest {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Where a test package lies, and what its messages may name. */
export interface TestSite {
  readonly dir: string;
  readonly moduleDir: string;
  readonly tests: readonly DeclaredTest[];
  readonly testFiles: readonly SourceFile[];
  /** The candidate's own functions, and where each may go on for ever. */
  readonly targets: () => readonly StuckSuspect[];
}

/** A package whose tests may name nothing of a candidate. */
export const siteOf = (
  { dir, moduleDir }: { readonly dir: string; readonly moduleDir: string },
  tests: readonly DeclaredTest[] = [],
  testFiles: readonly SourceFile[] = [],
): TestSite => ({ dir, moduleDir, tests, testFiles, targets: () => [] });

export interface StuckSuspect {
  readonly ident: string;
  readonly file: string;
  readonly line: number;
}

/** How a test process died, read from its standard error. */
export interface Crash {
  readonly class: "panic" | "timeout" | "race" | "limit";
  /** First frame inside the module. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** By a signal that nothing of ours sent. */
  readonly killed?: true;
  /** It went over a limit, whatever the test was kept from. */
  readonly over?: true;
}

/** A finding at the declaration of a test. */
export function at(site: TestSite, name: string, kind: FindingClass, message: string): Finding {
  const place = site.tests.find((t) => t.name === name);
  return {
    gate: "tests",
    class: kind,
    file: place?.file ?? "",
    line: place?.line ?? 0,
    column: 0,
    message,
    test: name,
  };
}

export function crashFinding(site: TestSite, name: string, crash: Crash): Finding {
  const place = crash.file === "" ? at(site, name, crash.class, "") : { file: crash.file, line: crash.line };
  return {
    gate: "tests",
    class: crash.class,
    file: place.file,
    line: place.line,
    column: 0,
    message: crash.message,
    test: name,
  };
}

/** Reads the account that Go's run time leaves on standard error; undefined where there is none. */
export function readCrash(stderr: string, site: TestSite): Crash | undefined {
  const start = /^(?:panic: |fatal error: |runtime: goroutine stack exceeds|SIG\w+: )/m.exec(stderr);
  if (start === null) return undefined;
  const text = stderr.slice(start.index);
  const message = headline(text);
  const stuck = stuckIn(text);
  const timeout = stuck !== undefined || /^panic: test timed out after/.test(text);
  const goroutines = text.split(/\n(?=goroutine \d+ )/).slice(1);
  const own = frames(goroutineToBlame(text, site), site);
  const overflow = text.includes("goroutine stack exceeds");
  const inCode = isDeadlock(text) ? leading(own) : own[0];
  const frame = stuck
    ? (inTarget(stuck, own, site) ?? busyIn(goroutines, text, site))
    : timeout
      ? busyIn(goroutines, text, site)
      : overflow
        ? commonest(own)
        : inCode;
  const caller = timeout ? undefined : own.find((f) => f.file.endsWith("_test.go"));
  const from =
    caller === undefined || caller === frame
      ? ""
      : ` (called from ${caller.file.slice(site.dir.length + 1)}:${caller.line})`;
  return {
    class: timeout ? "timeout" : "panic",
    file: frame?.file ?? "",
    line: frame?.line ?? 0,
    message:
      (stuck ? stuckMessage(stuck, frame?.name) : timeout ? timeoutMessage(text, frame) : message) + from,
  };
}

export const isDeadlock = (stack: string): boolean =>
  /^(?:panic: deadlock: |fatal error: all goroutines are asleep)/.test(stack);

/**
 * The goroutine that a crash is about: the first one. A deadlock is found out by the run time or by the bubble of a
 * test: it is about one that waits in code, for good where that is said.
 */
export function goroutineToBlame(stack: string, site: TestSite): string {
  const goroutines = stack.split(/\n(?=goroutine \d+ )/).slice(1);
  const first = goroutines[0] ?? stack;
  if (!isDeadlock(stack)) return first;
  const own = goroutines.filter((g) => frames(g, site).length > 0);
  const waiting = own.filter((g) => frames(g, site).some((f) => !f.file.endsWith("_test.go")));
  return waiting.find((g) => /^.*\(durable\)/.test(g)) ?? waiting[0] ?? own[0] ?? first;
}

/** The innermost code of the module in a call that does not end: the first goroutine that the watcher names. */
function inTarget({ why, target }: Stuck, own: readonly Frame[], site: TestSite): Frame | undefined {
  if (why !== "in") return undefined;
  const frame = own.find((f) => !f.file.endsWith("_test.go"));
  // An empty loop has no line of its own where the compiler put it into its caller.
  const loop = site.targets().find((t) => frame?.line === 1 && t.ident === target.split(".").at(-1));
  return loop === undefined || frame === undefined ? frame : { ...frame, file: loop.file, line: loop.line };
}

function headline(text: string): string {
  const line = (text.split("\n")[0] ?? "").replace(/ \[recovered(?:, repanicked)?\]$/, "");
  if (line.startsWith("runtime: goroutine stack exceeds"))
    return "fatal error: stack overflow (endless recursion)";
  return line;
}

function timeoutMessage(text: string, frame: Frame | undefined): string {
  const limit = /test timed out after (\S+)/.exec(text)?.[1] ?? "its time limit";
  return frame === undefined
    ? `does not end within ${limit}`
    : `does not end within ${limit}: it is in ${frame.name}`;
}

export interface Frame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Frames inside the module, innermost first. */
export function frames(goroutine: string, site: TestSite): Frame[] {
  const inside = `${site.moduleDir}/`;
  return [
    ...goroutine.matchAll(/^(?:created by )?(\S.*)\n\t(\S.*?):(\d+)(?: \+0x[0-9a-f]+)?(?: [fs]p=0x.*)?$/gm),
  ]
    .map((m) => ({ name: functionName(m[1] ?? ""), file: m[2] ?? "", line: Number(m[3]) }))
    .filter((f) => f.file.startsWith(inside));
}

/** Frames of the module in a stack that was printed as part of a message, innermost first. */
export const printedFrames = (text: string, site: TestSite): readonly Frame[] =>
  frames(text.replace(/^ +/gm, ""), site);

/** The frame to look at: in code rather than in tests. */
export const leading = (list: readonly Frame[]): Frame | undefined =>
  list.find((f) => !f.file.endsWith("_test.go")) ?? list[0];

/** `example.com/m.(*Stack).Pop(0xc0000…)` without its path and arguments. */
const functionName = (text: string): string =>
  text
    .replace(/\((?:0x|\.\.\.|\{|\)$)[^()]*\)?$/, "")
    .replace(/^.*\//, "")
    .replace(/ in goroutine \d+$/, "");

/** The call that an endless recursion is made of: the innermost frame may only have begun. */
function commonest(frames: readonly Frame[]): Frame | undefined {
  const count = (f: Frame) => frames.filter((g) => g.file === f.file && g.line === f.line).length;
  return frames.toSorted((a, b) => count(b) - count(a))[0];
}

/**
 * Where a test hangs. A loop that the compiler put in its caller's place may be told as the caller's own, and what runs
 * on another thread has no frames at all: then it is the first function of the candidate that the test calls.
 */
function busyIn(goroutines: readonly string[], text: string, site: TestSite): Frame | undefined {
  const frame = suspect(goroutines, site);
  if (frame !== undefined && !frame.file.endsWith("_test.go")) return frame;
  const running = /^[ \t]*running tests:\s+([^\s/]+)/m.exec(text)?.[1];
  const at = frame ?? site.tests.find((t) => t.name === running);
  if (at === undefined) return frame;
  const source = functionAround(at.file, at.line, site);
  const called = site
    .targets()
    .find(({ ident }) => new RegExp(`(?<![\\p{L}\\p{N}_])${ident}\\(`, "u").test(source));
  if (called === undefined) return frame;
  const { ident, file, line } = called;
  return { name: `${at.name}, which calls ${ident}`, file, line };
}

/** The top-level declaration of a test file that holds a line. */
function functionAround(path: string, line: number, site: TestSite): string {
  const lines = site.testFiles.find((f) => f.path === path)?.text.split("\n") ?? [];
  const from = lines.slice(0, line).findLastIndex((l) => l.startsWith("func "));
  const rest = lines.slice(Math.max(from, 0));
  const end = rest.findIndex((l) => l.startsWith("}"));
  return rest.slice(0, end < 0 ? undefined : end).join("\n");
}

/** The goroutine of the module that is busy or stuck in code that is no test. */
function suspect(goroutines: readonly string[], site: TestSite): Frame | undefined {
  const own = goroutines.map((g) => ({ g, frames: frames(g, site) })).filter(({ frames: f }) => f.length > 0);
  const code = (list: readonly Frame[]) => list.find((f) => !f.file.endsWith("_test.go"));
  const busy = own.filter(({ g }) => /^goroutine \d+ (?:gp=\S+ m=\S+ )?(?:mp=\S+ )?\[run/.test(g));
  for (const { frames: list } of [...busy, ...own]) {
    const found = code(list);
    if (found !== undefined) return found;
  }
  return own[0]?.frames[0];
}
