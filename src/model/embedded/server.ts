import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { renderChat } from "./chat-template";
import type { LlamaEngine } from "./engine";
import { parseObject, type Refusal, readRequest } from "./protocol";
import { answer } from "./reply";

/** A request longer than this many bytes is not a prompt for a small model. */
const mostBytes = 8 * 1024 * 1024;

/**
 * OpenAI's protocol over an engine: /v1/models, /v1/chat/completions, /v1/completions; /tokenize as in llama-server.
 * Closing the connection cancels the call.
 */
export function createModelServer(engine: LlamaEngine, modelId: string, bearer: string): Server {
  return createServer((request, response) => {
    route(engine, modelId, bearer, request, response).catch((error: Error) => {
      if (response.destroyed) return;
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 500, type: "server_error", message: error.message });
    });
  });
}

async function route(
  engine: LlamaEngine,
  modelId: string,
  bearer: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isAllowed(request, bearer))
    return refuse(response, {
      status: 401,
      type: "authentication_error",
      message: "the bearer token is missing or wrong",
    });
  const { served } = engine;
  switch (`${request.method} ${request.url?.split("?")[0]}`) {
    case "GET /v1/models":
      return json(response, 200, {
        object: "list",
        data: [
          { id: modelId, object: "model", owned_by: "stubwright", meta: { n_ctx: served.contextTokens } },
        ],
      });
    case "POST /tokenize": {
      const text = parseObject(await readBody(request))?.["content"];
      if (typeof text !== "string")
        return refuse(response, {
          status: 400,
          type: "invalid_request_error",
          message: "content must be a text",
        });
      return json(response, 200, { tokens: engine.tokenize([{ text, special: false }]) });
    }
    case "POST /v1/chat/completions":
      return complete(engine, modelId, "chat", request, response);
    case "POST /v1/completions":
      return complete(engine, modelId, "raw", request, response);
    default:
      return refuse(response, {
        status: 404,
        type: "not_found_error",
        message: `there is no ${request.method} ${request.url}`,
      });
  }
}

async function complete(
  engine: LlamaEngine,
  modelId: string,
  kind: "chat" | "raw",
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = readRequest(kind, await readBody(request));
  if (!parsed.ok) return refuse(response, parsed.error);
  const { source } = parsed.value;
  const parts =
    source.kind === "chat" ? renderChat(source.messages, engine) : [{ text: source.prompt, special: true }];
  const tokens = engine.tokenize(parts);
  const { contextTokens } = engine.served;
  // One token at least must be left for the answer.
  if (tokens.length >= contextTokens) {
    return refuse(response, {
      status: 400,
      type: "exceed_context_size_error",
      message: `the prompt has ${tokens.length} tokens, the context only ${contextTokens}`,
      details: { n_prompt_tokens: tokens.length, n_ctx: contextTokens },
    });
  }
  await answer(engine, modelId, parsed.value, tokens, response);
}

function isAllowed(request: IncomingMessage, bearer: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${bearer}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > mostBytes) throw new Error(`the request is longer than ${mostBytes} bytes`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, { status, type, message, details }: Refusal): void {
  json(response, status, { error: { code: status, type, message, ...details } });
}
