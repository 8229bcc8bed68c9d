import { sep } from "node:path";
import type { TestOutcome } from "./binary";

/** A test that was run again by itself, to find out why it does not pass. */
export interface RanAlone {
  readonly name: string;
  readonly outcome: TestOutcome;
  /** Its home folder and temporary folder, gone by now. */
  readonly folder: string;
  /** How it ended, to be compared with another run. */
  readonly ending: string;
}

export const outputOf = ({ runs, process }: TestOutcome): string =>
  runs.map((r) => r.output).join("\n") + process.stderr;

export const isBelow = (path: string, dir: string): boolean => path.startsWith(`${dir}${sep}`);
