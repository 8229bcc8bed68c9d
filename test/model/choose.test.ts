import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { limits } from "../../src/core/limits";
import { messageOf } from "../../src/core/problem/problem-text";
import { type Chosen, choose, openChosen } from "../../src/model/choose";
import { discoverIn, type FoundModel } from "../../src/model/discover";

const live = new AbortController().signal;
const choice = { server: undefined, model: undefined, apiKey: undefined, dir: "/nowhere", cwd: "/here" };
const ollama = { kind: "ollama", origin: "http://127.0.0.1:1" } as const;
const other = { kind: "openai", baseUrl: "http://127.0.0.1:2/v1" } as const;
const size = { embedded: false, billions: 7, bytes: undefined, from: "here" };
const found: readonly FoundModel[] = [
  { ...size, name: "qwen2.5-coder:7b", place: ollama },
  { ...size, name: "mine:latest", place: ollama },
  { ...size, name: "phi", place: other },
];

describe("choosing a model", () => {
  const choices: readonly [string, { model?: string }, Chosen][] = [
    ["the best one of this machine", {}, { place: ollama, model: "qwen2.5-coder:7b" }],
    ["one by its name", { model: "phi" }, { place: other, model: "phi" }],
    [":latest may be left out", { model: "mine" }, { place: ollama, model: "mine:latest" }],
    [
      "a file",
      { model: "some.gguf" },
      { place: { kind: "embedded", path: "/here/some.gguf" }, model: "some" },
    ],
  ];
  for (const [name, more, chosen] of choices) {
    it(name, async () => {
      const made = await choose({ ...choice, ...more }, live, async () => found);
      assert.deepEqual(made, { ok: true, value: chosen });
    });
  }

  const refusals: readonly [string, { model?: string; server?: string }, RegExp][] = [
    ["none anywhere", {}, /There is no model on this machine yet/],
    [
      "the embedded one before it is there",
      { model: "embedded" },
      /does not have the embedded model .* yet\.$/,
    ],
    ["a name that nobody has", { model: "gpt" }, /has a model called gpt\. No models were found\.$/],
    ["an address that is none", { server: "http://" }, /is not the address of a server/],
    [
      "nobody at the address",
      { server: "http://127.0.0.1:9" },
      /^http:\/\/127\.0\.0\.1:9\/v1 does not answer/,
    ],
  ];
  for (const [name, more, problem] of refusals) {
    it(`refused: ${name}`, async () => {
      const opened = await openChosen({ ...choice, ...more }, live, async () => []);
      assert.ok(!opened.ok);
      assert.match(messageOf(opened.error), problem);
    });
  }

  it("a server that was named is asked whether it is Ollama, by whichever address", async () => {
    await serving({ "/api/version": { version: "0.12.6" } }, async (origin) => {
      for (const server of [origin, `${origin}/v1/`, origin.replace("http://", "")]) {
        const made = await choose({ ...choice, server, model: "m" }, live);
        assert.deepEqual(made, { ok: true, value: { place: { kind: "ollama", origin }, model: "m" } });
      }
    });
    await serving({}, async (origin) => {
      const made = await choose({ ...choice, server: origin }, live);
      const place = { kind: "openai", baseUrl: `${origin}/v1` };
      assert.deepEqual(made, { ok: true, value: { place, model: undefined } });
    });
  });
});

describe("a server that never ends what it answers", () => {
  it("is left before it has sent much, whatever it was asked", async () => {
    let sent = 0;
    const chunk = `{"id":"m"},`.repeat(5_000);
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"data":[');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
        response.once("drain", more);
      };
      more();
    };
    await listening(endless, async (server) => {
      const opened = await openChosen({ ...choice, server }, live);
      assert.equal(opened.ok ? "" : opened.error.code, "reply-too-large");
      // Whether it is Ollama, and its list; what is under way beside what is read is little.
      assert.ok(sent < 3 * limits.serverReply, `${sent} bytes`);
    });
  });
});

