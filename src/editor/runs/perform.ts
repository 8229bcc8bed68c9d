import type * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { RunEvent } from "../../core/events/events";
import type { Problem } from "../../core/problem/codes";
import { systemProblem } from "../../core/problem/system-error";
import { buffersFor, packageState } from "../host/buffers";
import type { Entries, Entry } from "./entries";
import { batched, brokenRun } from "./event-batches";

export interface RunHost {
  readonly engine: Pick<Engine, "run">;
  readonly entries: Entries;
  readonly log: vscode.LogOutputChannel;
  /** The window closes. */
  readonly closed: AbortSignal;
  /** What a run has to tell, gathered, for every face. */
  readonly tell: (id: string, events: readonly RunEvent[]) => void;
}

const cancelledRun: Problem = { kind: "input", code: "cancelled", data: {}, next: [] };

/**
 * Runs an entry to its end, which an event tells whatever happens.
 * @param before the events of what goes on; undefined for a first run
 */
export async function performRun(
  entry: Entry,
  before: readonly RunEvent[] | undefined,
  { engine, entries, log, closed, tell }: RunHost,
): Promise<void> {
  const { id, file, names, hint } = entry.record;
  const signal = AbortSignal.any([entry.cancel.signal, closed]);
  const batch = batched((events) => {
    entry.events.push(...events);
    tell(id, events);
  });
  let ended = false;
  const emit = (event: RunEvent): void => {
    ended ||= event.type === "finished";
    batch.add(event);
  };
  const fail = (why: Problem): void =>
    brokenRun({ id, file, names, hint }, why, entry.events, signal.aborted).forEach(emit);
  try {
    if (signal.aborted) return fail(cancelledRun);
    entries.set(entry, { state: "running" });
    const done = await engine.run(await requestFor(entry, before), emit, signal);
    if (!done.ok) fail(done.error);
  } catch (error) {
    const known = systemProblem(error);
    if (known === undefined && !signal.aborted) log.error(error as Error);
    const why = { kind: "environment", code: "unexpected", data: { why: (error as Error).message } } as const;
    fail(known ?? { ...why, next: [] });
  } finally {
    if (!ended) fail(cancelledRun);
    batch.flush();
    entries.set(entry, { state: "finished" });
    entries.keep(entry);
  }
}

/** The files are read when the run begins, and remembered for who applies what it found. */
async function requestFor(entry: Entry, before: readonly RunEvent[] | undefined) {
  const { id, file, names, hint, test } = entry.record;
  const buffers = await buffersFor(file);
  entry.base = buffers.get(file) ?? "";
  entry.seen = await packageState({ file, test });
  return { id, file, names, hint, test, buffers, before, answers: entry.answers };
}
