import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { limits } from "../../../../src/core/limits";
import { bounded, ReplyTooLarge } from "../../../../src/model/http/bounded-fetch";
import { chatModelOn } from "../../../../src/model/openai/client";

const replies: readonly {
  readonly it: string;
  readonly chunks: readonly string[];
  readonly fits: boolean;
}[] = [
  { it: "as large as it may be", chunks: ["aaaa\n", "aaaa\n"], fits: true },
  { it: "larger", chunks: ["aaaa\n", "aaaa\n", "a"], fits: false },
  { it: "of a line that is too long", chunks: ["aaa", "aaa"], fits: false },
];

describe("a reply of a server", () => {
  for (const { it: title, chunks, fits } of replies)
    it(`${title}: ${fits ? "is read" : "ends in an error"}`, async () => {
      const body = new ReadableStream({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
          controller.close();
        },
      });
      const read = bounded(new Response(body), 10, 4).text();
      if (fits) assert.equal(await read, chunks.join(""));
      else await assert.rejects(read, ReplyTooLarge);
    });
});

describe("a server that streams one line without an end", () => {
  let server: Server;
  let sent = 0;
  before(async () => {
    server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const chunk = "x".repeat(64 << 10);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
        response.once("drain", more);
      };
      more();
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("is left, and the person is told", async () => {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const capabilities = { prefill: false, complete: false, fim: undefined, seed: true, parallel: 1 };
    const info = { id: "m", server: "here", contextTokens: 4_096, capabilities };
    const model = chatModelOn({ baseUrl, apiKey: undefined }, info);
    const sampling = { temperature: 0, seed: 1, maxTokens: 700, stop: [] };
    const never = new AbortController().signal;
    const reply = await model.chat([{ role: "user", content: "?" }], sampling, () => undefined, never);
    assert.equal(reply.ok ? "" : reply.error.problem.code, "reply-too-large");
    assert.ok(sent < limits.reply);
  });
});
