import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { messageOf } from "../../../../src/core/problem/problem-text";
import { connectOpenAi } from "../../../../src/model/openai/client";

type Body = Readonly<Record<string, unknown>>;
type Delta = Readonly<Record<string, string>>;

/** What a server of this protocol does otherwise than most. */
interface Habits {
  /** Undefined: it has no list. */
  readonly models?: readonly string[];
  /** Fields that it refuses to be sent, with the status it does so with. */
  readonly refuses?: { readonly fields: readonly string[]; readonly status: number };
  /** The pieces of each answer. */
  readonly deltas?: readonly Delta[];
  readonly finish?: string;
  /** Sent as they are in place of pieces and their end. */
  readonly events?: readonly unknown[];
}

const sampling = { temperature: 0.2, seed: 7, maxTokens: 100, stop: [] };
const never = new AbortController().signal;
const question = [{ role: "user", content: "?" }] as const;

describe("a server of OpenAI's protocol", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** Connects to such a server. @returns the model, and the bodies of the streaming requests that it is sent */
  async function connected(habits: Habits, model: string | undefined) {
    const asked: Body[] = [];
    server = createServer(async (request, response) => {
      const json = (body: object, status = 200) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      if (request.url === "/v1/models")
        return habits.models === undefined
          ? json({ detail: "Not Found" }, 404)
          : json({ object: "list", data: habits.models.map((id) => ({ id })) });
      if (request.url !== "/v1/chat/completions") return json({ error: { message: "no" } }, 404);
      const body = JSON.parse(await text(request)) as Body;
      if (body["stream"] !== true)
        return json({ choices: [{ message: { role: "assistant", content: "No." } }] });
      asked.push(body);
      if (habits.refuses?.fields.some((field) => field in body))
        return json({ error: { message: "extra_forbidden" } }, habits.refuses.status);
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const event of habits.events ?? []) response.write(`data: ${JSON.stringify(event)}\n\n`);
      if (habits.events !== undefined) return response.end("data: [DONE]\n\n");
      for (const delta of habits.deltas ?? [{ content: "func" }])
        response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`);
      const last = { choices: [{ index: 0, delta: {}, finish_reason: habits.finish ?? "stop" }] };
      return response.end(`data: ${JSON.stringify(last)}\n\ndata: [DONE]\n\n`);
    });
    await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    return { connected: await connectOpenAi({ baseUrl, model, apiKey: undefined }, never), asked };
  }

  it("needs no list where its model is named", async () => {
    const named = await connected({}, "gateway-model");
    assert.ok(named.connected.ok);
    assert.equal(named.connected.value.info.id, "gateway-model");
  });

  it("without a list and without a name is refused", async () => {
    const unnamed = await connected({}, undefined);
    assert.equal(unnamed.connected.ok, false);
  });

  const strict: readonly (readonly [number, readonly string[]])[] = [
    [422, ["cache_prompt"]],
    [400, ["stream_options", "seed"]],
  ];
  for (const [status, fields] of strict) {
    it(`that refuses ${fields.join(" and ")} with ${status} is asked without, from then on`, async () => {
      const { connected: model, asked } = await connected(
        { models: ["m"], refuses: { fields, status } },
        "m",
      );
      assert.ok(model.ok);
      for (const _ of [1, 2]) {
        const reply = await model.value.chat(question, sampling, () => undefined, never);
        assert.ok(reply.ok, JSON.stringify(reply));
        assert.equal(reply.value.text, "func");
      }
      assert.deepEqual(
        asked.map((body) => fields.filter((field) => field in body).length > 0),
        [true, false, false],
      );
    });
  }

  it("that refuses something else says so after two requests", async () => {
    const habits = { models: ["m"], refuses: { fields: ["temperature"], status: 400 } };
    const { connected: model, asked } = await connected(habits, "m");
    assert.ok(model.ok);
    const reply = await model.value.chat(question, sampling, () => undefined, never);
    assert.equal(reply.ok ? "" : reply.error.kind, "refused");
    assert.equal(asked.length, 2);
  });

  const unlike: readonly (readonly [what: string, event: unknown, says: RegExp])[] = [
    ["nothing", {}, /cannot read what .+ answered \(it has no list of choices\)\.$/],
    ["lists in lists", [[[[]]]], /\(it has no list of choices\)\.$/],
    ["no choice", { choices: [null] }, /\(it is not what the protocol says\)\.$/],
    ["null", null, /\(it has no list of choices\)\.$/],
    ["a number for a text", { choices: [{ delta: { content: 7 } }] }, /\(what it writes is not text\)\.$/],
  ];
  for (const [what, event, says] of unlike) {
    it(`that sends ${what} is told to be off its protocol`, async () => {
      const { connected: model } = await connected({ models: ["m"], events: [event] }, "m");
      assert.ok(model.ok);
      const reply = await model.value.chat(question, sampling, () => undefined, never);
      assert.ok(!reply.ok);
      assert.match(messageOf(reply.error.problem), says);
    });
  }

  it("whose choices are empty, and whose count is none, only wrote nothing", async () => {
    const events = [{ choices: [], usage: "many" }, { choices: [{ index: 0 }] }];
    const { connected: model } = await connected({ models: ["m"], events }, "m");
    assert.ok(model.ok);
    const reply = await model.value.chat(question, sampling, () => undefined, never);
    assert.ok(reply.ok, JSON.stringify(reply));
    assert.deepEqual([reply.value.text, reply.value.promptTokens], ["", 0]);
  });

  for (const field of ["reasoning_content", "reasoning"]) {
    it(`delivers thoughts in ${field}: they are no part of the answer, and it is known that there were some`, async () => {
      const deltas = [{ [field]: "First func F() {}." }, { content: "func F() {" }, { content: "\n}\n" }];
      const { connected: model } = await connected({ models: ["m"], deltas }, "m");
      assert.ok(model.ok);
      const reply = await model.value.chat(question, sampling, () => undefined, never);
      assert.ok(reply.ok);
      assert.deepEqual([reply.value.text, reply.value.reasoned], ["func F() {\n}\n", true]);
    });
  }
});
