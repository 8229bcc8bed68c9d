import OpenAI from "openai";
import type { ChatModel, ModelError, ModelInfo, OnText, Sampling } from "../../core/model";
import { fail, ok, type Result } from "../../core/result";
import { type Piece, prefixOf, type Reading, streamed } from "../http/stream";
import { errorOf } from "./error";
import { listModels, probe } from "./probe";
import type { OpenAiServer } from "./server";

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
  const reading = (onText: OnText, prefix: string, signal: AbortSignal): Reading => ({
    onText,
    prefix,
    signal,
    errorOf: (error) => errorOf(error, info, signal),
  });
  return {
    info,
    chat: (messages, sampling, onText, signal) =>
      streamed(reading(onText, prefixOf(messages), signal), async (inner) => {
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
      streamed(reading(onText, "", signal), async (inner) => {
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
      usage: chunk.usage
        ? { promptTokens: chunk.usage.prompt_tokens, outputTokens: chunk.usage.completion_tokens }
        : undefined,
    };
  }
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
