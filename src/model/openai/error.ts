import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import type { ModelError, ModelInfo } from "../../core/model";
import { causeOf } from "../http/cause";

/** What a failed request means to a person: what happened, where, what to do next. */
export function errorOf(
  error: unknown,
  { id, server }: Pick<ModelInfo, "id" | "server">,
  signal: AbortSignal,
): ModelError {
  if (signal.aborted || error instanceof APIUserAbortError)
    return { kind: "cancelled", message: "Cancelled." };
  if (error instanceof APIConnectionError) {
    return {
      kind: "unreachable",
      message: `No server answers at ${server} (${causeOf(error)}). Start it, or name another with --server.`,
    };
  }
  if (!(error instanceof APIError)) {
    return {
      kind: "bad-answer",
      message: `${server} answered with what cannot be read (${causeOf(error)}). Is it a server that speaks OpenAI's protocol?`,
    };
  }
  const detail = error.message.replace(/^\d{3} /, "");
  if (
    /context|too long|too many tokens|exceed/i.test(detail) &&
    (error.status === 400 || error.status === 413 || error.status === 500)
  ) {
    return {
      kind: "too-long",
      message: `The prompt does not fit into the context that ${server} runs ${id} with (${detail}). Start the server with a larger one.`,
    };
  }
  if (error.status === 401 || error.status === 403) {
    return {
      kind: "refused",
      message: `${server} refuses the key (${detail}). Set OPENAI_API_KEY to the server's key.`,
    };
  }
  if (error.status === 404) {
    return {
      kind: "refused",
      message: `${server} does not know ${id} or this way of asking (${detail}). See what it has with: stubwright models.`,
    };
  }
  return {
    kind: "refused",
    message: `${server} refused the request (${error.status ?? "no status"}: ${detail}).`,
  };
}
