import { basename } from "node:path";
import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { FailingTest, TestPlace } from "../../core/faultloc/failing-test";
import type { Suspect } from "../../core/faultloc/suspects";
import { unsaved } from "../host/buffers";
import { type Refused, refuse, requireTrust } from "../host/refuse";
import { cancelled, withCancellableProgress } from "../host/with-progress";
import { problemMessage } from "../host/wording";
import type { RunRecord, Runs } from "../runs/runs";
import type { Failures } from "./diagnostics";
import type { TestOutput } from "./output";

export interface FixDeps {
  readonly engine: Pick<Engine, "tests">;
  readonly runs: Runs;
  readonly failures: Failures;
  readonly output: TestOutput;
  /** Whether there is a model by now, the person asked where there was none. */
  readonly ready: () => Promise<boolean>;
}

/** The command's answer, for whoever calls it from elsewhere: the run, or why there is none. */
export type Fixing = { readonly run: RunRecord } | Refused;

/** From a failing test to the run that fixes the function at fault. No model is asked before that is known. */
export async function makePass(deps: FixDeps, test: TestPlace): Promise<Fixing> {
  const untrusted = requireTrust("finding the fault runs the workspace's tests");
  if (untrusted !== undefined) return untrusted;
  const found = await diagnose(deps, test);
  if (typeof found === "string") return refuse(found);
  if (found.kind === "passes") return refuse(`${test.name} passes, so there is nothing to fix.`);
  if (found.kind === "environment") return refuse(problemMessage(found.problem));
  const chosen = found.together ? found.suspects : await choose(test, found.suspects);
  const [first] = chosen;
  if (first === undefined) return { refused: "No function was chosen." };
  if (!(await deps.ready())) return { refused: "There is no model yet." };
  return { run: deps.runs.start({ file: first.file, names: chosen.map((s) => s.name), test }) };
}

/** What is found out is shown where it stands; a sentence where nothing could be. */
async function diagnose(
  { engine, failures, output }: FixDeps,
  test: TestPlace,
): Promise<FailingTest | string> {
  const { dir, name } = test;
  output.begin(dir, `go test -run '^${name}$'`);
  const diagnosed = await withCancellableProgress(`Finding out why ${name} fails`, async (signal) => {
    const found = await engine.tests.diagnose({ ...test, buffers: unsaved() }, output.append, signal);
    if (!found.ok) return problemMessage(found.error);
    await failures.replace(dir, [name], found.value.kind === "passes" ? [] : found.value.failures);
    return found.value;
  });
  return diagnosed ?? cancelled;
}

/** One is taken at once; of several the person takes theirs. */
async function choose({ name }: TestPlace, suspects: readonly Suspect[]): Promise<readonly Suspect[]> {
  if (suspects.length < 2) return suspects;
  const items = suspects.map((suspect) => ({
    label: suspect.name,
    description: `${basename(suspect.file)}:${suspect.line}`,
    detail: suspect.reasons.join("; "),
    suspect,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `${name} fails. Which function should Stubwright fix?`,
    placeHolder: "Most likely first, with the reasons for each",
    matchOnDetail: true,
  });
  return picked === undefined ? [] : [picked.suspect];
}
