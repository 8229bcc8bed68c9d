import type { ModelError } from "../../core/model";
import { problem } from "../../core/problem/codes";
import { byCommand, byHand, bySetting } from "../../core/problem/next";
import { brief, tooLargeIn } from "../http/bounded-fetch";
import { causeOf, isCutOff } from "../http/cause";
import { whyUnreadable } from "../http/off-protocol";
import { redirectIn } from "../http/one-server";

/** An answer of Ollama that is not a success. */
export class OllamaRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What a failed request means to a person. */
export function ollamaErrorOf(error: unknown, model: string, where: string, signal: AbortSignal): ModelError {
  const server = ollamaAt(where);
  if (signal.aborted) return { kind: "cancelled", problem: problem("cancelled", {}) };
  const large = tooLargeIn(error);
  if (large !== undefined)
    return {
      kind: "bad-answer",
      problem: problem("reply-too-large", { server, bytes: large.bytes }, bySetting("server")),
    };
  const redirect = redirectIn(error);
  if (redirect !== undefined) {
    const data = { server, to: redirect.to };
    return { kind: "refused", problem: problem("server-redirects", data, bySetting("server")) };
  }
  if (!(error instanceof OllamaRefusal)) {
    const cause = causeOf(error);
    return isCutOff(cause)
      ? {
          kind: "unreachable",
          problem: problem(
            "server-unreachable",
            { server, cause },
            byHand("start-ollama"),
            bySetting("server"),
          ),
        }
      : {
          kind: "bad-answer",
          problem: problem("answer-unreadable", { server, cause: whyUnreadable(error) }),
        };
  }
  const { status } = error;
  const says = brief(error.message);
  if (/exceeds? the (available )?context|context (length|size|window)|input length|too long/i.test(says))
    return { kind: "too-long", problem: problem("prompt-too-long", { server, model, says }) };
  if (status === 404)
    return {
      kind: "refused",
      problem: problem("model-not-on-server", { server, model, models: undefined }, byCommand("list-models")),
    };
  return {
    kind: "refused",
    problem: problem("request-refused", { server, status: String(status), says }),
  };
}

/** What the server is called in messages. */
export const ollamaAt = (origin: string): string => `Ollama at ${origin}`;
