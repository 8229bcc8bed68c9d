import OpenAI, { APIError } from "openai";
import type { ChatModel, ModelError, ModelInfo, Sampling } from "../../core/model";
import { fail, ok, type Result } from "../../core/result";
import { listIn, textIn } from "../http/off-protocol";
import { fetchFrom } from "../http/one-server";
import { type Piece, prefixOf, readingOf, streamed } from "../http/stream";
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

/** What the package would take from the environment was meant for other servers. */
const nothingOfOthers = { adminAPIKey: null, organization: null, project: null, webhookSecret: null };

const clientOf = ({ baseUrl, apiKey }: Pick<OpenAiServer, "baseUrl" | "apiKey">): OpenAI =>
  new OpenAI({
    ...nothingOfOthers,
    baseURL: baseUrl,
    apiKey: apiKey ?? "none",
    maxRetries: 0,
    fetch: (url, init) => fetchFrom(url, init, apiKey),
  });

/** The model on a server whose abilities are known already. */
export function chatModelOn(server: Pick<OpenAiServer, "baseUrl" | "apiKey">, info: ModelInfo): ChatModel {
  const client = clientOf(server);
  const ask = askerOf();
  const reading = readingOf((error, signal) => errorOf(error, info, signal));
  return {
    info,
    chat: (messages, sampling, onText, signal) =>
      streamed(reading(onText, prefixOf(messages), sampling, signal), async (inner) => {
        const body = { model: info.id, messages: messages.map(({ role, content }) => ({ role, content })) };
        const stream = await ask(sampling, (more) =>
          client.chat.completions.create(
            { ...body, ...common(sampling), ...more, stream: true },
            { signal: inner },
          ),
        );
        return pieces(stream, ({ delta }) => delta?.content, thoughtOf);
      }),
    complete: (prompt, sampling, onText, signal) =>
      streamed(reading(onText, "", sampling, signal), async (inner) => {
        const stream = await ask(sampling, (more) =>
          client.completions.create(
            { model: info.id, prompt, ...common(sampling), ...more, stream: true },
            { signal: inner },
          ),
        );
        return pieces(stream, ({ text }) => text);
      }),
    countTokens: (text, signal) => countTokens(client, info, text, signal),
  };
}

const common = ({ temperature, maxTokens, stop }: Sampling) => ({
  temperature,
  max_tokens: maxTokens,
  ...(stop.length > 0 ? { stop: [...stop] } : {}),
});

/** What makes a run repeatable, quick and counted, and is answered without. */
const extras = ({ seed }: Sampling) => ({
  seed,
  // Ours to keep between calls: llama-server reuses the prompt's computation, others ignore the field.
  cache_prompt: true,
  stream_options: { include_usage: true },
});
type Extras = ReturnType<typeof extras>;

/**
 * Sends a request with the fields that not every server knows. One that a server refuses as such has begun nothing:
 * it is sent again without them, and so are all later ones once that was the reason.
 */
function askerOf() {
  let strict = false;
  return async <T>(
    sampling: Sampling,
    send: (more: Extras | Record<string, never>) => Promise<T>,
  ): Promise<T> => {
    if (strict) return send({});
    try {
      return await send(extras(sampling));
    } catch (error) {
      if (!(error instanceof APIError) || !(error.status === 400 || error.status === 422)) throw error;
      const answer = await send({}).catch(() => {
        throw error;
      });
      strict = true;
      return answer;
    }
  };
}

interface Delta {
  readonly delta?: { readonly content?: string | null };
}

/** Thoughts in a field of their own: what llama.cpp and DeepSeek call it, and vLLM and others. */
const thoughtOf = ({ delta }: Delta): string => {
  const { reasoning_content, reasoning } = (delta ?? {}) as Readonly<Record<string, unknown>>;
  return (
    ([reasoning_content, reasoning].find((field) => typeof field === "string") as string | undefined) ?? ""
  );
};

/** As the protocol says: what comes may be anything. */
interface Chunk<C> {
  readonly choices: readonly (C & { readonly finish_reason?: string | null })[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

async function* pieces<C>(
  stream: AsyncIterable<Chunk<C>>,
  textOf: (choice: C) => unknown,
  thought: (choice: C) => string = () => "",
): AsyncGenerator<Piece> {
  for await (const part of stream) {
    const [choice] = listIn(part?.choices, "choices") as Chunk<C>["choices"];
    yield {
      text: choice === undefined ? "" : textIn(textOf(choice), "what it writes"),
      reasoning: choice !== undefined && thought(choice) !== "",
      finish: choice?.finish_reason ?? undefined,
      usage: countsIn(part),
    };
  }
}

function countsIn({ usage }: Pick<Chunk<unknown>, "usage">): Piece["usage"] {
  const { prompt_tokens: promptTokens, completion_tokens: outputTokens } = usage ?? {};
  return typeof promptTokens === "number" && typeof outputTokens === "number"
    ? { promptTokens, outputTokens }
    : undefined;
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
