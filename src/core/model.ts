import type { Problem } from "./problem/codes";
import type { Result } from "./result";

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface Sampling {
  /** 0 is greedy. */
  readonly temperature: number;
  readonly seed: number;
  readonly maxTokens: number;
  readonly stop: readonly string[];
}

/** Special tokens of fill-in-the-middle, as the model was trained with them. */
export interface FimTokens {
  readonly prefix: string;
  readonly suffix: string;
  readonly middle: string;
}

export interface ModelInfo {
  readonly id: string;
  /** Who serves it, for people: `embedded`, `http://127.0.0.1:11434`. */
  readonly server: string;
  /** Tokens the server really runs with, prompt and answer together. */
  readonly contextTokens: number;
  readonly capabilities: {
    /** A last message of the assistant is continued. */
    readonly prefill: boolean;
    /** complete() understands raw text with special tokens. */
    readonly complete: boolean;
    readonly fim: FimTokens | undefined;
    readonly seed: boolean;
    /** Calls that decode side by side faster than one after another. */
    readonly parallel: number;
  };
}

export interface Reply {
  readonly text: string;
  /** `stopped`: onText asked for it. */
  readonly finish: "stop" | "length" | "stopped";
  /** The model thought before it answered, and the server delivered that apart from the text. */
  readonly reasoned?: boolean;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Wall time from request to last token, milliseconds. */
  readonly ms: number;
}

export interface ModelError {
  readonly kind: "unreachable" | "refused" | "too-long" | "crashed" | "bad-answer" | "cancelled";
  readonly problem: Problem;
}

/** Called for every piece as it streams; `stop` ends the call early with what there is. */
export type OnText = (piece: string, soFar: string) => "stop" | undefined;

/**
 * One call is one request sent, a cancelled one included. Implementations never retry by themselves, unless a server
 * refuses the request for a field that it does not know: then nothing has begun.
 */
export interface ChatModel {
  readonly info: ModelInfo;
  chat(
    messages: readonly ChatMessage[],
    sampling: Sampling,
    onText: OnText,
    signal: AbortSignal,
  ): Promise<Result<Reply, ModelError>>;
  /** Raw text in, its continuation out; special tokens in the prompt are understood. */
  complete(
    prompt: string,
    sampling: Sampling,
    onText: OnText,
    signal: AbortSignal,
  ): Promise<Result<Reply, ModelError>>;
  /** Tokens of a text by the server's tokenizer; undefined where it has none. Not a call. */
  countTokens(text: string, signal: AbortSignal): Promise<number | undefined>;
}
