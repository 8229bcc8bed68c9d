import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unionLength } from "../../src/core/events/busy-time";
import type { RunEvent } from "../../src/core/events/events";
import type { ChatModel } from "../../src/core/model";
import { messageOf } from "../../src/core/problem/problem-text";
import { defaultOptions } from "../../src/core/search/options";
import { findProtection } from "../../src/go/helper-client/protection";
import { findGo } from "../../src/go/toolchain/find-go";
import { loadGoParser } from "../../src/go/toolchain/parser";
import { openChosen } from "../../src/model/choose";
import { cacheDir } from "../../src/session/cache";
import type { Session } from "../../src/session/run/request";
import { runOnce } from "../../src/session/run/run";
import { median } from "./median";
import { copyModule, easy } from "./module";
import { recordProcesses, type Work } from "./processes";

/** One run in a program that has the model loaded, as the editor has from its second run on. */
export interface WarmRun {
  /** Milliseconds until the first candidate that passes was shown, and until the run had ended. */
  readonly firstDiff: number;
  readonly total: number;
  /** Milliseconds in which neither the model nor any process of the toolchain was at work. */
  readonly neither: number;
  /** Milliseconds by stage, in the order of a run. Stages that run side by side overlap. */
  readonly stages: Readonly<Record<string, number>>;
}

export async function warmRuns(rounds: number): Promise<readonly WarmRun[]> {
  const { signal } = new AbortController();
  const { env } = process;
  const toolchain = await findGo({ env }, signal);
  if (!toolchain.ok) throw new Error(messageOf(toolchain.error));
  const [parser, sandbox] = await Promise.all([
    loadGoParser(),
    findProtection(Promise.resolve(toolchain), env, cacheDir(env), signal),
  ]);
  if (!sandbox.ok) throw new Error(messageOf(sandbox.error));
  const dir = join(cacheDir(env), "models");
  const choice = { server: undefined, model: "embedded", apiKey: undefined, dir, cwd: dir };
  const opened = await openChosen(choice, signal);
  if (!opened.ok) throw new Error(messageOf(opened.error));
  const calls: Work[] = [];
  const model = recorded(opened.value.model, calls);
  const session = {
    go: { toolchain: toolchain.value, env, parser, sandbox: sandbox.value },
    cacheDir: cacheDir(env),
    opening: Promise.resolve({ ok: true, value: { model, close: async () => {} } } as const),
  };
  try {
    await warmRun(session, calls);
    const runs: WarmRun[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await warmRun(session, calls));
    return runs;
  } finally {
    await opened.value.close();
  }
}

async function warmRun(session: Session, calls: Work[]): Promise<WarmRun> {
  const folder = mkdtempSync(join(tmpdir(), "stubwright-perf-"));
  copyModule(folder);
  calls.length = 0;
  const events: Timed[] = [];
  const processes = recordProcesses();
  const began = performance.now();
  try {
    const request = {
      file: join(folder, easy.file),
      names: [easy.name],
      options: defaultOptions,
      settings: {},
      cwd: folder,
    };
    const note = (event: RunEvent): void => void events.push({ event, at: performance.now() });
    const ran = await runOnce(request, session, note, new AbortController().signal);
    if (!ran.ok) throw new Error(messageOf(ran.error));
    const ended = performance.now();
    // What was cut short by the end is at work until then.
    const busyTime = [...calls, ...processes.work].map(
      (w) => [Math.max(began, w.from), Math.min(w.to, ended)] as const,
    );
    const firstDiff = firstPassing(events) - began;
    const stages = stagesOf(events, calls, processes.work, began, ended);
    return { firstDiff, total: ended - began, neither: ended - began - unionLength(busyTime), stages };
  } finally {
    processes.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Timed {
  readonly event: RunEvent;
  readonly at: number;
}

const firstPassing = (events: readonly Timed[]): number =>
  events.find(({ event }) => event.type === "judged" && event.judgement.grade === "passing")?.at ??
  Number.NaN;

function stagesOf(
  events: readonly Timed[],
  calls: readonly Work[],
  processes: readonly Work[],
  began: number,
  ended: number,
): Readonly<Record<string, number>> {
  const when = (type: RunEvent["type"]): number =>
    events.find(({ event }) => event.type === type)?.at ?? Number.NaN;
  const [call] = calls;
  const first = firstPassing(events);
  const gates = events.flatMap(({ event }) =>
    event.type === "verdict" && event.attempt === 1 ? [event.verdict] : [],
  );
  const text = gates.filter((v) => !["types", "build", "vet", "tests"].includes(v.gate));
  const within = (work: readonly Work[], from: number, to: number): number =>
    unionLength(
      work.map((w) => [Math.max(from, w.from), Math.min(to, w.to)] as const).filter(([a, b]) => a < b),
    );
  const helper = processes.filter((w) => w.what.includes("helper"));
  const judged = gates.filter((v) => !text.includes(v)).map((v) => [`gate: ${v.gate}`, v.ms]);
  return {
    "gather: package, environment, baseline": when("baseline") - began,
    "index of the standard library, prompt": (call?.from ?? Number.NaN) - when("baseline"),
    "draft: the model": (call?.to ?? Number.NaN) - (call?.from ?? Number.NaN),
    "splice, imports, fixers": when("gate") - (call?.to ?? Number.NaN),
    "gates on the text": text.reduce((sum, v) => sum + v.ms, 0),
    ...Object.fromEntries(judged),
    "judging altogether": first - when("gate"),
    "after the first diff: model": within(calls, first, ended),
    "after the first diff: toolchain, comparing included": within(processes, first, ended),
    "helper, in the whole run": within(helper, began, ended),
  };
}

/** Tells what each call of a model took. */
function recorded(model: ChatModel, calls: Work[]): ChatModel {
  const timed = async <T>(call: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    try {
      return await call();
    } finally {
      calls.push({ what: "model", from, to: performance.now() });
    }
  };
  return {
    ...model,
    chat: (...args) => timed(() => model.chat(...args)),
    complete: (...args) => timed(() => model.complete(...args)),
  };
}

/** Each stage's median. */
export function stageMedians(runs: readonly WarmRun[]): Readonly<Record<string, number>> {
  const names = [...new Set(runs.flatMap((r) => Object.keys(r.stages)))];
  return Object.fromEntries(names.map((name) => [name, median(runs.map((r) => r.stages[name] ?? 0))]));
}
