import * as vscode from "vscode";
import { createRuns } from "./editor/create-runs";
import { createEnding } from "./editor/ending";
import type { Engine } from "./editor/engine";
import { registerRunFaces } from "./editor/panel/register";
import { createRunQueue } from "./editor/run-queue";
import { createRunStore } from "./editor/run-store";
import { engineSettings } from "./editor/settings";
import type { SessionEngine } from "./session/engine";

/** The composition root: wires and registers. What is heavy is loaded when a run first needs it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Stubwright", { log: true });
  const queue = createRunQueue({
    engine: lazyEngine(context),
    store: createRunStore(context.storageUri),
    log,
  });
  const runs = createRuns(queue, createEnding(queue));
  context.subscriptions.push(log, runs, registerRunFaces(context.extensionUri, runs));
}

/** go, model and session, in a bundle of their own. */
function lazyEngine(context: vscode.ExtensionContext): Engine {
  const opening = { engine: undefined as Promise<SessionEngine> | undefined };
  const open = (): Promise<SessionEngine> => {
    opening.engine ??= import("./session/engine").then(({ createEngine }) => {
      const engine = createEngine({ settings: (file) => engineSettings(context, file), onModel: () => {} });
      context.subscriptions.push({ dispose: () => void engine.dispose() });
      return engine;
    });
    return opening.engine;
  };
  return {
    run: async (request, emit, signal) => (await open()).run(request, emit, signal),
    judge: async (request, signal) => (await open()).judge(request, signal),
  };
}
