import type { ChatModel } from "../../src/core/model";
import { ok } from "../../src/core/result";

/** Says what it is told to, one answer a call, then nothing: for tests to which it is no matter what a model would say. */
export function toldModel(answers: readonly string[]): ChatModel {
  const left = [...answers];
  const reply = async () =>
    ok({ text: left.shift() ?? "", finish: "stop" as const, promptTokens: 0, outputTokens: 0, ms: 0 });
  return {
    info: {
      id: "told",
      server: "here",
      contextTokens: 4096,
      capabilities: { prefill: true, complete: true, fim: undefined, seed: true, parallel: 1 },
    },
    chat: reply,
    complete: reply,
    countTokens: async () => undefined,
  };
}
