import type { Engine, EngineRequest } from "../core/engine";
import { resumeOffset } from "../core/events/resume";
import { ok, type Result } from "../core/result";
import { defaultOptions } from "../core/search/options";
import type { EngineDeps } from "./engine-deps";
import type { FailingTests } from "./fix/failing-tests";
import type { FixRun } from "./fix/plan";
import type { Prepare, Prepared } from "./go-deps";
import type { Models } from "./models";
import type { ResumeState } from "./run/request";
import { runOnce } from "./run/run";

interface RunnerDeps {
  readonly connectGopls: EngineDeps["connectGopls"];
  readonly prepare: Prepare;
  readonly models: Models;
  readonly failing: FailingTests;
  readonly cache: () => string;
}

export interface Runner {
  readonly run: Engine["run"];
  /** No run can be gone on with any more. */
  forget(): void;
}

/** An editor's runs. Where one stood is kept, so that it can go on. */
export function createRunner({ prepare, models, failing, cache, connectGopls }: RunnerDeps): Runner {
  const resumeStates = new Map<string, ResumeState>();
  const run: Engine["run"] = async (request, emit, signal) => {
    const ready = await prepare(request.file, "generated", signal);
    if (!ready.ok) return ready;
    const { settings, go } = ready.value;
    const lease = models.lease(settings, signal);
    try {
      const { gopls } = settings;
      const session = { go, cacheDir: cache(), gopls, connectGopls, opening: lease.opening };
      const planned = await plan(request, resumeStates.get(request.id), ready.value, failing, signal);
      if (!planned.ok) return planned;
      const ran = await runOnce(planned.value.request, session, planned.value.through(emit), signal);
      if (!ran.ok) return ran;
      resumeStates.set(request.id, ran.value.resumeState);
      // A model that broke a run off may be dead: the next run opens it anew.
      if (ran.value.outcome === "broken") await models.close();
      return ok(ran.value.outcome);
    } finally {
      lease.end();
    }
  };
  return { run, forget: () => resumeStates.clear() };
}

/** The run that is asked for; that of a failing test is made from what is known of the test. */
async function plan(
  { file, names, hint, test, buffers, before, answers }: EngineRequest,
  resumeState: ResumeState | undefined,
  { settings, go }: Prepared,
  failing: FailingTests,
  signal: AbortSignal,
): Promise<Result<FixRun>> {
  const { judge, cwd } = settings;
  const options = { ...defaultOptions, ...settings.options, hint };
  const resume = before && { offset: resumeOffset(before), resumeState };
  const common = { options, settings: judge, answers, resume, cwd };
  if (test !== undefined) return failing.plan({ test, file, names, buffers }, common, go, signal);
  return ok({ request: { file, names, buffers, ...common }, through: (listen) => listen });
}
