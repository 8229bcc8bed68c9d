import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyChanges } from "../core/edit/edit";
import type { RunEvent } from "../core/events/events";
import type { SearchOptions } from "../core/search/options";
import { figuresOf, type RunFigures, rejectsOf } from "./gather";
import type { Reject } from "./result";
import { writeFiles } from "./score";
import type { OpenTask } from "./task";

/** What the searching process is sent: nothing sealed. */
export interface WorkerRequest {
  readonly task: OpenTask;
  readonly arm: string;
  readonly options: SearchOptions;
  readonly tests: boolean;
}

export type WorkerReply =
  | {
      readonly kind: "done";
      readonly gathered: RunFigures;
      readonly final: string | undefined;
      readonly rejects: readonly Reject[];
    }
  | { readonly kind: "failed"; readonly message: string };

/** One run on a folder; emits its events. Handed in by the root. */
export type RunOnce = (
  dir: string,
  target: OpenTask["target"],
  options: SearchOptions,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly message: string }>;

/** Searches one task in a folder of its own, which is gone afterwards. */
export async function work(
  request: WorkerRequest,
  runOnce: RunOnce,
  signal: AbortSignal,
): Promise<WorkerReply> {
  const { task, arm, options } = request;
  const dir = mkdtempSync(join(tmpdir(), "stubwright-bench-"));
  try {
    await writeFiles(dir, { ...task.files, ...(request.tests ? task.visible : {}) });
    const events: RunEvent[] = [];
    const ran = await runOnce(dir, task.target, options, (e) => events.push(e), signal);
    const gathered = figuresOf(events);
    if (!ran.ok) return { kind: "failed", message: ran.message };
    if (gathered === undefined) return { kind: "failed", message: "the run ended without saying how" };
    return {
      kind: "done",
      gathered,
      final: finalText(task, events),
      rejects: rejectsOf(events, task.id, arm),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function finalText(task: OpenTask, events: readonly RunEvent[]): string | undefined {
  const edit = events.find((e) => e.type === "finished")?.edit;
  const change = edit?.files[0];
  return change && applyChanges(task.files[task.target.file] ?? "", change.changes);
}

/** The searching process: answers requests one after another until its parent goes. */
export function serve(runOnce: RunOnce, signal: AbortSignal): Promise<void> {
  process.on("message", (request: WorkerRequest) => {
    work(request, runOnce, signal).then(
      (reply) => process.send?.(reply),
      (error: Error) =>
        process.send?.({ kind: "failed", message: error.stack ?? error.message } satisfies WorkerReply),
    );
  });
  return new Promise((resolve) => process.once("disconnect", resolve));
}
