import type { ProcessResult } from "../process/run";
import type { TestOutcome } from "./binary";

/**
 * Why no test ran, in the words of the process: TestMain, or what a package does as it is initialised, may end it
 * before. Undefined where a test began.
 */
export function notStarted({ runs, process }: TestOutcome): string | undefined {
  if (runs.length > 0 || process.end !== "exited") return undefined;
  if (process.code === 0) return "the test process ends without running any test";
  const words = lastWords(process.stderr) || lastWords(process.stdout);
  const ends = `the test process ends before any test begins, with ${how(process)}`;
  return words === "" ? ends : `${ends}: ${words}`;
}

const how = ({ code, signal }: ProcessResult): string => signal ?? `exit status ${code}`;

/** What go and the testing package say by themselves. */
const framing = /^(?:\u0016|exit status \d+$|(?:FAIL|ok|PASS)\b|testing: warning: no tests to run)/;

/**
 * A line or three of what a process said, its goroutines left out: the first, and what stands at the end. Empty where
 * it said nothing.
 */
export function lastWords(output: string): string {
  const [text = ""] = output.split(/\n\ngoroutine \d+ /);
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !framing.test(line));
  const few = lines.length <= 3 ? lines : [lines[0], "…", ...lines.slice(-2)];
  return few.join(" ").slice(0, 300);
}
