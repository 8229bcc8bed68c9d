import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { RunEvent } from "../../core/events/events";
import type { Problem } from "../../core/result";
import { buffersFor, packageState } from "../host/buffers";
import { eventInEditor } from "../host/wording";
import { batched, brokenRun, withoutPieces } from "./events";
import type { RunRecord, StartRun } from "./runs";
import type { RunStore, StoredRun } from "./store";

/** A record with what only this window knows of it. */
interface Entry {
  record: RunRecord;
  /** The array that the record shows. */
  readonly events: RunEvent[];
  readonly since: number;
  base: string;
  seen: Readonly<Record<string, string>>;
  /** Ends the run, or its waiting. */
  over: AbortController;
  /** Fulfilled when nothing of it waits or runs. */
  ended: Promise<void>;
  /** What the person said to questions: `F(1) == 2`. */
  readonly answers: string[];
}

export interface RunQueueDeps {
  readonly engine: Engine;
  readonly store: RunStore;
  readonly log: vscode.LogOutputChannel;
}

export type RunQueue = ReturnType<typeof createRunQueue>;

/** Runs one after the other, and what they left behind. Nothing is written into the workspace. */
export function createRunQueue({ engine, store, log }: RunQueueDeps) {
  const entries: Entry[] = [];
  const changed = new vscode.EventEmitter<RunRecord>();
  const spoke = new vscode.EventEmitter<{ readonly id: string; readonly events: readonly RunEvent[] }>();
  const closed = new AbortController();
  let line: Promise<void> = Promise.resolve();

  const entryOf = (id: string): Entry | undefined => entries.find((e) => e.record.id === id);
  const set = (entry: Entry, change: Partial<RunRecord>): void => {
    entry.record = { ...entry.record, ...change };
    changed.fire(entry.record);
  };
  const keep = (entry: Entry): void => {
    const { record, since, base, seen } = entry;
    const kept = { ...record, events: withoutPieces(record.events) };
    store
      .save({ record: kept, since, base, seen })
      .catch((error: Error) => log.warn(`history: ${error.message}`));
  };
  const restored = store.load().then(
    (runs) => {
      const known = runs.filter((run) => entryOf(run.record.id) === undefined).map(entryFrom);
      entries.push(...known);
      for (const { record } of known) changed.fire(record);
    },
    (error: Error) => log.warn(`history: ${error.message}`),
  );

  const enqueue = (entry: Entry, before: readonly RunEvent[] | undefined): void => {
    line = line.then(() => perform(entry, before)).catch((error: Error) => log.error(error));
    entry.ended = line;
  };
  const perform = async (entry: Entry, before: readonly RunEvent[] | undefined): Promise<void> => {
    const { id, file, names, hint, test } = entry.record;
    const signal = AbortSignal.any([entry.over.signal, closed.signal]);
    const batch = batched((events) => {
      entry.events.push(...events);
      spoke.fire({ id, events });
    });
    let ended = false;
    const emit = (event: RunEvent): void => {
      ended ||= event.type === "finished";
      batch.add(eventInEditor(event));
    };
    const fail = (problem: Problem): void => {
      for (const event of brokenRun({ id, file, names, hint }, problem, entry.events, signal.aborted))
        emit(event);
    };
    try {
      if (signal.aborted) return fail(cancelled);
      set(entry, { state: "running" });
      const buffers = await buffersFor(file);
      entry.base = buffers.get(file) ?? "";
      entry.seen = await packageState({ file, test });
      const { answers } = entry;
      const request = { id, file, names, hint, test, buffers, before, answers };
      const done = await engine.run(request, emit, signal);
      if (!done.ok) fail(done.error);
    } catch (error) {
      if (!signal.aborted) log.error(error as Error);
      fail({ kind: "environment", message: `${(error as Error).message}`, next: "" });
    } finally {
      if (!ended) fail(cancelled);
      batch.flush();
      set(entry, { state: "finished" });
      keep(entry);
    }
  };

  const resume = (entry: Entry, change: Partial<RunRecord>): void => {
    // What still runs of it ends first: the line is worked off in order.
    void entry.ended.then(() => {
      entry.over = new AbortController();
      set(entry, { ...change, state: "queued", applied: false, discarded: false });
      enqueue(entry, [...entry.events]);
    });
  };

  return {
    restored,
    get records(): readonly RunRecord[] {
      return entries.map((e) => e.record);
    },
    onDidChange: changed.event,
    onEvents: spoke.event,
    /** What the run saw of the files, for who wants to apply what it found. */
    basis: (id: string): Pick<StoredRun, "base" | "seen"> | undefined => entryOf(id),
    start({ file, names, hint, test }: StartRun): RunRecord {
      const events: RunEvent[] = [];
      const flags = { applied: false, discarded: false, answered: undefined };
      const id = randomUUID();
      const record: RunRecord = { id, file, names, hint, test, state: "queued", events, ...flags };
      const over = new AbortController();
      const entry: Entry = {
        record,
        events,
        since: Date.now(),
        base: "",
        seen: {},
        over,
        ended: Promise.resolve(),
        answers: [],
      };
      entries.unshift(entry);
      changed.fire(record);
      enqueue(entry, undefined);
      return record;
    },
    cancel(id: string): void {
      entryOf(id)?.over.abort();
    },
    more(id: string, hint: string | undefined): void {
      const entry = entryOf(id);
      if (entry?.record.state !== "finished") return;
      resume(entry, { answered: undefined, ...(hint === undefined ? {} : { hint }) });
    },
    /** What the person said to the run's question: it goes on, and judges by that too. */
    answer(id: string, index: number, stated: string): void {
      const entry = entryOf(id);
      if (entry === undefined) return;
      entry.answers.push(stated);
      entry.over.abort();
      resume(entry, { answered: index });
    },
    /** Notes what the person did with a run. */
    mark(id: string, marks: Partial<Pick<RunRecord, "applied" | "discarded" | "answered">>): void {
      const entry = entryOf(id);
      if (entry === undefined) return;
      set(entry, marks);
      if (entry.record.state === "finished") keep(entry);
    },
    /** What the list no longer shows is gone from the disk too, whatever becomes of the window. */
    async clear(): Promise<void> {
      await store.clear().catch((error: Error) => log.warn(`history: ${error.message}`));
      const gone = entries.filter((e) => e.record.state === "finished");
      for (const entry of gone) entries.splice(entries.indexOf(entry), 1);
      for (const { record } of gone) changed.fire(record);
    },
    dispose(): void {
      closed.abort();
      changed.dispose();
      spoke.dispose();
    },
  };
}

const cancelled: Problem = { kind: "input", message: "Cancelled; nothing was changed.", next: "" };

function entryFrom({ record, since, base, seen }: StoredRun): Entry {
  const events = [...record.events];
  return {
    record: { ...record, events },
    events,
    since,
    base,
    seen,
    over: new AbortController(),
    ended: Promise.resolve(),
    answers: [],
  };
}
