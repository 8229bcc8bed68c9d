import assert from "node:assert/strict";
import { join } from "node:path";
import type { ChatModel, Sampling } from "../../src/core/model";
import { messageOf } from "../../src/core/problem/problem-text";
import { openChosen } from "../../src/model/choose";
import { embeddedModel } from "../../src/model/embedded-model";
import { cacheDir } from "../../src/session/cache";
import { createModels, type Running, start } from "./start";

const cache = cacheDir(process.env);
const gguf = join(cache, "models", embeddedModel.file);
const built = (name: string): string =>
  join(process.env["STUBWRIGHT_SERVERS"] ?? join(cache, "servers"), name);
const live = new AbortController().signal;
const greedy: Sampling = { temperature: 0, seed: 1, maxTokens: 40, stop: [] };
const nothing = () => undefined;
const add = "func Add(a, b int) int {\n";

async function open(server: string, model: string): Promise<ChatModel> {
  const choice = { server, model, apiKey: undefined, dir: "/nowhere", cwd: "/" };
  const opened = await openChosen(choice, live);
  assert.ok(opened.ok, opened.ok ? "" : messageOf(opened.error));
  return opened.value.model;
}

/** What every server must do for us, on the real one with the real model. */
function fulfils(contextTokens: number, connect: () => Promise<ChatModel>): void {
  let model: ChatModel;
  before(async () => {
    model = await connect();
  });

  it("says what it can", () => {
    const { capabilities } = model.info;
    assert.equal(model.info.contextTokens, contextTokens);
    assert.ok(capabilities.prefill && capabilities.complete);
    assert.equal(capabilities.fim?.middle, "<|fim_middle|>");
  });

  it("goes on with what was put into its mouth", async () => {
    const messages = [
      { role: "user", content: "Write the Go function Add." },
      { role: "assistant", content: `\`\`\`go\n${add}` },
    ] as const;
    const reply = await model.chat(messages, { ...greedy, stop: ["\n```"] }, nothing, live);
    assert.ok(reply.ok);
    assert.match(reply.value.text, /^\s*return a \+ b\n\}/);
    assert.ok(reply.value.promptTokens > 20 && reply.value.outputTokens > 4);
  });

  it("answers in a chat", async () => {
    const messages = [{ role: "user", content: "Write the Go function Add." }] as const;
    const reply = await model.chat(messages, { ...greedy, maxTokens: 60 }, nothing, live);
    assert.ok(reply.ok);
    assert.match(reply.value.text, /func Add\(/);
  });

  it("fills in the middle, past every template", async () => {
    const { fim } = model.info.capabilities;
    assert.ok(fim);
    const prompt = `${fim.prefix}package p\n\n// Add returns the sum.\n${add}\treturn ${fim.suffix}\n}\n${fim.middle}`;
    const reply = await model.complete(prompt, { ...greedy, maxTokens: 8, stop: ["\n"] }, nothing, live);
    assert.ok(reply.ok);
    assert.match(reply.value.text, /^a \+ b/);
  });

  it("refuses a prompt that does not fit; it is never cut", async () => {
    const long = "word ".repeat(contextTokens + 500);
    for (const ask of [
      () => model.complete(long, greedy, nothing, live),
      () => model.chat([{ role: "user", content: long }], greedy, nothing, live),
    ]) {
      const reply = await ask();
      assert.ok(!reply.ok);
      assert.equal(reply.error.kind, "too-long", messageOf(reply.error.problem));
    }
  });

  it("a cancelled call ends, and the next one is answered", async () => {
    const stop = new AbortController();
    const long = { ...greedy, maxTokens: 1_000 };
    const reply = await model.complete("package main\n", long, () => void stop.abort(), stop.signal);
    assert.ok(!reply.ok);
    assert.equal(reply.error.kind, "cancelled");
    const next = await model.complete("package main\n", { ...greedy, maxTokens: 3 }, () => "stop", live);
    assert.ok(next.ok);
    assert.equal(next.value.finish, "stopped");
  });
}

describe("Ollama", function () {
  this.timeout(900_000);
  let running: Running;
  before(async () => {
    const env = (port: number, dir: string) => ({
      OLLAMA_HOST: `127.0.0.1:${port}`,
      OLLAMA_MODELS: dir,
      HOME: dir,
    });
    running = await start(built("ollama"), () => ["serve"], env, "/api/version");
    await createModels(built("ollama"), running.origin, gguf);
  });
  after(() => running?.stop());

  for (const [name, template] of [
    ["open", "whose template leaves an answer open"],
    ["closed", "whose template closes every message"],
    ["none", "made without a template"],
  ] as const)
    describe(`a model ${template}`, () => fulfils(8192, () => open(running.origin, name)));

  it("a model that is not there", async () => {
    const choice = { server: running.origin, model: "absent", apiKey: undefined, dir: "/", cwd: "/" };
    const opened = await openChosen(choice, live);
    assert.ok(!opened.ok);
    assert.match(messageOf(opened.error), /has no model called absent/);
  });
});

describe("llama-server", function () {
  this.timeout(900_000);
  let running: Running;
  before(async () => {
    const args = (port: number) => ["-m", gguf, "--port", String(port), "-c", "1024", "-np", "1", "-t", "1"];
    running = await start(built("llama-server"), args, () => ({}), "/health");
  });
  after(() => running?.stop());
  fulfils(1024, async () => {
    const { origin } = running;
    const choice = { server: origin, model: undefined, apiKey: undefined, dir: "/", cwd: "/" };
    const opened = await openChosen(choice, live);
    assert.ok(opened.ok, opened.ok ? "" : messageOf(opened.error));
    return opened.value.model;
  });
});
