import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Token } from "node-llama-cpp";
import type { Generation, LlamaEngine } from "./engine";
import type { CompletionRequest } from "./protocol";

/** Generates and answers, streamed as server-sent events or whole; a closed connection ends the generation. */
export async function answer(
  engine: LlamaEngine,
  modelId: string,
  request: CompletionRequest,
  tokens: readonly Token[],
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const form = forms[request.source.kind];
  const head = {
    id: `${form.prefix}-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: modelId,
  };
  try {
    if (!request.stream) {
      const texts: string[] = [];
      const done = await engine.generate(tokens, request.draw, (piece) => texts.push(piece), gone.signal);
      const whole = {
        ...head,
        object: form.object,
        choices: [form.whole(texts.join(""), done.finish)],
        usage: usageOf(done),
      };
      response
        .writeHead(200, { "content-type": "application/json; charset=utf-8" })
        .end(JSON.stringify(whole));
      return;
    }
    const chunk = { ...head, object: form.chunk };
    const send = (event: unknown): void => void response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache",
    });
    response.flushHeaders();
    const onText = (piece: string): void => send({ ...chunk, choices: [form.piece(piece, null)] });
    const done = await engine.generate(tokens, request.draw, onText, gone.signal);
    send({ ...chunk, choices: [form.piece(undefined, done.finish)] });
    if (request.usage) send({ ...chunk, choices: [], usage: usageOf(done) });
    response.end("data: [DONE]\n\n");
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}

type Finish = Generation["finish"] | null;

const forms = {
  chat: {
    prefix: "chatcmpl",
    object: "chat.completion",
    chunk: "chat.completion.chunk",
    whole: (content: string, finish: Finish) => ({
      index: 0,
      message: { role: "assistant", content },
      finish_reason: finish,
    }),
    piece: (content: string | undefined, finish: Finish) => ({
      index: 0,
      delta: content === undefined ? {} : { content },
      finish_reason: finish,
    }),
  },
  raw: {
    prefix: "cmpl",
    object: "text_completion",
    chunk: "text_completion",
    whole: (text: string, finish: Finish) => ({ index: 0, text, finish_reason: finish }),
    piece: (text: string | undefined, finish: Finish) => ({
      index: 0,
      text: text ?? "",
      finish_reason: finish,
    }),
  },
} as const;

const usageOf = (done: Generation) => ({
  prompt_tokens: done.promptTokens,
  completion_tokens: done.outputTokens,
  total_tokens: done.promptTokens + done.outputTokens,
  prompt_tokens_details: { cached_tokens: done.cachedTokens },
});
