import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** A model's server whose manners are chosen, and another host that nobody named. */
export interface HostileServer {
  /** As `--server` takes it. */
  readonly url: string;
  /** Everything that was sent to it, in order. */
  heard(): string;
  /** What the other host was sent. */
  elsewhere(): string;
  close(): Promise<void>;
}

interface Asked {
  readonly path: string;
  readonly body: string;
  readonly other: string;
}

type Behaviour = (response: ServerResponse, asked: Asked) => void;

const html =
  (status: number): Behaviour =>
  (response) =>
    void response
      .writeHead(status, { "content-type": "text/html" })
      .end(`<!doctype html><title>Sign in</title>${"<p>Please sign in.</p>".repeat(5_000)}`);

const json = (response: ServerResponse, body: object | string, status = 200): void =>
  void response
    .writeHead(status, { "content-type": "application/json" })
    .end(typeof body === "string" ? body : JSON.stringify(body));

const events = { "content-type": "text/event-stream" };
const delta = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

/** Writes until the other side goes away. */
function endless(response: ServerResponse, piece: string): void {
  const write = (): void => {
    while (!response.destroyed) if (!response.write(piece)) return;
  };
  response.on("drain", write).on("error", () => {});
  write();
}

const models: Behaviour = (response) => json(response, { object: "list", data: [{ id: "scripted" }] });
const redirect =
  (to: (asked: Asked) => string): Behaviour =>
  (response, asked) =>
    void response.writeHead(307, { location: to(asked) }).end();

/** What a call for an answer gets. Where nothing else is said the list of models is honest. */
const calls: Readonly<Record<string, Behaviour>> = {
  "endless-answer": (response) =>
    endless(response.writeHead(200, events), delta(`${"x := n + 1\n\t".repeat(4_000)}`)),
  "endless-line": (response) =>
    endless(response.writeHead(200, events), `data: {"choices":[{"delta":{"content":"${"x".repeat(60_000)}`),
  "endless-error": (response) =>
    endless(response.writeHead(500, { "content-type": "application/json" }), "e".repeat(60_000)),
  "endless-headers": (response) => {
    const socket = response.socket;
    socket?.on("error", () => {});
    const write = (): void => {
      while (socket?.destroyed === false) if (!socket.write(`x-${"y".repeat(8_000)}: z\r\n`)) return;
    };
    socket?.on("drain", write).write("HTTP/1.1 200 OK\r\n");
    write();
  },
  "redirect-of-the-call": redirect(({ other, path }) => `${other}${path}`),
  "redirect-in-a-circle": redirect(({ path }) => path),
  html: html(200),
  "wrong-json": (response) => json(response, '{"choices": [{"message": {"content": "func'),
  "json-of-other-shapes": (response) => json(response, { choices: { 0: null }, usage: "many", error: [] }),
  "deep-json": (response) =>
    response
      .writeHead(200, events)
      .end(`data: ${"[".repeat(400_000)}${"]".repeat(400_000)}\n\ndata: [DONE]\n\n`),
  "many-choices": (response) =>
    void response
      .writeHead(200, events)
      .end(
        `data: ${JSON.stringify({ choices: Array.from({ length: 200_000 }, (_, index) => ({ index, delta: { content: "x" } })) })}\n\ndata: [DONE]\n\n`,
      ),
  "tool-calls": (response) =>
    void response
      .writeHead(200, events)
      .end(
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: [{ function: { name: "shell", arguments: "{}" } }], content: null }, finish_reason: "tool_calls" }] })}\n\ndata: [DONE]\n\n`,
      ),
  "empty-events": (response) => endless(response.writeHead(200, events), `${"data: {}\n\n".repeat(2_000)}`),
  "comments-without-end": (response) =>
    endless(response.writeHead(200, events), ": still here\n".repeat(2_000)),
  "cut-in-the-middle": (response) => {
    response.writeHead(200, events).write(delta("```go\nfunc Reading(n int) (int, string) {\n"));
    setTimeout(() => response.destroy(), 50);
  },
  "compressed-bomb": (response) =>
    void response
      .writeHead(200, { ...events, "content-encoding": "gzip" })
      .end(gzipSync(Buffer.alloc(1 << 29, delta("x".repeat(2_000))))),
  "wrong-length": (response) => {
    response.writeHead(200, { ...events, "content-length": "99999999999" }).write(delta("x"));
    setTimeout(() => response.destroy(), 50);
  },
  "control-characters-in-errors": (response) =>
    json(
      response,
      { error: { message: `no \u001b[2J\u001b]0;t\u0007 \u202e ${"long ".repeat(50_000)}` } },
      400,
    ),
  "asks-for-a-password": (response) =>
    void response.writeHead(401, { "www-authenticate": 'Basic realm="your account"' }).end("no"),
};

/** What the list of models, and whatever else is asked before a call, gets. */
const lists: Readonly<Record<string, Behaviour>> = {
  "endless-list-of-models": (response) =>
    endless(
      response.writeHead(200, { "content-type": "application/json" }),
      `{"data":[${'{"id":"m"},'.repeat(5_000)}`,
    ),
  "redirect-of-the-list": redirect(({ other, path }) => `${other}${path}`),
  "names-with-control-characters": (response) =>
    json(response, {
      object: "list",
      data: [{ id: "a\u001b[2J\u202eb\n\u0000../../x" }, { id: "y".repeat(200_000) }],
    }),
};

export async function startHostileServer(behaves: string, answer: () => string): Promise<HostileServer> {
  const heard: string[] = [];
  const elsewhere: string[] = [];
  const other = await serve(async (request, response) => {
    elsewhere.push(
      `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${await bodyOf(request)}`,
    );
    json(response, { data: [{ id: "other" }], choices: [{ message: { content: "x" } }] });
  });
  const server = await serve(async (request, response) => {
    const asked = { path: request.url ?? "", body: await bodyOf(request), other: other.url };
    heard.push(`${asked.path} ${asked.body}`);
    if (asked.path !== "/v1/chat/completions") return (lists[behaves] ?? models)(response, asked);
    const { stream } = JSON.parse(asked.body) as { stream?: boolean };
    const behaviour = calls[behaves];
    if (behaviour !== undefined) return behaviour(response, asked);
    if (stream !== true)
      return json(response, { choices: [{ message: { role: "assistant", content: "No." } }] });
    response.writeHead(200, events);
    for (const piece of answer().match(/[\s\S]{1,20000}/g) ?? []) response.write(delta(piece));
    response.write(
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\n`,
    );
    response.end("data: [DONE]\n\n");
  });
  return {
    url: server.url,
    heard: () => heard.join("\n"),
    elsewhere: () => elsewhere.join("\n"),
    close: async () => void (await Promise.all([server.close(), other.close()])),
  };
}

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server = createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
    response.on("error", () => {});
    void handle(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
