import { blockClause, type SandboxBlock } from "../problem/sandbox-block";
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
  /** Of these the tests that fail on the function as it is: they are left out of what follows. */
  readonly red: readonly string[];
  /** Tests that fail here for what they are kept from: what they would notice cannot be known. */
  readonly blocked: readonly BlockedTest[];
  readonly toothless: readonly IneffectiveTest[];
  /** Small changes of the function that no test notices. */
  readonly survivors: readonly Survivor[];
  readonly killed: number;
  /** Killed and surviving ones. */
  readonly total: number;
  /** Changes with which the tests end neither in a result nor in the function, or that a blocked test may notice: counted as neither. */
  readonly unmeasured: readonly Survivor[];
  readonly protection: Protection;
}

export interface BlockedTest {
  readonly test: string;
  readonly block: SandboxBlock;
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
  `${test} passes even when ${name} ${when === "empty" ? "returns zero values" : "panics"}, so it does not check what ${name} returns.`;

export const survivorText = (name: string, { change }: Survivor): string =>
  `No test of ${name} kills this mutant: ${change}.`;

export const unmeasuredText = (name: string, { change }: Survivor): string =>
  `Stubwright could not measure whether a test of ${name} kills this mutant: ${change}.`;

export const mutationSummary = (report: MutationReport): string => {
  const { name, tests, red, blocked, toothless, killed, total, unmeasured } = report;
  if (tests === 0) return `No test reaches ${name}.`;
  const green = tests - red.length - blocked.length;
  const kept = blocked.map(({ test, block }) => blockClause(test, block));
  if (green === 0 && kept.length > 0) return `No test can check ${name} here: ${kept.join("; ")}.`;
  if (green === 0) return `Every test that reaches ${name} fails on it as it is, so none can kill a mutant.`;
  const all = `${green} ${green === 1 ? "test reaches" : "tests reach"} ${name} and ${green === 1 ? "kills" : "kill"} ${killed} of ${total} mutants`;
  const parts = [
    all,
    ...(unmeasured.length === 0 ? [] : [`${unmeasured.length} more could not be measured`]),
    ...(red.length === 0
      ? []
      : [
          `${red.join(", ")} ${red.length === 1 ? "fails" : "fail"} on it as it is and ${red.length === 1 ? "is" : "are"} left out`,
        ]),
    ...kept,
    ...(toothless.length === 0 ? [] : [`${toothless.map((t) => t.test).join(", ")} cannot fail`]),
  ];
  return `${parts.join("; ")}.`;
};

/** Whether every test can fail and every mutant was killed: nothing is left to look at. */
export const allKilled = ({
  tests,
  red,
  blocked,
  toothless,
  survivors,
  unmeasured,
}: MutationReport): boolean =>
  tests > 0 && red.length + blocked.length + toothless.length + survivors.length + unmeasured.length === 0;
