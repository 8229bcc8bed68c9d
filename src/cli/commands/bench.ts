import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { armsFor } from "../../bench/arms";
import { remembering } from "../../bench/replies";
import { bench } from "../../bench/run";
import type { TestFolder } from "../../bench/score";
import { readSuites } from "../../bench/suite";
import { type RunOnce, serve } from "../../bench/worker";
import { messageOf } from "../../core/problem/problem-text";
import type { Result } from "../../core/result";
import { defaultOptions } from "../../core/search/options";
import { hiding } from "../../go/sandbox/probe";
import type { GoDeps } from "../../go/snapshot/subject";
import { testModule } from "../../go/testrun/module-tests";
import { goEnvironment } from "../../go/toolchain/environment";
import type { OpenModel } from "../../model/choose";
import { cacheDir } from "../../session/cache";
import { runOnce } from "../../session/run/run";
import { refused } from "../ending";
import type { GoFlags, ModelFlags } from "../flags";
import { goDeps } from "../go";
import type { Io } from "../io";
import { status } from "../status";

export interface BenchFlags extends GoFlags, ModelFlags {
  readonly suite: readonly string[];
  readonly arms: readonly string[];
  readonly out: string;
  readonly without: readonly string[];
  readonly tasks?: readonly string[];
  readonly every: number;
  readonly seed?: number;
  readonly budget?: number;
  readonly title?: string;
  readonly replies?: string;
}

/** Measures arms on suites. @param script what serves as the searching process: this very program. */
export async function benchCommand(
  flags: BenchFlags,
  script: string,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const go = await goDeps(io, flags, signal);
  if (!go.ok) return refused(io, go, flags);
  const suites = flags.suite.map((file) => resolve(io.cwd, file));
  const tasks = await readSuites(suites, go.value.parser, { tasks: flags.tasks, every: flags.every });
  if (!tasks.ok) return refused(io, tasks, flags);
  const { seed = defaultOptions.seed, budget = defaultOptions.budget } = flags;
  const arms = armsFor(flags.arms, flags.without, { seed, budget });
  if (!arms.ok) return refused(io, arms, flags);
  const summary = await bench(
    {
      tasks: tasks.value,
      arms: arms.value,
      out: resolve(io.cwd, flags.out),
      title: flags.title ?? "Benchmark",
      worker: { script, args: ["bench-worker", ...workerArgs(flags, suites)] },
      test: testFolder(go.value),
      say: (line) => io.err.write(`${line}\n`),
    },
    signal,
  );
  if (signal.aborted) return status.cancelled;
  for (const { arm, solved, tasks: n } of summary.arms) io.err.write(`${arm}: ${solved} of ${n} solved\n`);
  const report = resolve(io.cwd, flags.out, "report.md");
  io.err.write(`  ${report}\n`);
  if (flags.json) io.out.write(`${JSON.stringify({ outcome: "found", report, arms: summary.arms })}\n`);
  return status.found;
}

export interface WorkerFlags extends GoFlags, ModelFlags {
  readonly hide: readonly string[];
  readonly replies?: string;
}

/** The searching process: it is sent tasks without anything sealed, and keeps the suites out of the sandbox. */
export async function benchWorker(
  flags: WorkerFlags,
  openModel: (flags: ModelFlags, io: Io, signal: AbortSignal) => Promise<Result<OpenModel>>,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const found = await goDeps(io, flags, signal);
  if (!found.ok) return refused(io, found, flags);
  // What is kept of tests does not know what is hidden from them here.
  const go = { ...found.value, baselines: undefined, sandbox: hiding(found.value.sandbox, flags.hide) };
  const opening = openModel(flags, io, signal).then((opened) => rememberingIn(flags.replies, opened));
  const once: RunOnce = async (dir, target, options, emit, stop) => {
    const request = {
      file: join(dir, ...target.file.split("/")),
      names: target.names,
      options,
      settings: { allowNonStub: true },
      cwd: dir,
    };
    const ran = await runOnce(request, { go, cacheDir: cacheDir(io.env), opening }, emit, stop);
    return ran.ok ? { ok: true } : { ok: false, message: messageOf(ran.error) };
  };
  await serve(once, signal);
  const opened = await opening;
  if (opened.ok) await opened.value.close();
  return status.found;
}

const rememberingIn = (dir: string | undefined, opened: Result<OpenModel>): Result<OpenModel> =>
  dir === undefined || !opened.ok
    ? opened
    : { ok: true, value: { ...opened.value, model: remembering(opened.value.model, dir) } };

function workerArgs(flags: BenchFlags, hide: readonly string[]): string[] {
  return [
    ...hide.flatMap((file) => ["--hide", file]),
    ...(flags.replies === undefined ? [] : ["--replies", resolve(flags.replies)]),
    ...(flags.server === undefined ? [] : ["--server", flags.server]),
    ...modelArgs(flags),
    ...(flags.go === undefined ? [] : ["--go", flags.go]),
    ...(flags.sandbox ? [] : ["--no-sandbox"]),
  ];
}

/** Figures compare only for one model: what else serves on this machine is not looked for. */
function modelArgs({ server, model }: ModelFlags): string[] {
  if (model !== undefined) return ["--model", model];
  return server === undefined ? ["--model", "embedded"] : [];
}

/** Scoring runs the candidate's code too, so it has a sandbox and a clean environment like every test. */
const testFolder =
  (deps: GoDeps): TestFolder =>
  async (dir, signal) => {
    const go = await goEnvironment(deps, dir, signal);
    if (!go.ok) return "does-not-build";
    const temp = await mkdtemp(join(tmpdir(), "stubwright-score-"));
    try {
      return await testModule(go.value, deps.sandbox, dir, temp, signal);
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  };
