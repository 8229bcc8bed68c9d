import type { LlamaModel, Token } from "node-llama-cpp";

/** A character of UTF-8 may be spread over this many tokens at the most. */
const tokensOfACharacter = 4;
/** Some tokenizers write a token differently at the beginning of a text; so many tokens before it decide. */
const tokensBefore = 3;

/** Tokens to text, one at a time: a character is let out when all of its tokens are there. */
export function detokenizer(model: LlamaModel): { push(token: Token): string } {
  let pending: Token[] = [];
  let before: Token[] = [];
  return {
    push(token) {
      pending.push(token);
      const text = model.detokenize(pending, false, before);
      if (text.endsWith("\uFFFD") && pending.length < tokensOfACharacter) return "";
      before = [...before, ...pending].slice(-tokensBefore);
      pending = [];
      return text;
    },
  };
}
