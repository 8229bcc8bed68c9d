import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Sampling } from "../../../src/core/model";
import { messageOf, worded } from "../../../src/core/problem/problem-text";
import { type OpenModel, openChosen } from "../../../src/model/choose";
import { type EmbeddedProcess, startProcess } from "../../../src/model/embedded/process";
import { embeddedModel } from "../../../src/model/embedded-model";
import { connectOpenAi } from "../../../src/model/openai/client";
import { cacheDir } from "../../../src/session/cache";

const dir = join(cacheDir(process.env), "models");
const live = new AbortController().signal;
const greedy: Sampling = { temperature: 0, seed: 1, maxTokens: 40, stop: [] };
const nothing = () => undefined;
const add = "func Add(a, b int) int {\n";

/** The real model in its real process: what the protocol promises. */
describe("the embedded model", function () {
  this.timeout(120_000);
  let open: OpenModel;

  before(async () => {
    const opened = await openChosen(
      { server: undefined, model: "embedded", apiKey: undefined, dir, cwd: "/" },
      live,
    );
    assert.ok(opened.ok, opened.ok ? "" : `${worded(opened.error, "terminal")}`);
    open = opened.value;
  });
  after(() => open.close());

  it("says what it is and can", () => {
    const { id, server, contextTokens, capabilities } = open.model.info;
    assert.deepEqual([id, server, contextTokens], [embeddedModel.id, "embedded", 8192]);
    assert.ok(capabilities.prefill && capabilities.complete && capabilities.seed);
    assert.equal(capabilities.fim?.middle, "<|fim_middle|>");
  });

  it("goes on with what was put into its mouth, and streams it", async () => {
    const pieces: string[] = [];
    const messages = [
      { role: "user", content: "Write the Go function Add." },
      { role: "assistant", content: `\`\`\`go\n${add}` },
    ] as const;
    const reply = await open.model.chat(
      messages,
      { ...greedy, stop: ["\n```"] },
      (piece) => void pieces.push(piece),
      live,
    );
    assert.ok(reply.ok);
    assert.match(reply.value.text, /^\s*return a \+ b\n\}/);
    assert.equal(pieces.join(""), reply.value.text);
    assert.ok(reply.value.promptTokens > 20 && reply.value.outputTokens > 4);
  });

  it("fills in the middle", async () => {
    const { fim } = open.model.info.capabilities;
    assert.ok(fim);
    const prompt = `${fim.prefix}package p\n\n// Add returns the sum.\n${add}\treturn ${fim.suffix}\n}\n${fim.middle}`;
    const reply = await open.model.complete(prompt, { ...greedy, maxTokens: 8, stop: ["\n"] }, nothing, live);
    assert.ok(reply.ok);
    assert.match(reply.value.text, /^a \+ b/);
  });

  it("ends at a stop text, at the length, and where the reader has enough", async () => {
    const ends = async (more: Partial<Sampling>, onText: () => "stop" | undefined = nothing) => {
      const reply = await open.model.complete("package main\n\nimport", { ...greedy, ...more }, onText, live);
      assert.ok(reply.ok);
      return [reply.value.finish, reply.value.outputTokens] as const;
    };
    assert.equal((await ends({ stop: ["\n"] }))[0], "stop");
    assert.deepEqual(await ends({ maxTokens: 5 }), ["length", 5]);
    assert.deepEqual(await ends({}, () => "stop"), ["stopped", 1]);
  });

  it("the same seed gives the same text, another one another", async () => {
    const write = async (seed: number) => {
      const warm = { ...greedy, temperature: 1, seed, maxTokens: 24 };
      const reply = await open.model.complete("// A poem about Go:\n//", warm, nothing, live);
      assert.ok(reply.ok);
      return reply.value.text;
    };
    const first = await write(7);
    assert.equal(await write(7), first);
    assert.notEqual(await write(8), first);
  });

  it("two calls at once are both answered as if they were alone", async () => {
    const ask = async (prompt: string) => {
      const reply = await open.model.complete(prompt, { ...greedy, maxTokens: 12 }, nothing, live);
      assert.ok(reply.ok);
      return reply.value.text;
    };
    const prompts = [
      "package main\n\nfunc Max(a, b int) int {\n",
      "// Days of the week:\nvar days = []string{",
    ];
    const together = await Promise.all(prompts.map(ask));
    assert.match(together[0] ?? "", /if a [<>] b/);
    assert.match(together[1] ?? "", /Monday|Sunday/i);
    for (const [i, prompt] of prompts.entries()) assert.equal(await ask(prompt), together[i]);
  });

  it("counts tokens", async () => {
    assert.equal(await open.model.countTokens("package main", live), 2);
  });

  it("refuses a prompt that does not fit; it is never cut", async () => {
    const reply = await open.model.complete("word ".repeat(9_000), greedy, nothing, live);
    assert.ok(!reply.ok);
    assert.equal(reply.error.kind, "too-long");
  });

  it("a cancelled call ends at once, and the next one is answered", async () => {
    const stop = new AbortController();
    const long = { ...greedy, maxTokens: 2_000 };
    const reply = await open.model.complete("package main\n", long, () => void stop.abort(), stop.signal);
    assert.ok(!reply.ok);
    assert.equal(reply.error.kind, "cancelled");
    const next = await open.model.complete("package main\n", { ...greedy, maxTokens: 1 }, nothing, live);
    assert.ok(next.ok);
  });
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("the embedded model's process", function () {
  this.timeout(120_000);
  let child: EmbeddedProcess;

  before(async () => {
    const options = { modelPath: join(dir, embeddedModel.file), contextTokens: 1024, sequences: 1 };
    const started = await startProcess(options, live);
    assert.ok(started.ok);
    child = started.value;
  });
  after(() => child.stop());

  it("listens on loopback only for who has the token", async () => {
    assert.match(child.url, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    assert.equal((await fetch(`${child.url}/models`)).status, 401);
    const authorization = `Bearer ${child.bearer}`;
    const listed = await fetch(`${child.url}/models`, { headers: { authorization } });
    const { data } = (await listed.json()) as { data: { meta: { n_ctx: number } }[] };
    assert.equal(data[0]?.meta.n_ctx, 1024);
  });

  it("reads a prompt's beginning once, and counts what it had not to read again", async () => {
    const shared = `package shapes\n\n${"// A line that every prompt of this run begins with.\n".repeat(12)}`;
    const ask = async (prompt: string) => {
      const reply = await fetch(`${child.url}/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${child.bearer}` },
        body: JSON.stringify({ prompt, max_tokens: 1, temperature: 0 }),
      });
      const { usage } = (await reply.json()) as {
        usage: { prompt_tokens: number; prompt_tokens_details: { cached_tokens: number } };
      };
      return { prompt: usage.prompt_tokens, cached: usage.prompt_tokens_details.cached_tokens };
    };
    const first = await ask(`${shared}func Area(`);
    assert.equal(first.cached, 0);
    const second = await ask(`${shared}type Circle struct`);
    // Reused in pieces of 32 tokens: see engine.ts.
    assert.ok(second.cached % 32 === 0 && second.cached > second.prompt - 64, JSON.stringify(second));
    assert.equal((await ask("something else")).cached, 0);
    // Raw text between two talks costs them nothing: it has a context of its own.
    const third = await ask(`${shared}func Area(`);
    assert.ok(third.cached > third.prompt - 64, JSON.stringify(third));
  });

  it("is found out by probing like any server", async () => {
    const connected = await connectOpenAi(
      { baseUrl: child.url, model: undefined, apiKey: child.bearer },
      live,
    );
    assert.ok(connected.ok);
    const { contextTokens, capabilities } = connected.value.info;
    assert.equal(contextTokens, 1024);
    assert.ok(capabilities.prefill && capabilities.complete);
  });

  it("dies with its parent, however that ends", async function () {
    if (process.platform === "win32") return this.skip();
    const parent = spawn(
      process.execPath,
      [
        "--require",
        "tsx/cjs",
        join(__dirname, "../../support/model-parent.ts"),
        join(dir, embeddedModel.file),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const pid = await new Promise<number>((resolve, reject) => {
      parent.stdout.once("data", (text: Buffer) => resolve(Number(text.toString())));
      parent.once("close", () => reject(new Error("the parent ended by itself")));
    });
    assert.ok(isAlive(pid));
    parent.removeAllListeners("close");
    parent.kill("SIGKILL");
    while (isAlive(pid)) await wait(50);
  });

  it("a crash is a clear answer", async () => {
    const opened = await openChosen(
      { server: undefined, model: "embedded", apiKey: undefined, dir, cwd: "/" },
      live,
    );
    assert.ok(opened.ok);
    await opened.value.close();
    const reply = await opened.value.model.complete("package", greedy, nothing, live);
    assert.ok(!reply.ok);
    assert.equal(reply.error.kind, "crashed");
    assert.match(messageOf(reply.error.problem), /exited \(signal SIGKILL\)/);
  });
});
