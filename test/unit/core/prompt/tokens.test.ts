import assert from "node:assert/strict";
import type { ChatModel } from "../../../../src/core/model";
import {
  calibrateTokens,
  estimatePrompt,
  estimateTokens,
  freshTokens,
  learnTokens,
} from "../../../../src/core/prompt/tokens";

const go = "func Add(a, b int) int {\n\treturn a + b\n}\n";

describe("the estimate of tokens", () => {
  for (const [what, text, tokens] of [
    ["nothing", "", 0],
    ["letters: three a token", "abcdef", 2],
    ["digits: one each", "12345", 5],
    ["another script: one each", "世界é", 3],
    ["a pair of surrogates: two", "😀", 2],
    ["a part of a token counts", "abcd", 2],
  ] as const) {
    it(what, () => assert.equal(estimateTokens(text, freshTokens), tokens));
  }
  it("messages cost their frame", () => {
    const messages = [
      { role: "user" as const, content: "abc" },
      { role: "assistant" as const, content: "" },
    ];
    assert.equal(estimatePrompt({ kind: "chat", messages }, freshTokens), 1 + 8 + 8);
  });
});

describe("what a reply's count teaches", () => {
  const prompt = { kind: "complete" as const, text: go.repeat(20) };
  const plain = estimatePrompt(prompt, freshTokens);
  for (const [what, counted, before, after] of [
    ["more than estimated: at once", 2, 1, 2],
    ["less than estimated: slowly", 0.5, 1, 0.85],
    ["as estimated", 1, 1, 1],
    ["a count that leaves the cached part out: nothing", 0.1, 1, 1],
    ["a count that cannot be: nothing", 9, 1, 1],
    ["none: nothing", 0, 1.5, 1.5],
  ] as const) {
    it(what, () => {
      const { factor } = learnTokens(prompt, Math.round(plain * counted), { factor: before });
      assert.ok(Math.abs(factor - after) < 0.01, String(factor));
    });
  }
  it("the next estimate holds it", () => {
    const state = learnTokens(prompt, plain * 2, freshTokens);
    assert.ok(Math.abs(estimatePrompt(prompt, state) - plain * 2) <= 1);
  });
});

describe("the server's tokenizer", () => {
  const counting = (tokens: number | undefined): ChatModel =>
    ({ countTokens: async () => tokens }) as unknown as ChatModel;
  const { signal } = new AbortController();
  it("sets the factor", async () => {
    const counted = estimateTokens(go, freshTokens) * 1.5;
    assert.deepEqual(await calibrateTokens(counting(counted), go, freshTokens, signal), { factor: 1.5 });
  });
  it("changes nothing where there is none", async () => {
    assert.deepEqual(await calibrateTokens(counting(undefined), go, freshTokens, signal), freshTokens);
  });
});
