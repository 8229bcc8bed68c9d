import { randomUUID } from "node:crypto";
import { relative } from "node:path";
import type { RunEvent } from "../../core/events/events";
import type { ChatModel } from "../../core/model";
import { type Note, note } from "../../core/problem/codes";
import { allowing, byHand } from "../../core/problem/next";
import type { SearchOptions } from "../../core/search/options";
import type { StatedTests } from "../../core/testgen/stated-tests";
import { allowedNote } from "../../go/sandbox/blocked";
import type { Sandbox } from "../../go/sandbox/probe";
import type { GoSnapshot } from "../../go/snapshot/subject";
import { flagNotes } from "../../go/toolchain/go-flags";
import { inside } from "./inside";
import type { ProjectNotes } from "./project-notes";
import type { RunRequest } from "./request";

/** What is known of a run when its model is there and nothing is drafted yet. */
export interface Announced {
  readonly request: RunRequest;
  readonly snapshot: GoSnapshot;
  readonly sandbox: Sandbox;
  readonly model: ChatModel;
  readonly options: SearchOptions;
  /** When the baseline was there. */
  readonly measured: number;
}

/** What the run is about and what decides it. */
export function announceRun(announced: Announced, emit: (event: RunEvent) => void): void {
  const { request, snapshot, sandbox, model, options, measured } = announced;
  const { target, baseline } = snapshot;
  const { budget, seed, hint } = options;
  const protection = sandbox.kind;
  const run = randomUUID();
  emit({ at: 0, type: "started", run, target, model: model.info, budget, seed, hint, protection });
  const warn = (about: Note): void => emit({ at: measured, type: "note", level: "warning", ...about });
  for (const about of flagNotes(snapshot.build.go.flags))
    emit({ at: measured, type: "note", level: "info", ...about });
  if (protection === "none") warn(note("no-sandbox", {}));
  const allowed = allowedNote(sandbox);
  if (allowed !== undefined) warn(allowed);
  for (const { name, kept } of baseline.redTests)
    if (kept !== undefined) warn(note("test-blocked", { test: name, by: kept }, ...allowing(kept)));
  const deciding = snapshot.outside === undefined ? [] : [snapshot.outside.test];
  const targetTests = [...baseline.targetTests, ...deciding];
  emit({ at: measured, type: "baseline", baseline: { ...baseline, targetTests }, ms: measured });
  if (request.fixTarget !== undefined) emit({ ...request.fixTarget.fault, at: measured });
}

/** What goes into the run beside the code. */
export function remarks(
  { cwd, answers = [] }: RunRequest,
  project: ProjectNotes | undefined,
  stated: StatedTests | undefined,
): readonly { readonly level: "info" | "warning"; readonly about: Note }[] {
  const own = project === undefined ? [] : [notesRemark(project, shortened(project.path, cwd))];
  if (stated !== undefined) {
    const tests = stated.tests.map(({ name, of, cases }) => ({ name, of, cases }));
    return [...own, { level: "info", about: note("stated-tests", { tests }) }];
  }
  if (answers.length === 0) return own;
  return [
    ...own,
    { level: "warning", about: note("answers-unreadable", { answers }, byHand("state-cases")) },
  ];
}

const shortened = (path: string, cwd: string): string => (inside(cwd, path) ? relative(cwd, path) : path);

function notesRemark(project: ProjectNotes, file: string) {
  if ("text" in project) return { level: "info", about: note("project-notes", { file }) } as const;
  const about = note("project-notes-refused", { file, why: project.refused }, byHand("plain-notes"));
  return { level: "warning", about } as const;
}
