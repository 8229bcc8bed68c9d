import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of OpenAI's protocol whose answers a test writes: for exact behaviour, never for what a model can do. */
export interface FakeModel {
  /** As the setting `stubwright.server` takes it. */
  readonly url: string;
  /** The last message of every call, in order; probes are not among them. */
  readonly prompts: readonly string[];
  close(): Promise<void>;
}

export interface FakeOptions {
  /** The answer to the n-th call, from 1. */
  readonly answer: (prompt: string, call: number) => string;
  /** Milliseconds between two pieces. */
  readonly pieceMs?: number;
}

interface Chat {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
}

export async function startFakeModel({ answer, pieceMs = 0 }: FakeOptions): Promise<FakeModel> {
  const prompts: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.url === "/v1/models") return json(response, { object: "list", data: [{ id: "scripted" }] });
    if (request.url !== "/v1/chat/completions")
      return json(response, { error: { message: "not here" } }, 404);
    const chat = JSON.parse(await bodyOf(request)) as Chat;
    // Only probes ask without a stream: this server does not continue an answer.
    if (chat.stream !== true)
      return json(response, { choices: [{ message: { role: "assistant", content: "No." } }] });
    prompts.push(chat.messages.map((m) => m.content).join("\n"));
    await stream(response, answer(prompts.at(-1) ?? "", prompts.length), pieceMs);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    prompts,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function stream(response: ServerResponse, text: string, pieceMs: number): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (data: object): void => void response.write(`data: ${JSON.stringify(data)}\n\n`);
  for (const piece of text.match(/[\s\S]{1,12}/g) ?? []) {
    if (response.destroyed) return;
    send({ choices: [{ index: 0, delta: { content: piece } }] });
    if (pieceMs > 0) await new Promise((later) => setTimeout(later, pieceMs));
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  send({ choices: [], usage: { prompt_tokens: 100, completion_tokens: 20 } });
  response.end("data: [DONE]\n\n");
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
