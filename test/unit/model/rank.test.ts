import assert from "node:assert/strict";
import { billionsIn, rank, writesText } from "../../../src/model/rank";

const gib = 2 ** 30;
const model = (name: string, bytes?: number, embedded = false) => {
  return { name, bytes, embedded, billions: billionsIn(name) };
};

describe("ranking models", () => {
  const orders: readonly [string, readonly ReturnType<typeof model>[]][] = [
    ["trained on code before anything larger", [model("qwen2.5-coder:1.5b"), model("llama3.3:70b")]],
    ["the larger of two coders", [model("deepseek-coder:6.7b"), model("qwen2.5-coder:3b")]],
    ["the better family at one size", [model("qwen2.5-coder:7b"), model("codegemma:7b")]],
    [
      "what does not fit into memory comes after what does",
      [model("llama3.2:3b", 2 * gib), model("qwen2.5-coder:32b", 20 * gib)],
    ],
    ["made to answer before made to continue", [model("qwen2.5-coder:3b"), model("qwen2.5-coder:7b-base")]],
    ["the embedded one last", [model("phi3"), model("qwen2.5-coder-0.5b-instruct", 1, true)]],
    ["names decide where nothing else does", [model("a"), model("b")]],
  ];
  for (const [name, order] of orders) {
    it(name, () => {
      for (const given of [order, [...order].reverse()]) assert.deepEqual(rank(given, 16 * gib), order);
    });
  }

  const sizes: readonly [string, number | undefined][] = [
    ["qwen2.5-coder:7b", 7],
    ["Qwen2.5-Coder-0.5B-Instruct", 0.5],
    ["494.5M", 0.4945],
    ["deepseek-coder-v2:16b-lite", 16],
    ["mixtral:8x7b", undefined],
    ["codestral:latest", undefined],
    ["q4b1", undefined],
  ];
  for (const [text, billions] of sizes) it(`size of ${text}`, () => assert.equal(billionsIn(text), billions));

  for (const name of ["nomic-embed-text", "bge-m3", "text-embedding-3", "whisper-large", "qwen3-reranker"])
    it(`${name} writes no text`, () => assert.ok(!writesText(name)));
});
