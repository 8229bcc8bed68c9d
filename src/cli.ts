import { setFlagsFromString } from "node:v8";
import { Command, CommanderError, Option } from "commander";
import { version } from "../package.json";
import { goFlags, limitFlags, list, modelFlags, runFlags, testFlags, wholeNumber } from "./cli/flags";
import { tell } from "./cli/io";
import { asksForJson, endedBy, lastObject } from "./cli/last-object";
import { ioOfProcess, signalOfProcess } from "./cli/process";
import { status } from "./cli/status";
import { systemProblem } from "./core/problem/system-error";

const io = ioOfProcess();
const signal = signalOfProcess();
const file = ["<file>", "a Go file"] as const;
const names = ["<names...>", "functions of the file: Func or Type.Method"] as const;

/** What a subcommand needs is loaded when it is called: `--help` loads nothing, and `check` no model's client. */
function program(end: End): Command {
  const root = new Command("stubwright")
    .description("A small local model drafts the bodies of Go stubs; the Go toolchain judges them.")
    .version(version)
    .exitOverride();
  drafting(root, end);
  judging(root, end);
  models(root, end);
  benchCommand(root, end);
  return root;
}

type End = (status: number) => void;

function drafting(root: Command, end: End): void {
  runFlags(root.command("implement"))
    .option("--with-tests", "also write the tests that are offered for a function without any")
    .description("draft the bodies of stubs and print the diff")
    .argument(...file)
    .argument(...names)
    .action(async (path, targets, flags) => {
      const { implement, openModel } = await import("./cli/commands/others");
      end(await implement(path, targets, openModel, { flags, io, signal }));
    });
  testFlags(root.command("test"))
    .description("write effective tests for a function, or check how effective its tests are")
    .argument(...file)
    .argument(
      "[name]",
      "a function of the file: Func or Type.Method; with --check also a test of a test file",
    )
    .action(async (path, name, flags) => {
      const { test, openModel } = await import("./cli/commands/others");
      end(await test(path, name, openModel, { flags, io, signal }));
    });
  runFlags(root.command("fix"))
    .description("find the function that makes a test fail, fix it and print the diff")
    .argument("<dir>", "the package directory")
    .argument("<test>", "the failing test: TestX")
    .option("--function <name>", "the function to fix, if you know it: Func or Type.Method")
    .action(async (dir, test, flags) => {
      const { fix, openModel } = await import("./cli/commands/others");
      end(await fix(dir, test, openModel, { flags, io, signal }));
    });
}

function judging(root: Command, end: End): void {
  limitFlags(goFlags(root.command("check")))
    .description("judge a new version of a file, without a model")
    .argument(...file)
    .argument(...names)
    .requiredOption("--candidate <file>", "the new version of the file")
    .option("--strict", "refuse what would refuse a draft, instead of warning of it")
    .action(async (path, targets, flags) => {
      parseBriefly();
      end(await (await import("./cli/commands/check")).check(path, targets, flags, io, signal));
    });
  modelFlags(goFlags(root.command("doctor")))
    .description("report what is installed, what is missing, and what to do about it")
    .option("--install-gopls", "build a compatible gopls with your Go into the cache")
    .action(async (flags) => {
      end(await (await import("./cli/commands/others")).doctor(flags, io, signal));
    });
}

/**
 * For a process that reads a few files and ends: by itself V8 compiles the parser a second time, in threads that take as
 * long as the parsing, and that the process waits for. Newer versions than are known may lack the flag, and would say so.
 */
function parseBriefly(): void {
  if (Number.parseInt(process.versions.v8, 10) <= 14) setFlagsFromString("--liftoff-only");
}

function models(root: Command, end: End): void {
  const models = root
    .command("models")
    .description("list the models on this machine, best first")
    .action(async () => end(await (await import("./cli/commands/others")).printModels(io, signal)));
  models
    .command("pull")
    .description("download the embedded model into the cache")
    .option("--from <file>", "take it from this file instead")
    .action(async (flags) => end(await (await import("./cli/commands/others")).pullModel(flags, io, signal)));
}

function benchCommand(root: Command, end: End): void {
  modelFlags(goFlags(root.command("bench")))
    .description("measure arms of the search on suites of tasks")
    .requiredOption("--suite <file...>", "suite files, one task per line of JSON")
    .requiredOption(
      "--out <dir>",
      "where to write the results; a second call continues where the first stopped",
    )
    .option("--arms <list>", "single, fixers, forms, sampled, build, tests", list, [
      "single",
      "forms",
      "tests",
    ])
    .option("--without <list>", "parts of the search to leave out", list, [])
    .option("--tasks <list>", "only these tasks, by id", list)
    .option("--every <n>", "only every n-th task", wholeNumber(1), 1)
    .option("--seed <n>", "seed of every run", wholeNumber(0))
    .option("--budget <n>", "maximum number of model calls per run", wholeNumber(1))
    .option("--title <text>", "title of the report")
    .option("--replies <dir>", "keep the model's answers here and reuse them; times then mean nothing")
    .action(async (flags) => {
      end(await (await import("./cli/commands/others")).benchCommand(flags, __filename, io, signal));
    });
  modelFlags(goFlags(root.command("bench-worker", { hidden: true })))
    .addOption(new Option("--hide <file...>").default([]))
    .option("--replies <dir>")
    .action(async (flags) => {
      const { benchWorker, openModel } = await import("./cli/commands/others");
      end(await benchWorker(flags, openModel, io, signal));
    });
}

/** Whoever reads JSON is never left without an object, however the command ended. */
function endJson(code: Parameters<typeof endedBy>[0], reason: string): void {
  if (asksForJson(process.argv.slice(2))) io.out.write(`${JSON.stringify(endedBy(code, reason))}\n`);
}

async function main(): Promise<number> {
  let result: number = status.found;
  try {
    await program((code) => {
      result = code;
    }).parseAsync();
    return result;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return status.found;
      endJson("usage", error.message.replace(/^error: /, ""));
      return status.usage;
    }
    if (!signal.aborted) throw error;
    endJson("cancelled", "Cancelled.");
    return status.cancelled;
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = systemProblem(error);
    process.exitCode = status.environment;
    if (known !== undefined) {
      tell(process.stderr, known);
      if (asksForJson(process.argv.slice(2))) io.out.write(`${JSON.stringify(lastObject(known))}\n`);
      return;
    }
    process.stderr.write(
      `stubwright: this is a bug: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    endJson("bug", error instanceof Error ? error.message : String(error));
  },
);
