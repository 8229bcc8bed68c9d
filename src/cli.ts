import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { goFlags } from "./cli/flags";
import type { Io } from "./cli/io";
import { status } from "./cli/status";

/** How long a cancelled command may take to clean up, in milliseconds. */
const patience = 3_000;

const io: Io = { out: process.stdout, err: process.stderr, env: process.env, cwd: process.cwd() };
const cancel = new AbortController();
const { signal } = cancel;

/** What a subcommand needs is loaded when it is called: `--help` loads nothing. */
function program(done: (status: number) => void): Command {
  const root = new Command("stubwright")
    .description("Go stubs, drafted by a small local model and judged by the Go toolchain.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => io.err.write(text) });
  goFlags(root.command("check"))
    .description("judge a new version of a file; no model")
    .argument("<file>", "the Go file as it is")
    .argument("<names...>", "the functions that were to be written: Func or Type.Method")
    .requiredOption("--candidate <file>", "the new version of the file")
    .action(async (file, names, flags) =>
      done(await (await import("./cli/check")).check(file, names, flags, io, signal)),
    );
  return root;
}

async function main(): Promise<number> {
  let result: number = status.found;
  try {
    await program((code) => {
      result = code;
    }).parseAsync();
    return result;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? status.found : status.usage;
    if (signal.aborted) return status.cancelled;
    throw error;
  }
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    // The second time is meant: whatever still runs dies with this process.
    if (signal.aborted) process.exit(status.cancelled);
    cancel.abort();
    setTimeout(() => process.exit(status.cancelled), patience).unref();
  });
}
// A reader that has gone (`| head`) wants no more: neither is it an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    cancel.abort();
  });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `stubwright: this is a bug: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = status.environment;
  },
);
