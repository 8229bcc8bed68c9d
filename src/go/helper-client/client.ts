import { limits } from "../../core/limits";
import { fail, ok, type Result } from "../../core/result";
import { excessText } from "../process/limits";
import { memoryShare } from "../process/memory";
import { makeFolder, removeFolder } from "../process/temp-dir";
import { type ProcessTree, spawnTree } from "../process/tree";
import type { GoEnvironment } from "../toolchain/environment";
import { withTemp } from "../toolchain/go-command";

/** Why the helper did not answer; its death is a value, never an exception. */
export interface HelperError {
  readonly kind: "cancelled" | "timeout" | "crashed" | "refused";
  readonly message: string;
}

/** The Go helper as a process that stays: requests are answered one after another. */
export interface Helper {
  /**
   * @param args plain data that becomes JSON.
   * An abort or a timeout kills the process; the next request starts it anew.
   */
  request<T>(op: string, args: unknown, signal: AbortSignal): Promise<Result<T, HelperError>>;
  /** Ends the process and every request that was made until now; a later one would start it again. */
  stop(): void;
}

/** The first request of a package may have to compile what the package imports, in milliseconds. */
const longest = 120_000;

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** @param path the binary that buildHelper made. Nothing is started before the first request. */
export function startHelper(path: string, go: GoEnvironment): Helper {
  const connection = connect(path, go);
  let last: Promise<unknown> = Promise.resolve();
  let count = 0;
  let stopped = 0;
  return {
    request: <T>(op: string, args: unknown, signal: AbortSignal) => {
      const id = ++count;
      const mine = last.then(() =>
        id <= stopped ? fail(cancelled) : connection.exchange(id, { id, op, args }, signal),
      );
      last = mine;
      return mine as Promise<Result<T, HelperError>>;
    },
    stop: () => {
      stopped = count;
      connection.stop();
    },
  };
}

interface Waiting {
  readonly id: number;
  readonly settle: (result: Result<unknown, HelperError>) => void;
}

function connect(path: string, go: GoEnvironment) {
  let tree: ProcessTree | undefined;
  /** Of the tree: the go commands that the helper starts leave theirs behind where they are ended. */
  let temp = "";
  let waiting: Waiting | undefined;
  const answer = (result: Result<unknown, HelperError>) => {
    waiting?.settle(result);
    waiting = undefined;
  };
  const end = () => {
    if (tree === undefined) return;
    tree.kill();
    tree = undefined;
    removeFolder(temp);
  };
  const open = (): ProcessTree => {
    temp = makeFolder();
    const { env } = withTemp(go, temp);
    const started = spawnTree(path, ["-go", go.go, "-goroot", go.goroot], { env });
    const { child } = started;
    let stderr = "";
    const gone = (why: string) => {
      if (tree !== started) return;
      end();
      answer(fail({ kind: "crashed", message: `The Go helper ended: ${why} ${stderr}`.trim() }));
    };
    child.once("error", (error) => gone(error.message));
    child.once("close", (code, signal) => gone(signal ?? `exit status ${code}`));
    child.stdin?.on("error", () => {}); // Its end says more than EPIPE.
    child.stderr?.on("data", (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-2_000);
    });
    let open = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      open += chunk;
      if (open.length > limits.toolReply) {
        end();
        answer(fail({ kind: "crashed", message: "The Go helper answers without an end." }));
        return;
      }
      // A reply ends in a newline and nothing follows it: one request is under way at a time.
      if (!chunk.endsWith("\n")) return;
      const line = open;
      open = "";
      if (tree === started) answer(resultOf(line, waiting?.id));
    });
    return started;
  };
  const exchange = (id: number, message: unknown, signal: AbortSignal) =>
    new Promise<Result<unknown, HelperError>>((resolve) => {
      if (signal.aborted) return resolve(fail(cancelled));
      tree ??= open();
      const stopWith = (error: HelperError) => () => {
        end();
        answer(fail(error));
      };
      const timer = setTimeout(
        stopWith({ kind: "timeout", message: `no answer in ${longest / 1000} s` }),
        longest,
      );
      const abort = stopWith(cancelled);
      signal.addEventListener("abort", abort, { once: true });
      const { child } = tree;
      const limits = { processBytes: go.memoryBytes, bytes: memoryShare() };
      const watch = tree.watch(limits, (excess) =>
        stopWith({ kind: "crashed", message: `The Go helper ${excessText(excess)}.` })(),
      );
      hold(child, true);
      waiting = {
        id,
        settle: (result) => {
          clearTimeout(timer);
          watch?.stop();
          signal.removeEventListener("abort", abort);
          hold(child, false);
          resolve(result);
        },
      };
      child.stdin?.write(`${JSON.stringify(message)}\n`);
    });
  const stop = () => {
    end();
    // Nobody else would: a process that was ended on purpose has no last word, and its request's timer would go on.
    answer(fail(cancelled));
  };
  return { exchange, stop };
}

const cancelled: HelperError = { kind: "cancelled", message: "cancelled" };

/** An idle helper must not keep the program alive. */
function hold(child: ProcessTree["child"], on: boolean): void {
  for (const part of [child, child.stdin, child.stdout, child.stderr]) {
    const handle = part as { ref?(): void; unref?(): void } | null;
    if (on) handle?.ref?.();
    else handle?.unref?.();
  }
}

function resultOf(line: string, id: number | undefined): Result<unknown, HelperError> {
  let reply: Reply;
  try {
    reply = JSON.parse(line) as Reply;
  } catch {
    return fail({
      kind: "crashed",
      message: `The Go helper gave an unreadable answer: ${line.slice(0, 200)}`,
    });
  }
  if (reply.error !== undefined) return fail({ kind: "refused", message: reply.error });
  if (reply.id !== id)
    return fail({ kind: "crashed", message: "The Go helper answered a different request." });
  return ok(reply.result);
}
