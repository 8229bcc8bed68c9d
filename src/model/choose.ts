import { basename, resolve } from "node:path";
import type { ChatModel } from "../core/model";
import { fail, ok, type Problem, type Result } from "../core/result";
import { type CatalogModel, embeddedModel } from "./catalog";
import { isPulled, modelPath } from "./pull";

export interface ModelChoice {
  /** A server the person named: the only way to one that is not on loopback. */
  readonly server: string | undefined;
  /** A model's name on that server; without a server, a GGUF file. */
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
  /** Folder of pulled models. */
  readonly dir: string;
  /** Relative files are looked up from here. */
  readonly cwd: string;
  readonly onLoading?: ((fraction: number) => void) | undefined;
}

/** A model that is ready, and how it is let go. */
export interface OpenModel {
  readonly model: ChatModel;
  close(): Promise<void>;
}

/** Which model a choice comes to, without starting anything. */
export type Chosen =
  | { readonly kind: "server"; readonly baseUrl: string; readonly model: string | undefined }
  | { readonly kind: "embedded"; readonly path: string; readonly id: string };

export async function choose({ server, model, dir, cwd }: ModelChoice): Promise<Result<Chosen>> {
  if (server !== undefined) {
    const baseUrl = baseOf(server);
    return baseUrl === undefined ? fail(noUrl(server)) : ok({ kind: "server", baseUrl, model });
  }
  if (model !== undefined && model !== embeddedModel.id) {
    if (!model.endsWith(".gguf")) return fail(needsServer(model));
    return ok({ kind: "embedded", path: resolve(cwd, model), id: basename(model, ".gguf") });
  }
  if (await isPulled(embeddedModel, dir))
    return ok({ kind: "embedded", path: modelPath(embeddedModel, dir), id: embeddedModel.id });
  return fail(noModel(embeddedModel));
}

/** Opens the model that a choice comes to. */
export async function openChosen(choice: ModelChoice, signal: AbortSignal): Promise<Result<OpenModel>> {
  const chosen = await choose(choice);
  if (!chosen.ok) return chosen;
  if (chosen.value.kind === "embedded") {
    const { openEmbedded } = await import("./embedded/open");
    return openEmbedded(
      { path: chosen.value.path, id: chosen.value.id, onLoading: choice.onLoading },
      signal,
    );
  }
  const { connectOpenAi } = await import("./openai");
  const { baseUrl, model } = chosen.value;
  const connected = await connectOpenAi({ baseUrl, model, apiKey: choice.apiKey }, signal);
  signal.throwIfAborted();
  if (!connected.ok) return fail({ kind: "environment", message: connected.error.message, next: "" });
  return ok({ model: connected.value, close: async () => {} });
}

/** The names of a server's models, as a person may choose among them. */
export async function listServer(
  server: string,
  apiKey: string | undefined,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const baseUrl = baseOf(server);
  if (baseUrl === undefined) return fail(noUrl(server));
  const { listOpenAi } = await import("./openai");
  const listed = await listOpenAi({ baseUrl, model: undefined, apiKey }, signal);
  return listed.ok ? listed : fail({ kind: "environment", message: listed.error.message, next: "" });
}

/** `localhost:8080` and `http://localhost:8080` mean `http://localhost:8080/v1`; a path that is there stays. */
function baseOf(server: string): string | undefined {
  const text = /^https?:\/\//.test(server) ? server : `http://${server}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path === "" ? "/v1" : path}`;
}

const noUrl = (server: string): Problem => ({
  kind: "input",
  message: `${server} is not the address of a server.`,
  next: "Name it like http://127.0.0.1:8080.",
});

const needsServer = (model: string): Problem => ({
  kind: "input",
  message: `${model} is neither the embedded model nor a .gguf file.`,
  next: `Say which server has it with --server, or leave --model out for ${embeddedModel.id}.`,
});

const noModel = ({ id, bytes, licence }: CatalogModel): Problem => ({
  kind: "environment",
  message: `There is no model on this machine yet, and no server was named.`,
  next: `Run \`stubwright models pull\` (${id}, ${Math.round(bytes / 1e6)} MB, ${licence}), or name your own server with --server.`,
});
