import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { problem } from "../../core/problem/codes";
import { byCommand, bySetting } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import type { Served, StartReply, StartRequest } from "./wire";

/** A running child that serves one model on loopback. */
export interface EmbeddedProcess {
  readonly url: string;
  readonly bearer: string;
  readonly served: Served;
  readonly pid: number;
  /** Fulfilled when it has ended, with how: "signal SIGSEGV: last line of what it wrote". */
  readonly ended: Promise<string>;
  /** Ends it; fulfilled when it is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly modelPath: string;
  readonly contextTokens: number;
  readonly sequences: number;
  readonly onLoading?: (fraction: number) => void;
}

/** How much of the child's standard error is kept to explain its end, in characters. */
const tailLength = 2_000;

/** Starts the child and waits until the model is loaded. */
export async function startProcess(
  options: EmbeddedOptions,
  signal: AbortSignal,
): Promise<Result<EmbeddedProcess>> {
  const { modelPath, contextTokens, sequences } = options;
  const bearer = randomBytes(24).toString("hex");
  const child = spawnChild();
  const ended = endOf(child);
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  const request: StartRequest = {
    modelPath,
    contextTokens,
    sequences,
    threads: threadsFor(availableParallelism()),
    bearer,
  };
  child.send(request);
  const aborted = new Promise<"aborted">((resolve) =>
    signal.addEventListener("abort", () => resolve("aborted"), { once: true }),
  );
  const first = await Promise.race([
    firstReply(child, options.onLoading),
    ended,
    signal.aborted ? ("aborted" as const) : aborted,
  ]);
  if (typeof first === "object" && first.type === "ready") {
    const url = `http://127.0.0.1:${first.port}/v1`;
    return ok({ url, bearer, served: first.served, pid: child.pid ?? 0, ended, stop });
  }
  await stop();
  signal.throwIfAborted();
  const why = typeof first === "object" ? first.message : `its process exited (${first})`;
  return fail(
    problem("model-not-loaded", { path: modelPath, why }, byCommand("list-models"), bySetting("server")),
  );
}

/** At the most: up to eight, since more only wait for memory. How many compute is decided as it goes (threads.ts). */
export const threadsFor = (cores: number): number => Math.min(8, Math.max(1, cores <= 2 ? cores : cores - 1));

/** The bundle beside this (bundled) file; run from the sources, the TypeScript through the loader that runs them. */
function spawnChild(): ChildProcess {
  const bundled = join(__dirname, "embedded.mjs");
  const options = { stdio: ["ignore", "ignore", "pipe", "ipc"] as ["ignore", "ignore", "pipe", "ipc"] };
  if (existsSync(bundled)) return fork(bundled, [], { ...options, execArgv: [] });
  const loader = createRequire(__filename).resolve("tsx/cjs");
  return fork(join(__dirname, "child.ts"), [], { ...options, execArgv: ["--require", loader] });
}

function endOf(child: ChildProcess): Promise<string> {
  let tail = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-tailLength);
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => {
      const last = tail.trim().split("\n").at(-1) ?? "";
      resolve(
        `${signal === null ? `exit status ${code}` : `signal ${signal}`}${last === "" ? "" : `: ${last}`}`,
      );
    });
  });
}

function firstReply(
  child: ChildProcess,
  onLoading: ((fraction: number) => void) | undefined,
): Promise<Exclude<StartReply, { type: "loading" }>> {
  return new Promise((resolve) => {
    child.on("message", (reply: StartReply) => {
      if (reply.type === "loading") onLoading?.(reply.fraction);
      else resolve(reply);
    });
  });
}
