import assert from "node:assert/strict";
import { worded } from "../../../../src/core/problem/problem-text";
import { chatMl } from "../../../../src/model/ollama/client";
import { OllamaRefusal, ollamaErrorOf } from "../../../../src/model/ollama/error";
import { factsOf, type ShowAnswer } from "../../../../src/model/ollama/show";

const qwen = { prefix: "<|fim_prefix|>", suffix: "<|fim_suffix|>", middle: "<|fim_middle|>" };
const closed =
  "{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}<|im_start|>assistant\n";

/** As Ollama 0.12.6 answered for one model file under three templates; what is not read is left out. */
const answer = (template: string): ShowAnswer => ({
  template,
  details: { family: "qwen2" },
  capabilities: ["completion"],
  model_info: {
    "general.architecture": "qwen2",
    "general.basename": "Qwen2.5-Coder",
    "general.finetune": "Instruct-AWQ",
    "qwen2.context_length": 32768,
  },
});

describe("what Ollama shows of a model", () => {
  const cases: readonly [string, string, ShowAnswer, ReturnType<typeof factsOf>][] = [
    [
      "a template that closes every message",
      "mine",
      answer(closed),
      { trainedTokens: 32768, fim: qwen, chatMl: true, bare: false, thinks: false },
    ],
    [
      "no template: the family's frame",
      "mine",
      answer("{{ .Prompt }}"),
      { trainedTokens: 32768, fim: qwen, chatMl: true, bare: true, thinks: false },
    ],
    [
      "fill-in-the-middle as the template writes it",
      "mine",
      { template: "{{- if .Suffix }}<PRE> {{ .Prompt }} <SUF>{{ .Suffix }} <MID>{{ end }}" },
      {
        trainedTokens: undefined,
        fim: { prefix: "<PRE> ", suffix: " <SUF>", middle: " <MID>" },
        chatMl: false,
        bare: false,
        thinks: false,
      },
    ],
    [
      "a model that thinks, of a family without fill-in-the-middle",
      "llama",
      { capabilities: ["completion", "thinking"] },
      { trainedTokens: undefined, fim: undefined, chatMl: false, bare: false, thinks: true },
    ],
  ];
  for (const [name, model, shown, facts] of cases)
    it(name, () => assert.deepEqual(factsOf(model, shown), facts));
});

describe("ChatML, where Ollama has no template that continues", () => {
  const user = { role: "user", content: "Write Add." } as const;
  it("begins an answer", () =>
    assert.equal(chatMl([user]), "<|im_start|>user\nWrite Add.<|im_end|>\n<|im_start|>assistant\n"));
  it("leaves one that is begun open", () =>
    assert.match(chatMl([user, { role: "assistant", content: "func" }]), /<\|im_start\|>assistant\nfunc$/));
});

describe("what a failure of Ollama means", () => {
  const live = new AbortController().signal;
  const cases: readonly [unknown, string, RegExp][] = [
    [new OllamaRefusal(400, "the input length exceeds the context length"), "too-long", /does not fit/],
    [new OllamaRefusal(404, "model 'm' not found"), "refused", /has no model called m/],
    [new OllamaRefusal(500, "out of memory"), "refused", /500: out of memory/],
    [
      new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) }),
      "unreachable",
      /ollama serve/,
    ],
    [new Error("Did not receive done or success response in stream."), "bad-answer", /cannot read what/],
  ];
  for (const [error, kind, message] of cases)
    it(`${kind}: ${(error as Error).message}`, () => {
      const said = ollamaErrorOf(error, "m", "http://127.0.0.1:11434", live);
      assert.equal(said.kind, kind);
      assert.match(worded(said.problem, "terminal"), message);
    });
});
