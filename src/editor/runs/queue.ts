import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { RunEvent } from "../../core/events/events";
import { createEntries, type Entries, type Entry, isFinished } from "./entries";
import { performRun } from "./perform";
import type { RunRecord, StartRun } from "./runs";
import type { RunStore, StoredRun } from "./store";

export interface RunQueueDeps {
  readonly engine: Engine;
  readonly store: RunStore;
  readonly log: vscode.LogOutputChannel;
}

export type RunQueue = ReturnType<typeof createRunQueue>;

/** Runs one after the other, and what they left behind. Nothing is written into the workspace. */
export function createRunQueue({ engine, store, log }: RunQueueDeps) {
  const entries = createEntries(store, log);
  const line = createLine(engine, entries, log);
  const { find } = entries;
  return {
    restored: entries.restored,
    get records(): readonly RunRecord[] {
      return entries.records;
    },
    onDidChange: entries.onDidChange,
    onEvents: line.onEvents,
    /** What the run saw of the files, for who wants to apply what it found. */
    basis: (id: string): Pick<StoredRun, "base" | "seen"> | undefined => find(id),
    start(request: StartRun): RunRecord {
      const entry = entries.add(request);
      line.add(entry, undefined);
      return entry.record;
    },
    cancel: (id: string): void => find(id)?.cancel.abort(),
    more(id: string, hint: string | undefined): void {
      const entry = find(id);
      if (entry !== undefined && isFinished(entry))
        line.resume(entry, { answered: undefined, ...(hint === undefined ? {} : { hint }) });
    },
    /** The person's answer to the run's question: it goes on, and judges by that too. */
    answer(id: string, index: number, answer: string): void {
      const entry = find(id);
      if (entry === undefined) return;
      entry.answers.push(answer);
      entry.cancel.abort();
      line.resume(entry, { answered: index });
    },
    mark: (id: string, marks: Marks): void => mark(entries, find(id), marks),
    clear: entries.clear,
    dispose: () => vscode.Disposable.from(line, entries).dispose(),
  };
}

type Marks = Partial<Pick<RunRecord, "applied" | "discarded" | "answered">>;

/** Notes what the person did with a run. */
function mark(entries: Entries, entry: Entry | undefined, marks: Marks): void {
  if (entry === undefined) return;
  entries.set(entry, marks);
  if (isFinished(entry)) entries.keep(entry);
}

/** Works its entries off in order, one at a time. */
function createLine(engine: Engine, entries: Entries, log: vscode.LogOutputChannel) {
  const spoke = new vscode.EventEmitter<{ readonly id: string; readonly events: readonly RunEvent[] }>();
  const closed = new AbortController();
  const tell = (id: string, events: readonly RunEvent[]): void => spoke.fire({ id, events });
  const host = { engine, entries, log, closed: closed.signal, tell };
  let last: Promise<void> = Promise.resolve();
  const add = (entry: Entry, before: readonly RunEvent[] | undefined): void => {
    last = last.then(() => performRun(entry, before, host)).catch((error: Error) => log.error(error));
    entry.ended = last;
  };
  return {
    onEvents: spoke.event,
    add,
    /** The same run goes on, once what still runs of it has ended. */
    resume(entry: Entry, change: Partial<RunRecord>): void {
      void entry.ended.then(() => {
        entry.cancel = new AbortController();
        entries.set(entry, { ...change, state: "queued", applied: false, discarded: false });
        add(entry, [...entry.events]);
      });
    },
    dispose(): void {
      closed.abort();
      spoke.dispose();
    },
  };
}
