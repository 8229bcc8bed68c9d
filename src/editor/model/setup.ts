import { dirname } from "node:path";
import * as vscode from "vscode";
import type { EmbeddedModel, Engine, ModelHere } from "../../core/engine";
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
      title: "Stubwright: which model is to draft?",
      placeHolder: "Everything stays on this machine unless you name a server elsewhere",
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

function chosen(): { readonly server: string; readonly model: string } {
  const settings = vscode.workspace.getConfiguration("stubwright");
  return { server: settings.get<string>("server") ?? "", model: settings.get<string>("model") ?? "" };
}

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
        ? `Runs on this machine and needs nothing else; in ${dirname(path)}`
        : `Download into ${dirname(path)}, from ${from}`,
      take: async () => (there || (await download(embedded, deps))) && keep("", "embedded", deps),
    },
    {
      label: `$(server) A server${mark(now.server !== "")}`,
      description: now.server,
      detail:
        "Your code is sent to it: llama.cpp, Ollama, LM Studio, vLLM or another that speaks OpenAI's protocol",
      take: () => askServer(now.server, deps),
    },
    {
      label: `$(file-binary) A GGUF file${mark(now.model.endsWith(".gguf"))}`,
      description: now.model.endsWith(".gguf") ? now.model : "",
      detail: "A model's file on this machine",
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
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Downloading ${id}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const over = new AbortController();
    const listener = token.onCancellationRequested(() => over.abort());
    let shown = 0;
    const pulled = await engine.models.pull((done, total) => {
      const percent = Math.floor((done / total) * 100);
      if (percent === shown) return;
      progress.report({
        increment: percent - shown,
        message: `${percent} % of ${Math.round(total / 1e6)} MB`,
      });
      shown = percent;
    }, over.signal);
    listener.dispose();
    if (pulled.ok) return true;
    const why = problemMessage(pulled.error);
    log.warn(why);
    if (!over.signal.aborted) void vscode.window.showErrorMessage(why);
    return false;
  });
}

async function askServer(now: string, deps: ModelSetupDeps): Promise<boolean> {
  const server = await vscode.window.showInputBox({
    title: "Address of the server",
    value: now || "http://127.0.0.1:8080",
    prompt: "Code of your package is sent to this server",
    ignoreFocusOut: true,
  });
  if (!server) return false;
  const known = await deps.secrets.keyOf(server);
  const key = await vscode.window.showInputBox({
    title: "Key of the server",
    prompt:
      "Most servers on your own machine want none: leave it empty. It is kept in the system's secret storage.",
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
    void vscode.window.showErrorMessage(`${server} has no model. Load one there first.`);
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
  const settings = vscode.workspace.getConfiguration("stubwright");
  const set = (name: string, value: string): Thenable<void> =>
    settings.update(name, value === "" ? undefined : value, vscode.ConfigurationTarget.Global);
  await set("server", server);
  await set("model", model);
  await engine.models.close();
  return true;
}
