import type { Engine } from "../core/engine";
import { sweepLeftovers } from "../go/process/leftovers";
import { cacheDir } from "./cache";
import type { EngineDeps } from "./engine-deps";
import { createFailing } from "./fix/failing-tests";
import { preparer } from "./go-deps";
import { createGoplsCare } from "./gopls";
import { createModels } from "./models";
import { proposalJudge } from "./proposals";
import { createRunner } from "./runner";
import { createTests } from "./tests";

export type SessionEngine = Engine & { dispose(): Promise<void> };

/** Runs and judgements for an editor: what they share stays open between them. */
export function createEngine(deps: EngineDeps): SessionEngine {
  // What an extension host that was killed left behind.
  sweepLeftovers();
  const cache = (): string => cacheDir(process.env);
  const { connectGopls } = deps;
  const prepare = preparer(deps);
  const models = createModels(deps, cache);
  const failing = createFailing(cache);
  const runner = createRunner({ prepare, models, failing, cache, connectGopls });
  return {
    run: runner.run,
    judge: proposalJudge(prepare),
    ...createTests({ prepare, models, failing, cache }),
    models: models.own,
    gopls: createGoplsCare(prepare, cache),
    async dispose() {
      runner.forget();
      await models.close();
    },
  };
}
