import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { ChatModel } from "../../src/core/model";
import { messageOf } from "../../src/core/problem/problem-text";
import { openChosen } from "../../src/model/choose";
import { embeddedModel } from "../../src/model/embedded-model";
import { modelPath } from "../../src/model/pull";
import { cacheDir } from "../../src/session/cache";
import { median } from "./median";

/** Tokens a second of an answer, from its first piece to its last: of the embedded model, and of llama-server. */
export interface TokenRates {
  readonly embedded: number;
  readonly server: number | undefined;
}

const dir = join(cacheDir(process.env), "models");
const prompt = "// Words returns the words of a text.\nfunc Words(text string) []string {\n";
const sampling = { temperature: 0, seed: 1, maxTokens: 120, stop: [] };
const { signal } = new AbortController();

/** @param binary a llama-server built natively for this machine; both answer by turns then. */
export async function tokenRates(rounds: number, binary: string | undefined): Promise<TokenRates> {
  const server = binary === undefined ? undefined : await startServer(binary);
  try {
    const embedded = await open(undefined, "embedded");
    const native = server && (await open(server.origin, undefined));
    const rates: { embedded: number[]; native: number[] } = { embedded: [], native: [] };
    for (let round = 0; round <= rounds; round++) {
      const [ours, theirs] = [await rate(embedded.model), native && (await rate(native.model))];
      if (round === 0) continue; // The first answer reads the prompt from nothing.
      rates.embedded.push(ours);
      if (theirs !== undefined) rates.native.push(theirs);
    }
    await embedded.close();
    return { embedded: median(rates.embedded), server: native && median(rates.native) };
  } finally {
    server?.stop();
  }
}

async function open(server: string | undefined, model: string | undefined) {
  const opened = await openChosen({ server, model, apiKey: undefined, dir, cwd: dir }, signal);
  if (!opened.ok) throw new Error(messageOf(opened.error));
  return opened.value;
}

async function rate(model: ChatModel): Promise<number> {
  let first = Number.NaN;
  let last = Number.NaN;
  const onPiece = (): undefined => {
    last = performance.now();
    if (Number.isNaN(first)) first = last;
  };
  const reply = await model.complete(prompt, sampling, onPiece, signal);
  if (!reply.ok) throw new Error(messageOf(reply.error.problem));
  return (reply.value.outputTokens - 1) / ((last - first) / 1000);
}

async function startServer(binary: string) {
  const port = await freePort();
  const threads = String(availableParallelism());
  const model = modelPath(embeddedModel, dir);
  const args = ["-m", model, "--port", String(port), "-c", "4096", "-np", "1", "-t", threads];
  const child = spawn(binary, args, { stdio: "ignore" });
  child.on("error", (error) => console.error(error.message));
  const origin = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${origin}/health`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`${binary} does not run`);
    await wait(100);
  }
  return { origin, stop: () => void child.kill("SIGTERM") };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
