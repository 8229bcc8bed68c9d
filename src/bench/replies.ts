import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChatModel, ModelError, OnText, Reply, Sampling } from "../core/model";
import { ok, type Result } from "../core/result";

/**
 * The same model, with a memory on disk: a call that was answered before is answered alike without asking again, so
 * that a change of fixers, gates or order costs no inference. Times of such a run mean nothing.
 */
export function remembering(model: ChatModel, dir: string): ChatModel {
  mkdirSync(dir, { recursive: true });
  const through = async (
    asked: unknown,
    sampling: Sampling,
    onText: OnText,
    ask: () => Promise<Result<Reply, ModelError>>,
  ): Promise<Result<Reply, ModelError>> => {
    const key = createHash("sha256")
      .update(JSON.stringify([model.info.id, asked, sampling]))
      .digest("hex");
    const file = join(dir, `${key}.json`);
    const before = remembered(file);
    const again = before && replay(before, onText);
    if (again !== undefined) return ok(again);
    const reply = await ask();
    if (reply.ok) writeFileSync(file, JSON.stringify(reply.value));
    return reply;
  };
  return {
    info: model.info,
    chat: (messages, sampling, onText, signal) =>
      through(messages, sampling, onText, () => model.chat(messages, sampling, onText, signal)),
    complete: (prompt, sampling, onText, signal) =>
      through(prompt, sampling, onText, () => model.complete(prompt, sampling, onText, signal)),
    countTokens: (text, signal) => model.countTokens(text, signal),
  };
}

function remembered(file: string): Reply | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Reply;
  } catch {
    return undefined;
  }
}

/** The reply as this reader would have had it; undefined where the reader of then stopped it too early for this one. */
function replay(reply: Reply, onText: OnText): Reply | undefined {
  let soFar = "";
  for (const piece of reply.text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    soFar += piece;
    if (onText(piece, soFar) === "stop") {
      const share = soFar.length / reply.text.length;
      return {
        ...reply,
        text: soFar,
        finish: "stopped",
        outputTokens: Math.round(reply.outputTokens * share),
      };
    }
  }
  return reply.finish === "stopped" ? undefined : reply;
}
