import { type ListResponse, Ollama } from "ollama";
import type { ChatMessage, ChatModel, ModelError, ModelInfo, Sampling } from "../../core/model";
import { problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { listIn, textIn } from "../http/off-protocol";
import { fetchFrom } from "../http/one-server";
import { type Piece, prefixOf, readingOf, streamed } from "../http/stream";
import { OllamaRefusal, ollamaAt, ollamaErrorOf } from "./error";
import { factsOf, type OllamaFacts, type ShowAnswer } from "./show";

export interface OllamaServer {
  /** Without a path. */
  readonly origin: string;
  /** Undefined takes the first one of its list. */
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
}

/**
 * Tokens asked for, where the model was trained with so many: what the prompts of one function need. Ollama keeps the
 * memory for them, and loads a model anew for each other number.
 */
const contextTokens = 8192;

/** How an answer that is begun is handed in: Ollama's templates differ in whether they leave a last message open. */
type Prefill = "chat" | "raw" | "none";

/**
 * The model on an Ollama server, by Ollama's own protocol: its OpenAI one knows no context size and cuts long prompts
 * silently. This file loads the ollama package: import it when a model is wanted, not before.
 */
export async function connectOllama(
  server: OllamaServer,
  signal: AbortSignal,
): Promise<Result<ChatModel, ModelError>> {
  let model = server.model ?? "a model";
  try {
    const client = clientOf(server, signal);
    if (server.model === undefined) {
      const first = modelsIn(await client.list())[0];
      if (first === undefined)
        return fail({
          kind: "refused",
          problem: problem("server-empty", { server: ollamaAt(server.origin) }, byHand("pull-with-ollama")),
        });
      model = first.model;
    }
    const facts = factsOf(model, (await client.show({ model })) as unknown as ShowAnswer);
    const context = Math.min(contextTokens, facts.trainedTokens ?? contextTokens);
    const setting = { server, model, facts, context };
    const prefill = await prefillOf(setting, signal);
    signal.throwIfAborted();
    const info: ModelInfo = {
      id: model,
      server: ollamaAt(server.origin),
      contextTokens: context,
      capabilities: { prefill: prefill !== "none", complete: true, fim: facts.fim, seed: true, parallel: 1 },
    };
    return ok(chatModel(setting, info, prefill));
  } catch (error) {
    return fail(ollamaErrorOf(error, model, server.origin, signal));
  }
}

interface Setting {
  readonly server: OllamaServer;
  readonly model: string;
  readonly facts: OllamaFacts;
  readonly context: number;
}

function chatModel(setting: Setting, info: ModelInfo, prefill: Prefill): ChatModel {
  const { model, server } = setting;
  const reading = readingOf((error, signal) => ollamaErrorOf(error, model, server.origin, signal));
  return {
    info,
    chat: (messages, sampling, onText, signal) => {
      const prefix = prefixOf(messages);
      return streamed(reading(onText, prefix, sampling, signal), (inner) =>
        prefill === "raw" && (prefix !== "" || setting.facts.bare)
          ? generate(setting, chatMl(messages), sampling, inner)
          : chat(setting, messages, sampling, inner),
      );
    },
    complete: (prompt, sampling, onText, signal) =>
      streamed(reading(onText, "", sampling, signal), (inner) => generate(setting, prompt, sampling, inner)),
    // Ollama shows its tokenizer to nobody; each reply's count corrects the estimate.
    countTokens: async () => undefined,
  };
}

async function chat(
  { server, model, facts, context }: Setting,
  messages: readonly ChatMessage[],
  sampling: Sampling,
  signal: AbortSignal,
): Promise<AsyncIterable<Piece>> {
  const parts = await clientOf(server, signal).chat({
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...(facts.thinks ? { think: false } : {}),
    ...whole,
    options: optionsOf(sampling, context),
    stream: true,
  });
  return pieces(
    parts,
    (part) => part.message?.content,
    (part) => part.message?.thinking,
  );
}

/** The prompt as it is, past every template; special tokens are understood. */
async function generate(
  { server, model, context }: Setting,
  prompt: string,
  sampling: Sampling,
  signal: AbortSignal,
): Promise<AsyncIterable<Piece>> {
  const options = optionsOf(sampling, context);
  const request = { model, prompt, raw: true, ...whole, options, stream: true } as const;
  const parts = await clientOf(server, signal).generate(request);
  return pieces(parts, (part) => part.response);
}

/** A prompt or an answer that does not fit is an error, never cut. */
const whole = { truncate: false, shift: false };

/** Drawn as llama-server and the embedded server draw: Ollama's own default punishes repetition, which code needs. */
const optionsOf = ({ temperature, seed, maxTokens, stop }: Sampling, context: number) => ({
  num_ctx: context,
  num_predict: maxTokens,
  temperature,
  seed,
  stop: [...stop],
  top_k: 40,
  top_p: 0.95,
  min_p: 0.05,
  repeat_penalty: 1,
});

const modelsIn = (answer: ListResponse): ListResponse["models"] =>
  listIn(answer?.models, "models") as ListResponse["models"];

interface Part {
  readonly done: boolean;
  readonly done_reason: string | undefined;
  readonly prompt_eval_count: number;
  readonly eval_count: number;
}

async function* pieces<P extends Part>(
  parts: AsyncIterable<P>,
  textOf: (part: P) => unknown,
  thoughtOf: (part: P) => unknown = () => undefined,
) {
  for await (const part of parts) {
    const usage = { promptTokens: part.prompt_eval_count ?? 0, outputTokens: part.eval_count ?? 0 };
    yield {
      text: textIn(textOf(part), "what it writes"),
      reasoning: (thoughtOf(part) ?? "") !== "",
      finish: part.done ? part.done_reason : undefined,
      usage: part.done ? usage : undefined,
    };
  }
}

/** A last message of the assistant is left open. */
export function chatMl(messages: readonly ChatMessage[]): string {
  const open = prefixOf(messages);
  const closed = messages.at(-1)?.role === "assistant" ? messages.slice(0, -1) : messages;
  const framed = closed.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
  return `${framed.join("")}<|im_start|>assistant\n${open}`;
}

const begun = "```go\nfunc Add(a, b int) int {\n\treturn a";

/** Tries on a trifle whether a last message of the assistant is continued; a probe, no call of a run. */
async function prefillOf(setting: Setting, signal: AbortSignal): Promise<Prefill> {
  if (setting.facts.bare) return setting.facts.chatMl ? "raw" : "none";
  const messages = [
    { role: "user", content: "Write the Go function Add(a, b int) int that returns the sum." },
    { role: "assistant", content: begun },
  ] as const;
  const sampling = { temperature: 0, seed: 1, maxTokens: 6, stop: [] };
  let text = "";
  for await (const piece of await chat(setting, messages, sampling, signal)) text += piece.text;
  if (/^\s*\+\s*b\b/.test(text.replace(begun, ""))) return "chat";
  return setting.facts.chatMl ? "raw" : "none";
}

/** One client a request, since the package cannot cancel one before its first byte. */
function clientOf({ origin, apiKey }: OllamaServer, signal: AbortSignal): Ollama {
  return new Ollama({
    host: origin,
    fetch: async (url, init) => {
      const response = await fetchFrom(url, { ...init, signal }, apiKey);
      if (response.ok) return response;
      // Read here: the package writes to standard output where an error is not JSON.
      throw new OllamaRefusal(response.status, messageOf(await response.text()) || response.statusText);
    },
  });
}

function messageOf(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    return typeof error === "string" ? error : body;
  } catch {
    return body;
  }
}
