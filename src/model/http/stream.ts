import { limits } from "../../core/limits";
import type { ChatMessage, ModelError, OnText, Reply, Sampling } from "../../core/model";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";

/** The text that the answer continues: a last message of the assistant. */
export const prefixOf = (messages: readonly ChatMessage[]): string => {
  const last = messages.at(-1);
  return last?.role === "assistant" ? last.content : "";
};

export interface Piece {
  readonly text: string;
  /** The piece is a thought, which is not part of the answer. */
  readonly reasoning?: boolean;
  readonly finish: string | undefined;
  readonly usage: { readonly promptTokens: number; readonly outputTokens: number } | undefined;
}

/** What is to be done with a reply, whatever server it comes from. */
export interface Reading {
  readonly onText: OnText;
  /** The text that the answer continues; an answer that repeats it first is relieved of it. */
  readonly prefix: string;
  /** What was asked for. A server may not count, or count otherwise. */
  readonly maxTokens: number;
  readonly signal: AbortSignal;
  readonly errorOf: (error: unknown) => ModelError;
}

/** How the replies of one model are read. */
export const readingOf =
  (errorOf: (error: unknown, signal: AbortSignal) => ModelError) =>
  (onText: OnText, prefix: string, { maxTokens }: Sampling, signal: AbortSignal): Reading => ({
    onText,
    prefix,
    maxTokens,
    signal,
    errorOf: (error) => errorOf(error, signal),
  });

/** Pieces without a token of their own: a beginning, an end, an account. */
const fewPieces = 64;

/** Reads one reply to its end, or to where onText has enough. */
export async function streamed(
  { onText, prefix, maxTokens, signal, errorOf }: Reading,
  open: (signal: AbortSignal) => Promise<AsyncIterable<Piece>>,
): Promise<Result<Reply, ModelError>> {
  const began = performance.now();
  const enough = new AbortController();
  const state = {
    text: "",
    finish: "stop" as Reply["finish"],
    reasoned: false,
    promptTokens: 0,
    outputTokens: 0,
    seen: 0,
    pieces: 0,
  };
  const mostPieces = maxTokens * limits.piecesPerToken + fewPieces;
  const echo = withoutEcho(prefix);
  try {
    for await (const piece of await open(AbortSignal.any([signal, enough.signal]))) {
      if (piece.usage !== undefined)
        [state.promptTokens, state.outputTokens] = [piece.usage.promptTokens, piece.usage.outputTokens];
      if (piece.finish === "length") state.finish = "length";
      if (++state.pieces > mostPieces || state.text.length + piece.text.length > limits.answer) {
        state.finish = "length";
        break;
      }
      if (piece.reasoning === true) {
        state.reasoned = true;
        state.seen++;
      }
      const text = echo(piece.text);
      if (text === "") continue;
      state.text += text;
      state.seen++;
      if (onText(text, state.text) === "stop") {
        state.finish = "stopped";
        break;
      }
    }
  } catch (error) {
    return fail(errorOf(error));
  } finally {
    enough.abort();
  }
  if (signal.aborted) return fail({ kind: "cancelled", problem: problem("cancelled", {}) });
  // A stream that was left early has not told its usage: about one piece a token.
  return ok({
    text: state.text,
    finish: state.finish,
    reasoned: state.reasoned,
    promptTokens: state.promptTokens,
    outputTokens: state.outputTokens || state.seen,
    ms: performance.now() - began,
  });
}

/** Some servers (llama-server) begin a continued answer with the text it continues; it is left out here. */
function withoutEcho(prefix: string): (text: string) => string {
  const state = { held: "", over: prefix === "" };
  return (text) => {
    if (state.over) return text;
    state.held += text;
    if (prefix.startsWith(state.held) && state.held.length < prefix.length) return "";
    state.over = true;
    return state.held.startsWith(prefix) ? state.held.slice(prefix.length) : state.held;
  };
}
