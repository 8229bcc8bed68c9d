import * as vscode from "vscode";
import { registerCodeAction } from "./editor/code-action";
import { registerCommands } from "./editor/commands";
import { createRuns } from "./editor/create-runs";
import { createEnding } from "./editor/ending";
import { registerFailing } from "./editor/failing/register";
import { registerGoplsOffer } from "./editor/gopls-offer";
import { registerLens } from "./editor/lens";
import { createModelSetup } from "./editor/model-setup";
import { createModelStatus } from "./editor/model-status";
import { registerRunFaces } from "./editor/panel/register";
import { createProposedFiles } from "./editor/proposed-files";
import { registerRunLog } from "./editor/run-log";
import { registerRunProgress } from "./editor/run-progress";
import { createRunQueue } from "./editor/run-queue";
import { createRunStore } from "./editor/run-store";
import type { Runs } from "./editor/runs";
import { openSample } from "./editor/sample";
import { createSecrets } from "./editor/secrets";
import { mirrorOf, settingsFor } from "./editor/settings";
import { createStubIndex } from "./editor/stub-index";
import { registerTests } from "./editor/tests/register";
import type { SessionEngine } from "./session/engine";

/** The composition root: wires and registers. What is heavy is loaded when it is first needed. */
export function activate(context: vscode.ExtensionContext): { readonly runs: Runs } {
  const log = vscode.window.createOutputChannel("Stubwright", { log: true });
  const secrets = createSecrets(context.secrets);
  const status = createModelStatus();
  const engine = lazyEngine({
    settings: async (file) => {
      const settings = settingsFor(file);
      return { ...settings, apiKey: await secrets.keyOf(settings.server) };
    },
    mirror: mirrorOf,
    onModel: status.show,
  });
  const proposed = createProposedFiles();
  const queue = createRunQueue({ engine, store: createRunStore(context.storageUri), log });
  const runs = createRuns(queue, createEnding({ queue, engine, proposed }));
  const stubs = createStubIndex(vscode.Uri.joinPath(context.extensionUri, "dist/stub-worker.js"), log);
  const models = createModelSetup({ engine, secrets, log });
  context.subscriptions.push(
    log,
    engine,
    status,
    proposed,
    runs,
    stubs,
    registerRunFaces(context.extensionUri, runs),
    registerLens(stubs, runs),
    registerCodeAction(stubs),
    registerRunLog(runs),
    registerRunProgress(runs),
    registerGoplsOffer(runs, engine, context.globalState),
    registerCommands({
      stubs,
      runs,
      models,
      engine,
      log,
      openSample: (asked) => openSample(context.extensionUri, context.globalStorageUri, asked),
    }),
    registerFailing({ engine, stubs, runs, ready: models.ready }),
    registerTests({ engine, stubs, ready: models.ready }),
  );
  return { runs };
}

type EngineDeps = Parameters<typeof import("./editor-engine").openEngine>[0];

/** go, model and session, in a bundle of their own that the first call loads. */
function lazyEngine(deps: EngineDeps) {
  let opening: Promise<SessionEngine> | undefined;
  const open = (): Promise<SessionEngine> => {
    opening ??= import("./editor-engine").then((m) => m.openEngine(deps));
    return opening;
  };
  return {
    run: async (...args: Parameters<SessionEngine["run"]>) => (await open()).run(...args),
    judge: async (...args: Parameters<SessionEngine["judge"]>) => (await open()).judge(...args),
    writeTests: async (...args: Parameters<SessionEngine["writeTests"]>) =>
      (await open()).writeTests(...args),
    checkTests: async (...args: Parameters<SessionEngine["checkTests"]>) =>
      (await open()).checkTests(...args),
    tests: {
      run: async (...args: Parameters<SessionEngine["tests"]["run"]>) => (await open()).tests.run(...args),
      diagnose: async (...args: Parameters<SessionEngine["tests"]["diagnose"]>) =>
        (await open()).tests.diagnose(...args),
    },
    models: {
      embedded: async () => (await open()).models.embedded(),
      pull: async (...args: Parameters<SessionEngine["models"]["pull"]>) =>
        (await open()).models.pull(...args),
      list: async (...args: Parameters<SessionEngine["models"]["list"]>) =>
        (await open()).models.list(...args),
      found: async (signal: AbortSignal) => (await open()).models.found(signal),
      close: async () => (await opening)?.models.close(),
    },
    gopls: {
      state: async (...args: Parameters<SessionEngine["gopls"]["state"]>) =>
        (await open()).gopls.state(...args),
      install: async (...args: Parameters<SessionEngine["gopls"]["install"]>) =>
        (await open()).gopls.install(...args),
    },
    dispose: () => void opening?.then((engine) => engine.dispose()),
  };
}
