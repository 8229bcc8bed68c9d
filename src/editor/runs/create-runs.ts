import type { RunQueue } from "./queue";
import type { RunRecord, Runs } from "./runs";

/** What the person does with an attempt; judged and shown elsewhere. */
export interface ProposalActions {
  review(record: RunRecord, attempt: number | undefined): Promise<void>;
  apply(record: RunRecord, attempt: number | undefined, withTests: boolean): Promise<void>;
  answer(record: RunRecord, answer: number | undefined): Promise<void>;
}

/** The queue, and the ending of each of its runs, as one. */
export function createRuns(queue: RunQueue, actions: ProposalActions): Runs {
  const of = (id: string): RunRecord | undefined => queue.records.find((record) => record.id === id);
  return {
    get records() {
      return queue.records;
    },
    restored: queue.restored,
    onDidChange: queue.onDidChange,
    onEvents: queue.onEvents,
    start: queue.start,
    cancel: queue.cancel,
    more: queue.more,
    async review(id, attempt) {
      const record = of(id);
      if (record !== undefined) await actions.review(record, attempt);
    },
    async apply(id, attempt, withTests = false) {
      const record = of(id);
      if (record !== undefined) await actions.apply(record, attempt, withTests);
    },
    discard: (id) => queue.mark(id, { discarded: true }),
    async answer(id, answer) {
      const record = of(id);
      if (record !== undefined) await actions.answer(record, answer);
    },
    clear: queue.clear,
    dispose: queue.dispose,
  };
}
