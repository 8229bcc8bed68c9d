import type { ChatModel } from "../model";
import type { Prompt } from "./form";

/** How many real tokens one estimated token was, learnt from what servers counted. */
export interface TokenState {
  readonly factor: number;
}

export const freshTokens: TokenState = { factor: 1 };

/** ChatML spends about this many tokens to frame one message. */
const tokensPerMessage = 8;

/**
 * Tokens of a text, rather too many than too few: Go source has 3 to 3.6 ASCII characters a token in the tokenizers
 * of code models, other scripts about one token a character, and so have runs of digits.
 */
export function estimateTokens(text: string, state: TokenState): number {
  const hard = text.match(/[^\u0000-\u007F]|\d/g)?.length ?? 0;
  return Math.ceil(((text.length - hard) / 3 + hard) * state.factor);
}

export function estimatePrompt(prompt: Prompt, state: TokenState): number {
  if (prompt.kind === "complete") return estimateTokens(prompt.text, state);
  return prompt.messages.reduce((sum, m) => sum + estimateTokens(m.content, state) + tokensPerMessage, 0);
}

/**
 * What a reply's count teaches. The factor rises at once and falls slowly: a prompt cut by a server costs more than
 * a piece of context left out. Counts that cannot be the whole prompt (a server that leaves out what it had cached)
 * teach nothing.
 */
export function learnTokens(prompt: Prompt, promptTokens: number, state: TokenState): TokenState {
  const seen = promptTokens / Math.max(1, estimatePrompt(prompt, freshTokens));
  if (!(seen > 0.4 && seen < 4)) return state;
  return { factor: seen > state.factor ? seen : state.factor * 0.7 + seen * 0.3 };
}

/** The same from the server's own tokenizer, where it has one; not a call. */
export async function calibrateTokens(
  model: ChatModel,
  text: string,
  state: TokenState,
  signal: AbortSignal,
): Promise<TokenState> {
  const counted = await model.countTokens(text, signal);
  return counted === undefined ? state : learnTokens({ kind: "complete", text }, counted, state);
}
