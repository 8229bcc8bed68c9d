import * as vscode from "vscode";
import type { Engine } from "./core/engine";
import { registerCommands } from "./editor/commands";
import { registerFailing } from "./editor/failing-tests/register";
import { registerGoplsOffer } from "./editor/gopls-offer";
import { mirrorOf, settingsFor } from "./editor/host/settings";
import { askUnprotected } from "./editor/host/unprotected";
import { createSecrets } from "./editor/model/secrets";
import { createModelSetup } from "./editor/model/setup";
import { createModelStatus } from "./editor/model/status";
import { registerRunFaces } from "./editor/panel/register";
import { createProposedFiles } from "./editor/proposal/proposed-files";
import { createProposalActions } from "./editor/proposal/review-and-apply";
import { createRuns } from "./editor/runs/create-runs";
import { registerRunLog } from "./editor/runs/log";
import { registerRunProgress } from "./editor/runs/progress";
import { createRunQueue } from "./editor/runs/queue";
import type { Runs } from "./editor/runs/runs";
import { createRunStore } from "./editor/runs/store";
import { openSample } from "./editor/sample";
import { registerCodeAction } from "./editor/stubs/code-action";
import { registerLens } from "./editor/stubs/lens";
import { createStubIndex } from "./editor/stubs/stub-index";
import { registerTests } from "./editor/testgen/register";
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
    mayRunUnprotected: askUnprotected(context.workspaceState),
  });
  const proposed = createProposedFiles();
  const queue = createRunQueue({ engine, store: createRunStore(context.storageUri), log });
  const runs = createRuns(queue, createProposalActions({ queue, engine, proposed }));
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
      openSample: (request) => openSample(context.extensionUri, context.globalStorageUri, request),
    }),
    registerFailing({ engine, stubs, runs, ready: models.ready }),
    registerTests({ engine, stubs, ready: models.ready }),
  );
  return { runs };
}

type EngineDeps = Parameters<typeof import("./editor-engine").openEngine>[0];

/** go, model and session, in a bundle of their own that the first call loads. */
function lazyEngine(deps: EngineDeps): Engine & vscode.Disposable {
  let opening: Promise<SessionEngine> | undefined;
  const open = (): Promise<SessionEngine> => {
    opening ??= import("./editor-engine").then((m) => m.openEngine(deps));
    return opening;
  };
  /** A call of the engine that loads it first. */
  const forward =
    <A extends unknown[], R>(to: (engine: Engine) => (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> =>
      to(await open())(...args);
  return {
    run: forward((engine) => engine.run),
    judge: forward((engine) => engine.judge),
    writeTests: forward((engine) => engine.writeTests),
    checkTests: forward((engine) => engine.checkTests),
    tests: {
      run: forward(({ tests }) => tests.run),
      diagnose: forward(({ tests }) => tests.diagnose),
    },
    models: {
      embedded: forward(({ models }) => models.embedded),
      pull: forward(({ models }) => models.pull),
      list: forward(({ models }) => models.list),
      found: forward(({ models }) => models.found),
      close: async () => (await opening)?.models.close(),
    },
    gopls: {
      state: forward(({ gopls }) => gopls.state),
      install: forward(({ gopls }) => gopls.install),
    },
    dispose: () => void opening?.then((engine) => engine.dispose()),
  };
}
