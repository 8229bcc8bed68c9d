import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCli } from "../support/cli";

/** Fewer milliseconds than any timer that could hold the process, far more than any run here takes. */
const hang = 60_000;

const files = {
  "go.mod": "module example.com/ends\n\ngo 1.21\n",
  "half.go": 'package ends\n\n// Half is n / 2.\nfunc Half(n int) int {\n\tpanic("todo")\n}\n',
  "half_test.go":
    'package ends\n\nimport "testing"\n\nfunc TestHalf(t *testing.T) {\n\tif Half(4) != 2 {\n\t\tt.Fail()\n\t}\n}\n',
};

/** What a server says to a call, besides listing its model. */
const replies: Readonly<
  Record<
    string,
    { readonly status: number; readonly body: string; readonly code: number; readonly says: RegExp }
  >
> = {
  "a server that refuses the first call": {
    status: 500,
    body: JSON.stringify({ error: { message: "no room" } }),
    code: 3,
    says: /no room/,
  },
  "a server that answers with a right body": {
    status: 200,
    body: `data: ${JSON.stringify({ choices: [{ delta: { content: "```go\nfunc Half(n int) int {\n\treturn n / 2\n}\n```" }, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`,
    code: 0,
    says: /passing/,
  },
};

/** A command ends when it has said its last word: nothing that it began holds it. */
describe("a run's process ends with it", function () {
  this.timeout(hang);
  for (const [name, { status, body, code, says }] of Object.entries(replies)) {
    it(name, async () => {
      const dir = mkdtempSync(join(tmpdir(), "stubwright-e2e-"));
      for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
      const server = await serving(status, body);
      try {
        const at = server.address();
        assert.ok(typeof at === "object" && at !== null);
        const url = `http://127.0.0.1:${at.port}/v1`;
        const run = await startCli(["implement", "half.go", "Half", "--server", url, "--budget", "1"], dir)
          .ended;
        assert.equal(run.code, code, run.stderr);
        assert.match(run.stderr, says);
      } finally {
        server.closeAllConnections();
        server.close();
        rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
      }
    });
  }
});

/** An OpenAI-compatible server on loopback that keeps its connections open. */
async function serving(status: number, body: string): Promise<Server> {
  const json = { "content-type": "application/json" };
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === "/v1/models")
      return response
        .writeHead(200, json)
        .end(JSON.stringify({ object: "list", data: [{ id: "scripted" }] }));
    if (request.url !== "/v1/chat/completions") return response.writeHead(404, json).end("{}");
    return response
      .writeHead(status, status === 200 ? { "content-type": "text/event-stream" } : json)
      .end(body);
  });
  server.keepAliveTimeout = 10 * hang;
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
