import { limits } from "../../core/limits";
import { type HeadAndTail, headAndTail } from "./head-and-tail";

/** What one test (or subtest) did, read from the stream of `-test.v=test2json`. */
export interface TestRun {
  readonly name: string;
  readonly status: "pass" | "fail" | "skip" | "unfinished";
  /** What it printed and logged, without the testing package's own lines; of more than 64 KiB its two ends. */
  readonly output: string;
  /** By its own account, in milliseconds; undefined where it never came to its end. */
  readonly ms: number | undefined;
}

export interface TestStream {
  /** A line of standard output without its end. */
  readonly line: (text: string) => void;
  readonly runs: () => readonly TestRun[];
}

/** In this mode the testing package puts a control character before each line of its own: prints cannot pass for them by accident. */
const mark = "\u0016";
/** Kept of a test that begins when all before it have said what is kept of all. */
const keptOfLater = 2_000;

interface Open {
  status: TestRun["status"];
  readonly output: HeadAndTail;
  said: number;
  ms: number | undefined;
}

/**
 * Reads the stream as it comes. A test passes by exactly one report of its own: a second one that says otherwise,
 * or one for a test that was never begun, makes it a failure. Beyond a number of tests none is taken note of, so that
 * none of those passes.
 */
export function testStream(): TestStream {
  const tests = new Map<string, Open>();
  let current: Open | undefined;
  let left: number = limits.allTestOutput;

  const opened = (status: TestRun["status"]): Open => {
    const output = headAndTail(left > 0 ? limits.testOutput : keptOfLater);
    return { status, output, said: 0, ms: undefined };
  };
  const note = (text: string) => {
    if (current === undefined) return;
    left -= Math.min(text.length, Math.max(0, limits.testOutput - current.said));
    current.said += text.length;
    current.output.add(text);
  };
  const named = (name = "") => name.slice(0, limits.testName);
  const unknown = (name: string) => tests.size >= limits.tests && !tests.has(name);
  const control = (text: string) => {
    const began = /^=== (RUN|PAUSE|CONT|NAME)\s+(\S*)/.exec(text);
    if (began !== null) {
      const name = named(began[2]);
      const before = tests.get(name);
      // Run again for another number of processors: it passes where it passes each time.
      if (began[1] === "RUN" && before?.status !== "fail" && !unknown(name))
        tests.set(name, opened("unfinished"));
      current = tests.get(name);
      return;
    }
    const ended = /^--- (PASS|FAIL|SKIP|BENCH): (\S+)(?: \(([\d.]+)s\))?/.exec(text);
    if (ended === null) return;
    const name = named(ended[2]);
    if (unknown(name)) {
      current = undefined;
      return;
    }
    const test = tests.get(name);
    const status = ended[1] === "PASS" ? "pass" : ended[1] === "SKIP" ? "skip" : "fail";
    current = test ?? opened("fail");
    tests.set(name, current);
    if (ended[3] !== undefined) current.ms = Number(ended[3]) * 1_000;
    if (test !== undefined) test.status = test.status === "unfinished" ? status : "fail";
  };

  return {
    line: (text) => {
      const [before = "", ...controls] = text.split(mark);
      if (before !== "" || controls.length === 0) note(`${before}\n`);
      for (const c of controls) control(c);
    },
    runs: () =>
      [...tests].map(([name, { status, ms, output }]) => ({ name, status, ms, output: output.text() })),
  };
}
