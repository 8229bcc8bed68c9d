import { type ChildProcess, fork } from "node:child_process";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Arm } from "./arms";
import { type Summary, summarise } from "./report";
import { html } from "./report-html";
import { markdown } from "./report-markdown";
import type { Reject, TaskResult } from "./result";
import { score, type TestFolder } from "./score";
import type { Task } from "./task";
import type { WorkerReply, WorkerRequest } from "./worker";

export interface BenchInput {
  readonly tasks: readonly Task[];
  readonly arms: readonly Arm[];
  readonly out: string;
  readonly title: string;
  /** The script that serves as the searching process, and what it is called with. */
  readonly worker: { readonly script: string; readonly args: readonly string[] };
  readonly test: TestFolder;
  /** For people, on standard error. */
  readonly say: (line: string) => void;
}

/** Runs what is not in `out` yet: a second call goes on where the first was stopped. */
export async function bench(input: BenchInput, signal: AbortSignal): Promise<Summary> {
  await mkdir(input.out, { recursive: true });
  const results = await readLines<TaskResult>(join(input.out, "results.jsonl"));
  const rejects = await readLines<Reject>(join(input.out, "archive.jsonl"));
  const searching = startWorker(input.worker, signal);
  try {
    for (const arm of input.arms) {
      for (const task of input.tasks) {
        if (signal.aborted) break;
        if (results.some((r) => r.id === task.open.id && r.arm === arm.name && r.seed === arm.options.seed))
          continue;
        const done = await runTask({ task, arm }, results, searching, input.test, signal);
        if (signal.aborted) break;
        results.push(done.result);
        rejects.push(...done.rejects);
        // The archive first: a result that is there has its rejects.
        await appendLines(join(input.out, "archive.jsonl"), done.rejects);
        await appendLines(join(input.out, "results.jsonl"), [done.result]);
        input.say(lineOf(done.result, results, input));
      }
    }
  } finally {
    searching.stop();
  }
  const summary = summarise(results, rejects);
  await writeFile(join(input.out, "summary.json"), `${JSON.stringify(summary, undefined, 2)}\n`);
  await writeFile(join(input.out, "report.md"), markdown(summary, input.title));
  await writeFile(join(input.out, "report.html"), html(summary, input.title));
  return summary;
}

/** One line of the results: a task, and how it is searched. */
interface Cell {
  readonly task: Task;
  readonly arm: Arm;
}

async function runTask(
  { task, arm }: Cell,
  results: readonly TaskResult[],
  searching: Searching,
  test: TestFolder,
  signal: AbortSignal,
): Promise<{ result: TaskResult; rejects: readonly Reject[] }> {
  const equal = results.find((r) => r.id === task.open.id && r.arm.split("-")[0] === arm.equalTokensWith);
  const options = { ...arm.options, outputTokens: equal?.outputTokens ?? arm.options.outputTokens };
  const reply = await searching.ask({ task: task.open, arm: arm.name, options, tests: arm.tests });
  const base = {
    id: task.open.id,
    arm: arm.name,
    seed: arm.options.seed,
    scoredBy: task.sealed.hidden ? "hidden" : "visible",
  } as const;
  if (reply.kind === "failed") {
    const nothing = { calls: 0, promptTokens: 0, outputTokens: 0, ms: { total: 0, model: 0, toolchain: 0 } };
    return {
      result: {
        ...base,
        outcome: "broken",
        solved: false,
        ...nothing,
        callsToPass: undefined,
        form: undefined,
        mended: [],
        reason: reply.message,
      },
      rejects: [],
    };
  }
  const solved =
    reply.final !== undefined && (await score(task.open, task.sealed, reply.final, test, signal));
  return { result: { ...base, ...reply.gathered, solved }, rejects: reply.rejects };
}

function lineOf(result: TaskResult, results: readonly TaskResult[], { tasks, arms }: BenchInput): string {
  const mark = result.solved ? "✓" : "✗";
  const seconds = (result.ms.total / 1000).toFixed(1);
  return `[${results.length}/${tasks.length * arms.length}] ${mark} ${result.arm} ${result.id}: ${result.outcome}, ${result.calls} calls, ${result.outputTokens} tokens, ${seconds} s`;
}

interface Searching {
  readonly ask: (request: WorkerRequest) => Promise<WorkerReply>;
  readonly stop: () => void;
}

/** A process that never holds anything sealed does the searching; started at the first question, again after a crash. */
function startWorker({ script, args }: BenchInput["worker"], signal: AbortSignal): Searching {
  const running: { child?: ChildProcess } = {};
  const child = (): ChildProcess => {
    if (running.child?.connected !== true) {
      running.child = fork(script, args, {
        stdio: ["ignore", "inherit", "inherit", "ipc"],
        serialization: "advanced",
      });
    }
    return running.child;
  };
  const stop = () => running.child?.disconnect();
  signal.addEventListener("abort", () => running.child?.kill("SIGTERM"), { once: true });
  const ask = (request: WorkerRequest): Promise<WorkerReply> =>
    new Promise((resolve) => {
      const worker = child();
      const ended = (code: number | null) =>
        resolve({ kind: "failed", message: `the searching process ended with ${code ?? "a signal"}` });
      worker.once("exit", ended);
      worker.once("message", (reply) => {
        worker.off("exit", ended);
        resolve(reply as WorkerReply);
      });
      worker.send(request);
    });
  return { ask, stop };
}

/** The lines of an earlier call. One that a stop has cut short is taken out of the file. */
async function readLines<T>(file: string): Promise<T[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole !== text) await writeFile(file, whole);
  return whole.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as T]));
}

async function appendLines(file: string, items: readonly unknown[]): Promise<void> {
  await appendFile(file, items.map((item) => `${JSON.stringify(item)}\n`).join(""));
}
