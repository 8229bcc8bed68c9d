import type { Io } from "./io";
import { status } from "./status";

/** How long a cancelled command may take to clean up, in milliseconds. */
const graceMs = 3_000;

/** Aborted by Ctrl-C and its relatives, and when nobody reads any more. */
export function signalOfProcess(): AbortSignal {
  const cancel = new AbortController();
  const give = (): void => {
    cancel.abort();
    setTimeout(() => process.exit(status.cancelled), graceMs).unref();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      // The second time is meant: whatever still runs dies with this process.
      if (cancel.signal.aborted) process.exit(status.cancelled);
      give();
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      give();
    });
  }
  return cancel.signal;
}

export const ioOfProcess = (): Io => ({
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  cwd: process.cwd(),
});
