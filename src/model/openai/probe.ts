import { APIError, type OpenAI } from "openai";
import type { ModelError, ModelInfo } from "../../core/model";
import { problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { fimTokensOf } from "../http/fim-tokens";
import { listIn } from "../http/off-protocol";
import { errorOf } from "./error";
import type { OpenAiServer } from "./server";

/** What a server's list says of a model; the extensions are llama-server's, vLLM's, LM Studio's and our own. */
export interface ListedModel {
  readonly id: string;
  readonly meta?: { readonly n_ctx?: number; readonly n_ctx_train?: number };
  readonly max_model_len?: number;
  readonly loaded_context_length?: number;
  readonly context_length?: number;
  readonly parallel?: number;
}

/** Taken where no server tells: what Ollama runs models with unless told otherwise. */
const carefulContext = 4096;

/** Finds the model on the server and what it can do there. Short requests, none of which is a call of a run. */
export async function probe(
  client: OpenAI,
  server: OpenAiServer,
  signal: AbortSignal,
): Promise<Result<ModelInfo, ModelError>> {
  const where = { id: server.model ?? "a model", server: server.name ?? server.baseUrl };
  try {
    const listed = await listedOrNamed(client, server.model, signal);
    const model = server.model === undefined ? listed[0] : listed.find((m) => m.id === server.model);
    if (model === undefined) return fail(notThere(server, listed));
    const [context, complete, prefill] = await Promise.all([
      server.contextTokens ?? contextOf(client, model, signal),
      completes(client, model.id, signal),
      continues(client, model.id, signal),
    ]);
    signal.throwIfAborted();
    const capabilities = {
      prefill,
      complete,
      fim: complete ? fimTokensOf(model.id) : undefined,
      seed: true,
      parallel: model.parallel ?? 1,
    };
    return ok({ id: model.id, server: where.server, contextTokens: context, capabilities });
  } catch (error) {
    return fail(errorOf(error, where, signal));
  }
}

export async function listModels(client: OpenAI, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const page = await client.models.list({ signal });
  const named = (entry: unknown) => typeof (entry as Partial<ListedModel> | null)?.id === "string";
  return listIn(page.data, "models").filter(named) as readonly ListedModel[];
}

/** A gateway may have no list: a model that was named needs none. */
async function listedOrNamed(
  client: OpenAI,
  named: string | undefined,
  signal: AbortSignal,
): Promise<readonly ListedModel[]> {
  try {
    return await listModels(client, signal);
  } catch (error) {
    const unknown = error instanceof APIError && [404, 405, 501].includes(error.status ?? 0);
    if (named === undefined || !unknown) throw error;
    return [{ id: named }];
  }
}

function notThere(server: OpenAiServer, listed: readonly ListedModel[]): ModelError {
  const where = server.name ?? server.baseUrl;
  if (server.model === undefined)
    return { kind: "refused", problem: problem("server-empty", { server: where }, byHand("load-model")) };
  const models = listed.map((m) => m.id).slice(0, 12);
  return {
    kind: "refused",
    problem: problem("model-not-on-server", { server: where, model: server.model, models }),
  };
}

async function contextOf(client: OpenAI, model: ListedModel, signal: AbortSignal): Promise<number> {
  const reported =
    model.meta?.n_ctx ?? model.max_model_len ?? model.loaded_context_length ?? model.context_length;
  if (reported !== undefined) return reported;
  try {
    const url = `${client.baseURL.replace(/\/v1\/?$/, "")}/props`;
    const props = await client.get<{ default_generation_settings?: { n_ctx?: number } }>(url, { signal });
    return props.default_generation_settings?.n_ctx ?? carefulContext;
  } catch {
    return carefulContext;
  }
}

/** Whether raw text is continued. */
async function completes(client: OpenAI, model: string, signal: AbortSignal): Promise<boolean> {
  try {
    const reply = await client.completions.create(
      { model, prompt: "package", max_tokens: 1, temperature: 0 },
      { signal },
    );
    return typeof reply.choices[0]?.text === "string";
  } catch {
    return false;
  }
}

const begun = "```go\nfunc Add(a, b int) int {\n\treturn a";

/** Whether a last message of the assistant is continued: a server that starts a new answer opens a fence or talks. */
async function continues(client: OpenAI, model: string, signal: AbortSignal): Promise<boolean> {
  try {
    const messages = [
      { role: "user", content: "Write the Go function Add(a, b int) int that returns the sum." },
      { role: "assistant", content: begun },
    ] as const;
    const reply = await client.chat.completions.create(
      { model, messages: [...messages], max_tokens: 6, temperature: 0 },
      { signal },
    );
    const text = (reply.choices[0]?.message.content ?? "").replace(begun, "");
    return /^\s*\+\s*b\b/.test(text);
  } catch {
    return false;
  }
}
