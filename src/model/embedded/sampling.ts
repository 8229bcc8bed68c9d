/** How one answer is drawn. Fields beyond OpenAI's (top_k, min_p) have the names and defaults of llama-server. */
export interface Draw {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  readonly seed: number;
  readonly maxTokens: number;
  readonly stop: readonly string[];
}

/** One stretch of a prompt: text that is data never turns into a special token. */
export interface PromptPart {
  readonly text: string;
  readonly special: boolean;
}
