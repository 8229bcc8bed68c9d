import { type Command, InvalidArgumentError } from "commander";
import { defaultOptions } from "../core/search/options";
import type { JudgeSettings } from "../go/snapshot/subject";
import type { Io } from "./io";

/** What `implement` takes; `check` takes the part that has to do with Go. */
export interface GoFlags {
  readonly go?: string;
  readonly tags?: readonly string[];
  readonly sandbox: boolean;
  readonly allowNetwork?: true;
  readonly allowWrites?: true;
  readonly allowRead?: readonly string[];
  /** `NAME` or `NAME=VALUE`. */
  readonly env?: readonly string[];
  readonly json?: true;
  readonly goTimeout?: number;
  /** Mebibytes. */
  readonly memory?: number;
}

/** How long tests may take, in seconds: the settings of the same names. */
export interface LimitFlags {
  readonly testTimeout?: number;
  readonly loopTimeout?: number;
  readonly totalTimeout?: number;
  readonly importersTimeout?: number;
}

export interface ModelFlags {
  readonly model?: string;
  readonly server?: string;
}

export interface RunFlags extends GoFlags, ModelFlags, LimitFlags {
  readonly budget?: number;
  readonly seed?: number;
  readonly hint?: string;
  readonly answer?: readonly string[];
  readonly apply?: true;
  /** Only `implement` knows it. */
  readonly withTests?: true;
}

/** Tests are made for nobody where the body alone is to be written at once. */
const wantsTests = ({ apply, withTests }: RunFlags): boolean => apply !== true || withTests === true;

/** What the flags say of a run, for whichever command begins it. */
export function requestFrom(flags: RunFlags, { cwd }: Io) {
  const { budget, seed, hint } = flags;
  const options = {
    ...defaultOptions,
    budget: budget ?? defaultOptions.budget,
    seed: seed ?? defaultOptions.seed,
    hint,
    offerTests: wantsTests(flags),
  };
  return { options, settings: judgeSettings(flags), cwd };
}

/** What the flags say of judging; what they leave open stays as it is. */
export function judgeSettings(flags: GoFlags & LimitFlags): Partial<JudgeSettings> {
  const { tags, testTimeout, loopTimeout, totalTimeout, importersTimeout } = flags;
  return {
    ...(tags === undefined ? {} : { tags }),
    ...(testTimeout === undefined ? {} : { testTimeoutMs: testTimeout * 1_000 }),
    ...(loopTimeout === undefined ? {} : { loopMs: loopTimeout * 1_000 }),
    ...(totalTimeout === undefined ? {} : { totalMs: totalTimeout * 1_000 }),
    ...(importersTimeout === undefined ? {} : { importersMs: importersTimeout * 1_000 }),
  };
}

export const list = (text: string): readonly string[] => text.split(",").filter((part) => part !== "");

export const goFlags = (command: Command): Command =>
  command
    .option("--go <path>", "a go command or a GOROOT, instead of the one that is found")
    .option("--tags <list>", "comma-separated build tags", list)
    .option("--no-sandbox", "run generated code without protection")
    .option("--allow-network", "allow tests, and the drafts that they run, to use the network")
    .option(
      "--allow-writes",
      "allow tests to write to their package directory (on Linux, to a copy that is thrown away)",
    )
    .option(
      "--allow-read <path>",
      "allow tests, and the drafts that they run, to read a file or folder that is hidden; repeatable",
      collect,
      [],
    )
    .option(
      "--env <name[=value]>",
      "pass an environment variable to tests, and to the drafts that they run; repeatable",
      collect,
      [],
    )
    .option("--go-timeout <s>", "time limit for one go command, in seconds", wholeNumber(1))
    .option(
      "--memory <mib>",
      "memory limit for a process of the compiler and for a test run, in MiB",
      wholeNumber(64),
    )
    .option("--json", "print JSON on standard output, and everything else on standard error");

export const limitFlags = (command: Command): Command =>
  command
    .option(
      "--test-timeout <s>",
      "time limit for a test that has not reached the function yet, in seconds",
      wholeNumber(1),
    )
    .option(
      "--loop-timeout <s>",
      "seconds after which one call that still runs counts as endless",
      wholeNumber(1),
    )
    .option("--total-timeout <s>", "time limit for all tests of a package, in seconds", wholeNumber(1))
    .option(
      "--importers-timeout <s>",
      "time limit for the tests of importing packages, in seconds; 0 skips them",
      wholeNumber(0),
    );

export const modelFlags = (command: Command): Command =>
  command
    .option("--model <name>", "a model that `stubwright models` lists, `embedded`, or a GGUF file")
    .option("--server <url>", "address of an Ollama or OpenAI-compatible server");

export const runFlags = (command: Command): Command =>
  limitFlags(modelFlags(goFlags(command)))
    .option("--budget <n>", "maximum number of model calls", wholeNumber(1))
    .option("--seed <n>", "seed of the run; the same seed gives the same drafts", wholeNumber(0))
    .option("--hint <text>", "a hint for the model, in your own words")
    .option("--answer <case>", "an expected result, for example `F(1) == 2`; repeatable", collect, [])
    .option("--apply", "write the result to the file");

export interface TestFlags extends GoFlags, ModelFlags, LimitFlags {
  readonly budget?: number;
  readonly seed?: number;
  readonly apply?: true;
  readonly check?: true;
  readonly answer: readonly string[];
  readonly asItIs: boolean;
}

export const testFlags = (command: Command): Command =>
  limitFlags(modelFlags(goFlags(command)))
    .option("--budget <n>", "maximum number of model calls", wholeNumber(1))
    .option("--seed <n>", "seed of the run; the same seed gives the same drafts", wholeNumber(0))
    .option("--check", "write nothing; report tests that cannot fail and mutants that survive")
    .option("--answer <case>", "an expected result, for example `F(1) == 2`; repeatable", collect, [])
    .option("--no-as-it-is", "leave out cases that only record what the code does today")
    .option("--apply", "write the tests");

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number, ${least} or more.`);
  };
}
