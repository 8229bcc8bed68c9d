import { dirname } from "node:path";
import { editOver } from "../../core/edit/edit";
import { unifiedDiff } from "../../core/edit/unified-diff";
import type { RunEvent } from "../../core/events/events";
import type { Suspect } from "../../core/faultloc/suspects";
import { problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { lineAt } from "../../core/syntax/lines";
import type { GoParser } from "../../core/syntax/tree";
import type { FaultDiagnosis } from "../../go/faultloc/diagnose";
import { type MissingFunction, type Stubbed, stubMissing } from "../../go/faultloc/missing-functions";
import type { LoadedPackage } from "../../go/snapshot/test-package";
import type { RunRequest } from "../run/request";
import type { DiagnosedTest } from "./diagnose";

export type Listen = (event: RunEvent) => void;

/** What a run needs that fixes a failing test, apart from what it is to fix. */
export type FixRunOptions = Omit<RunRequest, "file" | "names" | "fixTarget" | "outside" | "buffers">;

/** A run that fixes a failing test, and what its events pass through on their way. */
export interface FixRun {
  readonly request: RunRequest;
  readonly through: (listen: Listen) => Listen;
}

export type FailingDiagnosis = Extract<FaultDiagnosis, { kind: "failing" }>;

/** What the person chose: one suspect, or everything that is still to be made. */
export interface FunctionsToFix {
  readonly file: string;
  readonly names: readonly string[];
}

/** The run for what the person chose, unless the test does something else by now. */
export function plannedRun(
  { loaded, diagnosis }: DiagnosedTest,
  test: string,
  { file, names }: FunctionsToFix,
  common: FixRunOptions,
  parser: GoParser,
): Result<FixRun> {
  const differs = fail(problem("test-fails-differently", { test }, byHand("run-test-again")));
  switch (diagnosis.kind) {
    case "missing":
      return missingRun(loaded, test, diagnosis, common, parser);
    case "failing": {
      const suspect = diagnosis.suspects.find((s) => s.file === file && names.includes(s.name));
      return suspect === undefined ? differs : ok(suspectRun(loaded, test, diagnosis, suspect, common));
    }
    case "passes":
    case "environment":
      return differs;
  }
}

/** Fixes one function: its body is the first attempt. A stub is written instead. */
export function suspectRun(
  { buffers, pkg }: LoadedPackage,
  test: string,
  { failures, suspects, passingMutants }: FailingDiagnosis,
  { file, name, stub }: Suspect,
  common: FixRunOptions,
): FixRun {
  const fault = { at: 0, type: "fault", test, failures, suspects } as const;
  const request = { ...common, file, names: [name], buffers };
  const place = { dir: pkg.dir, name: test };
  const outside = dirname(file) === pkg.dir ? undefined : place;
  if (stub) return { request: { ...request, outside }, through: (listen) => behind(fault, listen) };
  return {
    request: { ...request, fixTarget: { test: place, passingMutants, fault } },
    through: (listen) => listen,
  };
}

/** Makes the stubs of what a test calls and nothing declares, and writes them: one edit over what is saved. */
export function missingRun(
  loaded: LoadedPackage,
  test: string,
  { functions, failures }: Extract<FaultDiagnosis, { kind: "missing" }>,
  common: FixRunOptions,
  parser: GoParser,
): Result<FixRun> {
  const stubbed = stubMissing(parser, loaded, test, functions);
  if (stubbed === undefined) return fail(problem("no-file-for-stub", { test }));
  const suspects = functions.map((f) => missingSuspect(f, stubbed));
  const fault = { at: 0, type: "fault", test, failures, suspects } as const;
  const buffers = new Map([...loaded.buffers, [stubbed.file.path, stubbed.text]]);
  return ok({
    request: { ...common, file: stubbed.file.path, names: stubbed.names, buffers },
    through: (listen) => behind(fault, (event) => listen(overSaved(event, stubbed, loaded, common.cwd))),
  });
}

/** A run that writes a stub says first which test asked for it. */
function behind(fault: RunEvent, listen: Listen): Listen {
  return (event) => {
    listen(event);
    if (event.type === "started") listen({ ...fault, at: event.at });
  };
}

const missingSuspect = ({ name, signature, open }: MissingFunction, { file, text }: Stubbed): Suspect => ({
  name,
  file: file.path,
  line: lineAt(text, Math.max(0, text.indexOf(signature))),
  stub: true,
  score: 1,
  reasons: [
    `the test calls it, but nothing declares it: ${signature}${open ? " (any where the calls leave the type open)" : ""}`,
  ],
});

/** Events whose edits begin at the text with the stubs, as edits of the file that is there. */
function overSaved(event: RunEvent, stubbed: Stubbed, loaded: LoadedPackage, cwd: string): RunEvent {
  if (event.type !== "candidate" && event.type !== "finished") return event;
  if (event.edit === undefined) return event;
  const edit = editOver(stubbed.file, stubbed.text, event.edit);
  if (event.type === "candidate") return { ...event, edit };
  const root = stubbed.file.path.startsWith(`${cwd}/`) ? cwd : loaded.build.moduleDir;
  return { ...event, edit, diff: unifiedDiff(edit, new Map([[stubbed.file.path, stubbed.file.text]]), root) };
}
