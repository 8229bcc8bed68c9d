import OpenAI from "openai";
import type { ChatMessage, ChatModel, ModelError, ModelInfo, OnText, Reply, Sampling } from "../core/model";
import { fail, ok, type Result } from "../core/result";
import { errorOf } from "./openai-error";
import { listModels, probe } from "./openai-probe";
import type { OpenAiServer } from "./openai-server";

/**
 * Asks a server what it can do (probes, not calls) and gives the model on it.
 * This file loads the openai package: import it when a model is wanted, not before.
 */
export async function connectOpenAi(
  server: OpenAiServer,
  signal: AbortSignal,
): Promise<Result<ChatModel, ModelError>> {
  const info = await probe(clientOf(server), server, signal);
  return info.ok ? ok(chatModelOn(server, info.value)) : info;
}

/** The names of a server's models, in its order. */
export async function listOpenAi(
  server: OpenAiServer,
  signal: AbortSignal,
): Promise<Result<readonly string[], ModelError>> {
  try {
    return ok((await listModels(clientOf(server), signal)).map((model) => model.id));
  } catch (error) {
    return fail(errorOf(error, { id: "a model", server: server.name ?? server.baseUrl }, signal));
  }
}

const clientOf = ({ baseUrl, apiKey }: Pick<OpenAiServer, "baseUrl" | "apiKey">): OpenAI =>
  new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? "none", maxRetries: 0 });

/** The model on a server whose abilities are known already. */
export function chatModelOn(server: Pick<OpenAiServer, "baseUrl" | "apiKey">, info: ModelInfo): ChatModel {
  const client = clientOf(server);
  return {
    info,
    chat: (messages, sampling, onText, signal) =>
      streamed(info, signal, onText, prefixOf(messages), async (inner) => {
        const stream = await client.chat.completions.create(
          {
            model: info.id,
            messages: messages.map(({ role, content }) => ({ role, content })),
            ...common(sampling),
            stream: true,
            stream_options: { include_usage: true },
          },
          { signal: inner },
        );
        return pieces(stream, (chunk) => chunk.choices[0]?.delta.content ?? "");
      }),
    complete: (prompt, sampling, onText, signal) =>
      streamed(info, signal, onText, "", async (inner) => {
        const stream = await client.completions.create(
          {
            model: info.id,
            prompt,
            ...common(sampling),
            stream: true,
            stream_options: { include_usage: true },
          },
          { signal: inner },
        );
        return pieces(stream, (chunk) => chunk.choices[0]?.text ?? "");
      }),
    countTokens: (text, signal) => countTokens(client, info, text, signal),
  };
}

const common = ({ temperature, seed, maxTokens, stop }: Sampling) => ({
  temperature,
  seed,
  max_tokens: maxTokens,
  // Ours to keep between calls: llama-server reuses the prompt's computation, others ignore the field.
  cache_prompt: true,
  ...(stop.length > 0 ? { stop: [...stop] } : {}),
});

/** The text that the answer continues: a last message of the assistant. */
const prefixOf = (messages: readonly ChatMessage[]): string => {
  const last = messages.at(-1);
  return last?.role === "assistant" ? last.content : "";
};

interface Piece {
  readonly text: string;
  readonly finish: string | undefined;
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number } | undefined;
}

interface Chunk {
  readonly choices: readonly { readonly finish_reason?: string | null }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

async function* pieces<C extends Chunk>(
  stream: AsyncIterable<C>,
  textOf: (chunk: C) => string,
): AsyncGenerator<Piece> {
  for await (const chunk of stream) {
    yield {
      text: chunk.choices.length > 0 ? textOf(chunk) : "",
      finish: chunk.choices[0]?.finish_reason ?? undefined,
      usage: chunk.usage ?? undefined,
    };
  }
}

/** Reads one reply to its end, or to where onText has enough. */
async function streamed(
  info: ModelInfo,
  signal: AbortSignal,
  onText: OnText,
  prefix: string,
  open: (signal: AbortSignal) => Promise<AsyncGenerator<Piece>>,
): Promise<Result<Reply, ModelError>> {
  const began = performance.now();
  const enough = new AbortController();
  const state = { text: "", finish: "stop" as Reply["finish"], promptTokens: 0, outputTokens: 0, seen: 0 };
  const echo = withoutEcho(prefix);
  try {
    for await (const piece of await open(AbortSignal.any([signal, enough.signal]))) {
      if (piece.usage !== undefined)
        [state.promptTokens, state.outputTokens] = [piece.usage.prompt_tokens, piece.usage.completion_tokens];
      if (piece.finish === "length") state.finish = "length";
      const text = echo(piece.text);
      if (text === "") continue;
      state.text += text;
      state.seen++;
      if (onText(text, state.text) === "stop") {
        state.finish = "stopped";
        break;
      }
    }
  } catch (error) {
    return fail(errorOf(error, info, signal));
  } finally {
    enough.abort();
  }
  if (signal.aborted) return fail({ kind: "cancelled", message: "Cancelled." });
  // A stream that was left early has not told its usage: about one piece a token.
  return ok({
    text: state.text,
    finish: state.finish,
    promptTokens: state.promptTokens,
    outputTokens: state.outputTokens || state.seen,
    ms: performance.now() - began,
  });
}

/** Some servers (llama-server) begin a continued answer with the text it continues; it is left out here. */
function withoutEcho(prefix: string): (text: string) => string {
  const state = { held: "", over: prefix === "" };
  return (text) => {
    if (state.over) return text;
    state.held += text;
    if (prefix.startsWith(state.held) && state.held.length < prefix.length) return "";
    state.over = true;
    return state.held.startsWith(prefix) ? state.held.slice(prefix.length) : state.held;
  };
}

/** llama-server and the embedded server count a `content`; others have no such place. */
async function countTokens(
  client: OpenAI,
  info: ModelInfo,
  content: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const url = `${client.baseURL.replace(/\/v1\/?$/, "")}/tokenize`;
    const reply = await client.post<{ tokens?: unknown[]; count?: number }>(url, {
      body: { content, model: info.id, prompt: content },
      signal,
    });
    return reply.count ?? reply.tokens?.length;
  } catch {
    return undefined;
  }
}
