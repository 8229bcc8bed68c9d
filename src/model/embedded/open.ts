import type { ChatModel, ModelError, ModelInfo, Reply } from "../../core/model";
import { problem } from "../../core/problem/codes";
import { byHand, bySetting } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { fimTokensOf } from "../http/fim-tokens";
import { chatModelOn } from "../openai/client";
import { type EmbeddedProcess, startProcess } from "./process";

export interface OpenEmbedded {
  readonly path: string;
  readonly id: string;
  readonly onLoading?: ((fraction: number) => void) | undefined;
}

/** Tokens of one sequence, and how many sequences: what the prompts of one function need, on a machine of 8 GiB. */
const size = { contextTokens: 8192, sequences: 1 };

/** The embedded model in a child process of ours, as a ChatModel; its death is an answer, not an exception. */
export async function openEmbedded(
  { path, id, onLoading }: OpenEmbedded,
  signal: AbortSignal,
): Promise<Result<{ readonly model: ChatModel; close(): Promise<void> }>> {
  const options = { modelPath: path, ...size, ...(onLoading === undefined ? {} : { onLoading }) };
  const started = await startProcess(options, signal);
  if (!started.ok) return started;
  const child = started.value;
  const { contextTokens, sequences, fim } = child.served;
  const capabilities = {
    prefill: true,
    complete: true,
    fim: fim ?? fimTokensOf(id),
    seed: true,
    parallel: sequences,
  };
  const info: ModelInfo = { id, server: "embedded", contextTokens, capabilities };
  return ok({
    model: mortal(chatModelOn({ baseUrl: child.url, apiKey: child.bearer }, info), child),
    close: child.stop,
  });
}

/** Tells a crash of the child from a server that cannot be reached. */
function mortal(model: ChatModel, child: EmbeddedProcess): ChatModel {
  const withStderr = async (
    reply: Promise<Result<Reply, ModelError>>,
  ): Promise<Result<Reply, ModelError>> => {
    const got = await reply;
    if (got.ok || (got.error.kind !== "unreachable" && got.error.kind !== "bad-answer")) return got;
    const exit = await Promise.race([
      child.ended,
      new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 500)),
    ]);
    if (exit === undefined) return got;
    return fail({
      kind: "crashed",
      problem: problem("model-exited", { how: exit }, byHand("start-run-again"), bySetting("server")),
    });
  };
  return {
    ...model,
    chat: (...args) => withStderr(model.chat(...args)),
    complete: (...args) => withStderr(model.complete(...args)),
  };
}
