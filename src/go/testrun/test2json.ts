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
const kept = 64 << 10;

interface Open {
  status: TestRun["status"];
  readonly output: HeadAndTail;
  ms: number | undefined;
}

/**
 * Reads the stream as it comes. A test passes by exactly one report of its own: a second one that says otherwise,
 * or one for a test that was never begun, makes it a failure.
 */
export function testStream(): TestStream {
  const tests = new Map<string, Open>();
  let current: Open | undefined;

  const note = (text: string) => {
    current?.output.add(text);
  };
  const control = (text: string) => {
    const began = /^=== (RUN|PAUSE|CONT|NAME)\s+(\S*)/.exec(text);
    if (began !== null) {
      const name = began[2] ?? "";
      const before = tests.get(name);
      // Run again for another number of processors: it passes where it passes each time.
      if (began[1] === "RUN" && before?.status !== "fail") tests.set(name, opened("unfinished"));
      current = tests.get(name);
      return;
    }
    const ended = /^--- (PASS|FAIL|SKIP|BENCH): (\S+)(?: \(([\d.]+)s\))?/.exec(text);
    if (ended === null) return;
    const name = ended[2] ?? "";
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
    runs: () => [...tests].map(([name, test]) => ({ name, ...test, output: test.output.text() })),
  };
}

const opened = (status: TestRun["status"]): Open => ({ status, output: headAndTail(kept), ms: undefined });
