import { type Command, InvalidArgumentError } from "commander";
import { defaultOptions } from "../core/search/options";
import type { Io } from "./io";

/** What `implement` takes; `check` takes the part that has to do with Go. */
export interface GoFlags {
  readonly go?: string;
  readonly tags?: readonly string[];
  readonly sandbox: boolean;
  readonly allowNetwork?: true;
  readonly allowWrites?: true;
  readonly json?: true;
}

export interface ModelFlags {
  readonly model?: string;
  readonly server?: string;
}

export interface RunFlags extends GoFlags, ModelFlags {
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
  const { budget, seed, hint, tags } = flags;
  const options = {
    ...defaultOptions,
    budget: budget ?? defaultOptions.budget,
    seed: seed ?? defaultOptions.seed,
    hint,
    offerTests: wantsTests(flags),
  };
  return { options, settings: tags === undefined ? {} : { tags }, cwd };
}

export const list = (text: string): readonly string[] => text.split(",").filter((part) => part !== "");

export const goFlags = (command: Command): Command =>
  command
    .option("--go <path>", "a go command or GOROOT, where the one that is found is not the right one")
    .option("--tags <list>", "build tags, separated by commas", (list) =>
      list.split(",").filter((tag) => tag !== ""),
    )
    .option("--no-sandbox", "run tests without protection")
    .option("--allow-network", "let tests, and the drafts that they run, use the network")
    .option("--allow-writes", "let tests write into their package's folder: into a copy that is thrown away")
    .option("--json", "for programs: JSON on standard output, everything else on standard error");

export const modelFlags = (command: Command): Command =>
  command
    .option("--model <name>", "one that `stubwright models` lists, `embedded`, or a GGUF file")
    .option("--server <url>", "Ollama, or a server that speaks OpenAI's protocol");

export const runFlags = (command: Command): Command =>
  modelFlags(goFlags(command))
    .option("--budget <n>", "model calls at the most", wholeNumber(1))
    .option("--seed <n>", "another seed, other drafts; the same one repeats a run", wholeNumber(0))
    .option("--hint <text>", "your own words for the model")
    .option(
      "--answer <case>",
      "a call with what it gives, `F(1) == 2`, to judge by; may be repeated",
      collect,
      [],
    )
    .option("--apply", "write the result");

export interface TestFlags extends GoFlags, ModelFlags {
  readonly budget?: number;
  readonly seed?: number;
  readonly apply?: true;
  readonly check?: true;
  readonly answer: readonly string[];
  readonly asItIs: boolean;
}

export const testFlags = (command: Command): Command =>
  modelFlags(goFlags(command))
    .option("--budget <n>", "model calls at the most", wholeNumber(1))
    .option("--seed <n>", "another seed, other drafts; the same one repeats a run", wholeNumber(0))
    .option("--check", "write nothing: which tests cannot fail, which small changes none of them notices")
    .option("--answer <case>", "a call with what it gives, `F(1) == 2`; may be repeated", collect, [])
    .option("--no-as-it-is", "leave out what the code gives where nobody has stated it")
    .option("--apply", "write the tests");

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It is to be a whole number from ${least} on.`);
  };
}
