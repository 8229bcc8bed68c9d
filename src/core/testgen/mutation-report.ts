import type { Protection } from "../verdict";
import type { Survivor } from "./test-events";

/** How well the tests that reach one function watch it. */
export interface MutationReport {
  /** `Func` or `Type.Method`. */
  readonly name: string;
  /** Absolute path of the file that declares it. */
  readonly file: string;
  /** How many tests reach it. */
  readonly tests: number;
  readonly toothless: readonly IneffectiveTest[];
  /** Small changes of the function that no test notices. */
  readonly survivors: readonly Survivor[];
  readonly killed: number;
  readonly total: number;
  readonly protection: Protection;
}

/** A test that passes though the function does nothing, or even panics. */
export interface IneffectiveTest {
  readonly test: string;
  readonly file: string;
  /** 1-based line of its declaration. */
  readonly line: number;
  readonly when: "empty" | "panics";
}

export const ineffectiveTestText = (name: string, { test, when }: IneffectiveTest): string =>
  `${test} passes when ${name} ${when === "empty" ? "returns zero values" : "panics"}: it does not check the result of ${name}.`;

export const survivorText = (name: string, { change }: Survivor): string =>
  `No test of ${name} kills this mutant: ${change}.`;

export const mutationSummary = ({ name, tests, toothless, killed, total }: MutationReport): string => {
  if (tests === 0) return `No test reaches ${name}.`;
  const all = `${tests} ${tests === 1 ? "test reaches" : "tests reach"} ${name} and ${tests === 1 ? "kills" : "kill"} ${killed} of ${total} mutants`;
  return toothless.length === 0
    ? `${all}.`
    : `${all}; ${toothless.map((t) => t.test).join(", ")} cannot fail.`;
};