describe("finding models", () => {
  const kind = "openai";
  it("asks the usual places at once, and ranks what they have", async () => {
    const tags = {
      models: [
        { model: "llama3.1:8b", size: 4.9e9, details: { parameter_size: "8.0B" } },
        { model: "qwen2.5-coder:1.5b", size: 1e9, details: { parameter_size: "1.5B" } },
        { model: "nomic-embed-text:latest", details: { family: "nomic-bert" } },
        { model: "big-coder:480b-cloud", size: 300, remote_host: "https://elsewhere", details: {} },
      ],
    };
    const list = { object: "list", data: [{ id: "qwen2.5-coder-7b-instruct" }, { id: "text-embedding-x" }] };
    await serving({ "/api/tags": tags, "/v1/models": list }, async (origin) => {
      const places = [
        { program: "Ollama", kind: "ollama", origin },
        { program: "LM Studio", kind, origin },
        { program: "Nobody", kind, origin: "http://127.0.0.1:9" },
      ] as const;
      const models = await discoverIn("/nowhere", places)(live);
      assert.deepEqual(
        models.map(({ name, from }) => [name, from]),
        [
          ["qwen2.5-coder-7b-instruct", `LM Studio at ${origin}`],
          ["qwen2.5-coder:1.5b", `Ollama at ${origin}`],
          ["llama3.1:8b", `Ollama at ${origin}`],
        ],
      );
    });
  });

  it("a program that answers something else, elsewhere, or never has none", async () => {
    const oddities: readonly RequestListener[] = [
      (_request, response) => response.end("<html>"),
      (_request, response) => response.end('{"data":7}'),
      (_request, response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
      () => {},
    ];
    await Promise.all(
      oddities.map((listener) =>
        listening(listener, async (origin) => {
          assert.deepEqual(await discoverIn("/nowhere", [{ program: "Odd", kind, origin }])(live), []);
        }),
      ),
    );
  });
});

describe("what a server is sent", () => {
  const documents = {
    "/api/version": { version: "0.12.6" },
    "/api/tags": { models: [{ model: "m", details: {} }] },
    "/api/show": {},
    "/v1/models": { object: "list", data: [{ id: "m" }] },
  };
  const kinds = ["ollama", "openai"] as const;
  /** What packages would add by themselves. */
  const environment = {
    OPENAI_API_KEY: "key of another",
    OPENAI_ADMIN_KEY: "key of another",
    OPENAI_ORG_ID: "org of another",
    OPENAI_CUSTOM_HEADERS: "X-Key: key of another",
    OLLAMA_API_KEY: "key of another",
  };
  before(() => Object.assign(process.env, environment));
  after(() => {
    for (const name of Object.keys(environment)) delete process.env[name];
  });

  for (const kind of kinds) {
    for (const named of [true, false]) {
      it(`${kind}: ${named ? "its own key where it was named" : "no key where it was only found"}`, async () => {
        const headers: string[] = [];
        const answer: RequestListener = (request, response) => {
          headers.push(JSON.stringify(request.headers));
          const of = kind === "openai" && request.url?.startsWith("/api/") ? "" : (request.url ?? "");
          const found = (documents as Record<string, unknown>)[of];
          response.writeHead(found === undefined ? 404 : 200).end(JSON.stringify(found ?? {}));
        };
        await listening(answer, async (origin) => {
          const discover = discoverIn("/nowhere", [{ program: "Some", kind, origin }]);
          const server = named ? origin : undefined;
          await openChosen({ ...choice, server, apiKey: "key of mine" }, live, discover);
        });
        const sent = headers.join("\n");
        assert.ok(headers.length > 1, sent);
        assert.equal(sent.includes("key of mine"), named);
        assert.ok(!sent.includes("of another"), sent);
      });
    }

    it(`${kind}: a redirect is followed nowhere, and where it leads is said`, async () => {
      let reached = 0;
      await listening(
        (_request, response) => {
          reached++;
          response.end("{}");
        },
        async (elsewhere) => {
          const redirecting: RequestListener = (request, response) => {
            if (kind === "ollama" && request.url === "/api/version")
              return response.end(JSON.stringify({ version: "0.12.6" }));
            return response.writeHead(307, { location: `${elsewhere}${request.url}` }).end();
          };
          await listening(redirecting, async (server) => {
            const opened = await openChosen({ ...choice, server, apiKey: "key of mine" }, live);
            assert.ok(!opened.ok);
            assert.ok(
              messageOf(opened.error).includes(`redirects to ${elsewhere}/`),
              messageOf(opened.error),
            );
          });
        },
      );
      assert.equal(reached, 0);
    });
  }
});

/** A server on loopback with these documents, and nothing else. */
const serving = (documents: Record<string, unknown>, work: (origin: string) => Promise<void>) =>
  listening((request, response) => {
    const found = documents[request.url ?? ""];
    response.writeHead(found === undefined ? 404 : 200).end(JSON.stringify(found ?? {}));
  }, work);

async function listening(listener: RequestListener, work: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
