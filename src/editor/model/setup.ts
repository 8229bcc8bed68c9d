import { dirname } from "node:path";
import * as vscode from "vscode";
import type { EmbeddedModel, Engine, ModelHere } from "../../core/engine";
import { saveSetting, setting } from "../host/settings";
import { withCancellableProgress } from "../host/with-progress";
import { problemMessage } from "../host/wording";
import type { Secrets } from "./secrets";

export interface ModelSetup {
  /** Whether there is a model; where there is none anywhere the person chooses one first. */
  ready(): Promise<boolean>;
  /** Lets the person choose; false where they thought better of it. */
  select(): Promise<boolean>;
}

export interface ModelSetupDeps {
  readonly engine: Pick<Engine, "models">;
  readonly secrets: Secrets;
  readonly log: vscode.LogOutputChannel;
}

type Choice = vscode.QuickPickItem & { readonly take: () => Promise<boolean> };

export function createModelSetup(deps: ModelSetupDeps): ModelSetup {
  const select = async (): Promise<boolean> => {
    const [embedded, found] = await Promise.all([
      deps.engine.models.embedded(),
      deps.engine.models.found(AbortSignal.timeout(10_000)),
    ]);
    const offered = [...choices(embedded, chosen(), deps), ...foundChoices(found, deps)];
    const picked = await vscode.window.showQuickPick(offered, {
      title: "Stubwright: Select Model",
      placeHolder: "Your code stays on this machine unless you choose a server elsewhere",
      matchOnDetail: true,
    });
    return picked === undefined ? false : picked.take();
  };
  return {
    select,
    async ready() {
      const { server, model } = chosen();
      if (server !== "" || model.endsWith(".gguf")) return true;
      const found = await deps.engine.models.found(AbortSignal.timeout(10_000));
      const named = ({ name, server: from }: ModelHere): boolean =>
        name === model || (model === "embedded" && from === undefined);
      return found.some((here) => model === "" || named(here)) || select();
    },
  };
}

const chosen = (): { readonly server: string; readonly model: string } => ({
  server: setting("server"),
  model: setting("model"),
});

function choices(
  embedded: EmbeddedModel,
  now: { readonly server: string; readonly model: string },
  deps: ModelSetupDeps,
): Choice[] {
  const { id, bytes, licence, from, path, there } = embedded;
  const own = now.server === "" && !now.model.endsWith(".gguf");
  const size = `${Math.round(bytes / 1e6)} MB, ${licence}`;
  const mark = (inUse: boolean): string => (inUse ? " (in use)" : "");
  return [
    {
      label: `$(device-desktop) Embedded model${mark(own && there)}`,
      description: `${id}, ${size}`,
      detail: there
        ? `Runs on this machine without a server; stored in ${dirname(path)}`
        : `Download to ${dirname(path)} from ${from}`,
      take: async () => (there || (await download(embedded, deps))) && keep("", "embedded", deps),
    },
    {
      label: `$(server) A server${mark(now.server !== "")}`,
      description: now.server,
      detail:
        "llama.cpp, Ollama, LM Studio, vLLM or any other OpenAI-compatible server; Stubwright sends your code to it",
      take: () => askServer(now.server, deps),
    },
    {
      label: `$(file-binary) A GGUF file${mark(now.model.endsWith(".gguf"))}`,
      description: now.model.endsWith(".gguf") ? now.model : "",
      detail: "A model file on this machine",
      take: () => askFile(deps),
    },
  ];
}

/** What servers of this machine have, best first. */
function foundChoices(found: readonly ModelHere[], deps: ModelSetupDeps): Choice[] {
  return found.flatMap(({ name, from, server }) =>
    server === undefined
      ? []
      : [{ label: `$(server) ${name}`, description: from, take: () => keep(server, name, deps) }],
  );
}

/** With progress and cancel; what has arrived is kept for the next time. */
async function download({ id }: EmbeddedModel, { engine, log }: ModelSetupDeps): Promise<boolean> {
  const done = await withCancellableProgress(`Downloading ${id}`, async (signal, progress) => {
    let shown = 0;
    const pulled = await engine.models.pull((done, total) => {
      const percent = Math.floor((done / total) * 100);
      if (percent === shown) return;
      progress.report({
        increment: percent - shown,
        message: `${percent} % of ${Math.round(total / 1e6)} MB`,
      });
      shown = percent;
    }, signal);
    if (pulled.ok) return true;
    const why = problemMessage(pulled.error);
    log.warn(why);
    if (!signal.aborted) void vscode.window.showErrorMessage(why);
    return false;
  });
  return done ?? false;
}

async function askServer(now: string, deps: ModelSetupDeps): Promise<boolean> {
  const server = await vscode.window.showInputBox({
    title: "Server Address",
    value: now || "http://127.0.0.1:8080",
    prompt: "Stubwright sends code of your package to this server",
    ignoreFocusOut: true,
  });
  if (!server) return false;
  const known = await deps.secrets.keyOf(server);
  const key = await vscode.window.showInputBox({
    title: "API Key",
    prompt:
      "Leave this empty if the server needs no key, like most local servers. VS Code keeps the key in its secret storage.",
    value: known ?? "",
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return false;
  const listed = await deps.engine.models.list(server, key || undefined, AbortSignal.timeout(15_000));
  if (!listed.ok) {
    void vscode.window.showErrorMessage(problemMessage(listed.error));
    return false;
  }
  if (listed.value.length === 0) {
    void vscode.window.showErrorMessage(`${server} has no models. Load one first.`);
    return false;
  }
  const model =
    listed.value.length === 1
      ? listed.value[0]
      : await vscode.window.showQuickPick([...listed.value], { title: server });
  if (model === undefined) return false;
  await deps.secrets.setKey(server, key);
  return keep(server, model, deps);
}

async function askFile(deps: ModelSetupDeps): Promise<boolean> {
  const files = await vscode.window.showOpenDialog({ filters: { "GGUF models": ["gguf"] } });
  const [file] = files ?? [];
  return file === undefined ? false : keep("", file.fsPath, deps);
}

/** In the person's settings: a workspace cannot choose where code is sent. */
async function keep(server: string, model: string, { engine }: ModelSetupDeps): Promise<boolean> {
  await saveSetting("server", server);
  await saveSetting("model", model);
  await engine.models.close();
  return true;
}
