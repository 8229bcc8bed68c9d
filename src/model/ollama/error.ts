import type { ModelError } from "../../core/model";
import { causeOf } from "../http/cause";

/** An answer of Ollama that is not a success. */
export class OllamaRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What a failed request means to a person: what happened, where, what to do next. */
export function ollamaErrorOf(error: unknown, model: string, where: string, signal: AbortSignal): ModelError {
  if (signal.aborted) return { kind: "cancelled", message: "Cancelled." };
  if (!(error instanceof OllamaRefusal)) {
    const cause = causeOf(error);
    return /^E[A-Z]+$|fetch failed|terminated|UND_ERR/.test(cause)
      ? {
          kind: "unreachable",
          message: `Ollama does not answer at ${where} (${cause}). Start it (ollama serve), or name another server with --server.`,
        }
      : { kind: "bad-answer", message: `Ollama at ${where} answered with what cannot be read (${cause}).` };
  }
  if (
    /exceeds? the (available )?context|context (length|size|window)|input length|too long/i.test(
      error.message,
    )
  )
    return {
      kind: "too-long",
      message: `The prompt does not fit into the context that Ollama runs ${model} with (${error.message}).`,
    };
  if (error.status === 404)
    return {
      kind: "refused",
      message: `Ollama at ${where} has no model called ${model}. See what it has with: stubwright models.`,
    };
  return {
    kind: "refused",
    message: `Ollama at ${where} refused the request (${error.status}: ${error.message}).`,
  };
}
