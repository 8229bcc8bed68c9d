import type { FimTokens } from "../../core/model";

/**
 * Tokens of fill-in-the-middle by the name of the model, as the model cards and tokenizer files of each family give
 * them. A model whose family is not here gets no fill-in-the-middle: wrong tokens would be read as text.
 */
const families: readonly (readonly [RegExp, FimTokens])[] = [
  [/qwen.*coder|codeqwen/i, { prefix: "<|fim_prefix|>", suffix: "<|fim_suffix|>", middle: "<|fim_middle|>" }],
  [
    /starcoder|santacoder|granite.*(code|3\.|4)/i,
    { prefix: "<fim_prefix>", suffix: "<fim_suffix>", middle: "<fim_middle>" },
  ],
  [/deepseek.*coder/i, { prefix: "<｜fim▁begin｜>", suffix: "<｜fim▁hole｜>", middle: "<｜fim▁end｜>" }],
  [/codellama(?!.*(python|34b|70b))/i, { prefix: "<PRE> ", suffix: " <SUF>", middle: " <MID>" }],
  [/codegemma/i, { prefix: "<|fim_prefix|>", suffix: "<|fim_suffix|>", middle: "<|fim_middle|>" }],
];

/** Of a model's name, in characters: more of it tells nothing. */
const longestName = 200;

export const fimTokensOf = (model: string): FimTokens | undefined =>
  families.find(([name]) => name.test(model.slice(0, longestName)))?.[1];
