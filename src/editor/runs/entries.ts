import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { RunEvent } from "../../core/events/events";
import { withoutPieces } from "./event-batches";
import type { RunRecord, StartRun } from "./runs";
import type { RunStore, StoredRun } from "./store";

/** A record with what only this window knows of it. */
export interface Entry {
  record: RunRecord;
  /** The array that the record shows. */
  readonly events: RunEvent[];
  readonly since: number;
  base: string;
  seen: Readonly<Record<string, string>>;
  /** Ends the run, or its waiting. */
  cancel: AbortController;
  /** Fulfilled when nothing of it waits or runs. */
  ended: Promise<void>;
  /** What the person answered to questions: `F(1) == 2`. */
  readonly answers: string[];
}

function newEntry({ file, names, hint, test }: StartRun): Entry {
  const events: RunEvent[] = [];
  const marks = { applied: false, discarded: false, answered: undefined };
  return entryOf({
    record: { id: randomUUID(), file, names, hint, test, state: "queued", events, ...marks },
    events,
    since: Date.now(),
    base: "",
    seen: {},
  });
}

function storedEntry({ record, since, base, seen }: StoredRun): Entry {
  const events = [...record.events];
  return entryOf({ record: { ...record, events }, events, since, base, seen });
}

const entryOf = (known: Omit<Entry, "cancel" | "ended" | "answers">): Entry => ({
  ...known,
  cancel: new AbortController(),
  ended: Promise.resolve(),
  answers: [],
});

/** Every run of this window and, once they are read, the finished ones of earlier windows, newest first. */
export interface Entries extends vscode.Disposable {
  readonly records: readonly RunRecord[];
  readonly restored: Promise<void>;
  readonly onDidChange: vscode.Event<RunRecord>;
  find(id: string): Entry | undefined;
  add(request: StartRun): Entry;
  set(entry: Entry, change: Partial<RunRecord>): void;
  /** Writes a run into the history. */
  keep(entry: Entry): void;
  /** What the list no longer shows is gone from the disk too, whatever becomes of the window. */
  clear(): Promise<void>;
}

export function createEntries(store: RunStore, log: vscode.LogOutputChannel): Entries {
  const entries: Entry[] = [];
  const changed = new vscode.EventEmitter<RunRecord>();
  const warn = (error: Error): void => log.warn(`history: ${error.message}`);
  const tell = (some: readonly Entry[]): void => {
    for (const { record } of some) changed.fire(record);
  };
  const find = (id: string): Entry | undefined => entries.find((e) => e.record.id === id);
  const restore = (runs: readonly StoredRun[]): void => {
    const known = runs.filter((run) => find(run.record.id) === undefined).map(storedEntry);
    entries.push(...known);
    tell(known);
  };
  return {
    get records() {
      return entries.map((e) => e.record);
    },
    restored: store.load().then(restore, warn),
    onDidChange: changed.event,
    find,
    add(request) {
      const entry = newEntry(request);
      entries.unshift(entry);
      tell([entry]);
      return entry;
    },
    set(entry, change) {
      entry.record = { ...entry.record, ...change };
      tell([entry]);
    },
    keep: (entry) => void store.save(storedOf(entry)).catch(warn),
    async clear() {
      await store.clear().catch(warn);
      const gone = entries.filter(isFinished);
      for (const entry of gone) entries.splice(entries.indexOf(entry), 1);
      tell(gone);
    },
    dispose: () => changed.dispose(),
  };
}

export const isFinished = ({ record }: Entry): boolean => record.state === "finished";

const storedOf = ({ record, since, base, seen }: Entry): StoredRun => ({
  record: { ...record, events: withoutPieces(record.events) },
  since,
  base,
  seen,
});
