import type { Outcome } from "../../core/events/events";
import type { TestFailure } from "../../core/faultloc/failure";
import { likely, type Suspect } from "../../core/faultloc/suspects";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import type { SearchOptions } from "../../core/search/options";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { TestEnvironmentFailure } from "../../go/faultloc/environment-failure";
import type { GoDeps, JudgeSettings } from "../../go/snapshot/subject";
import type { LoadedPackage } from "../../go/snapshot/test-package";
import type { OpenModel } from "../../model/choose";
import type { ResumeState } from "../run/request";
import { runOnce } from "../run/run";
import { type DiagnosedTest, diagnoseTest } from "./diagnose";
import { type FailingDiagnosis, type FixRun, type Listen, missingRun, suspectRun } from "./plan";

export interface FixRequest {
  /** The package's folder, absolute. */
  readonly dir: string;
  /** `TestX`; of `TestX/sub` the whole test is meant. */
  readonly test: string;
  /** The function to fix, where the person knows it. */
  readonly func?: string | undefined;
  readonly options: SearchOptions;
  readonly settings: Partial<JudgeSettings>;
  /** Unsaved texts by absolute path. */
  readonly buffers: ReadonlyMap<string, string>;
  /** Paths of the diff are relative to it. */
  readonly cwd: string;
}

export interface FixSession {
  readonly go: GoDeps;
  readonly cacheDir: string;
  readonly gopls?: string | undefined;
  /** Called once it is clear that a model is needed. */
  open(): Promise<Result<OpenModel>>;
  /** What `go test` prints. */
  readonly onOutput?: (text: string) => void;
  /** Which of several functions to fix; undefined where the person wants none of them. */
  choose(suspects: readonly Suspect[], failures: readonly TestFailure[]): Promise<Suspect | undefined>;
}

export type Fixed =
  | { readonly kind: "passes" }
  | {
      readonly kind: "environment";
      readonly environment: TestEnvironmentFailure;
      readonly failures: readonly TestFailure[];
    }
  | { readonly kind: "none-chosen" }
  | { readonly kind: "ran"; readonly outcome: Outcome; readonly resumeState: ResumeState };

/** From a failing test to a verified fix of the function at fault. Tests are never touched. */
export async function fixTest(
  request: FixRequest,
  session: FixSession,
  listen: Listen,
  signal: AbortSignal,
): Promise<Result<Fixed>> {
  const test = request.test.split("/")[0] ?? request.test;
  const found = await diagnoseTest({ ...request, test }, session, signal);
  if (!found.ok) return found;
  const { loaded, diagnosis } = found.value;
  switch (diagnosis.kind) {
    case "passes":
      return ok({ kind: "passes" });
    case "environment": {
      const { environment, failures, suspects } = diagnosis;
      listen({ at: 0, type: "fault", test, failures, suspects });
      return ok({ kind: "environment", environment, failures });
    }
    case "missing": {
      const common = { options: request.options, settings: request.settings, cwd: request.cwd };
      const run = missingRun(loaded, test, diagnosis, common, session.go.parser);
      return run.ok ? perform(run.value, session, listen, signal) : run;
    }
    case "failing":
      return fixSuspect({ loaded, diagnosis }, { ...request, test }, session, listen, signal);
  }
}

async function fixSuspect(
  { loaded, diagnosis }: DiagnosedTest<FailingDiagnosis>,
  request: FixRequest,
  session: FixSession,
  listen: Listen,
  signal: AbortSignal,
): Promise<Result<Fixed>> {
  const { test, options, settings, cwd } = request;
  const { failures, suspects } = diagnosis;
  const named =
    request.func === undefined ? undefined : suspectNamed(request.func, suspects, loaded, session.go);
  if (named !== undefined && !named.ok) return named;
  if (named === undefined && suspects.length === 0) return fail(problem("test-at-fault", { test }));
  const chosen = named?.value ?? (await session.choose(likely(suspects), failures));
  if (chosen === undefined) return ok({ kind: "none-chosen" });
  const run = suspectRun(loaded, test, diagnosis, chosen, { options, settings, cwd });
  return perform(run, session, listen, signal);
}

async function perform(
  { request, through }: FixRun,
  session: FixSession,
  listen: Listen,
  signal: AbortSignal,
): Promise<Result<Fixed>> {
  const ran = await runOnce(request, { ...session, opening: session.open() }, through(listen), signal);
  return ran.ok ? ok({ kind: "ran", ...ran.value }) : ran;
}

function suspectNamed(
  name: string,
  near: readonly Suspect[],
  { files }: LoadedPackage,
  { parser }: GoDeps,
): Result<Suspect> {
  const known = near.find((s) => s.name === name);
  if (known !== undefined) return ok(known);
  for (const { path, text } of files) {
    const decl = indexFile(parser, text).decls.find((d) => d.kind === "func" && d.name === name);
    if (decl === undefined) continue;
    const reasons = ["you named it"];
    return ok({ name, file: path, line: lineAt(text, decl.span.start), stub: false, score: 0, reasons });
  }
  return fail(problem("function-not-in-package", { name, reached: near.map((s) => s.name) }));
}
