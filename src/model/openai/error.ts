import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import type { ModelError, ModelInfo } from "../../core/model";
import { problem } from "../../core/problem/codes";
import { byCommand, byHand, bySetting } from "../../core/problem/next";
import { brief, tooLargeIn } from "../http/bounded-fetch";
import { causeOf, isCutOff } from "../http/cause";
import { whyUnreadable } from "../http/off-protocol";
import { redirectIn } from "../http/one-server";

/** What a failed request means to a person. */
export function errorOf(
  error: unknown,
  { id: model, server }: Pick<ModelInfo, "id" | "server">,
  signal: AbortSignal,
): ModelError {
  if (signal.aborted || error instanceof APIUserAbortError)
    return { kind: "cancelled", problem: problem("cancelled", {}) };
  const large = tooLargeIn(error);
  if (large !== undefined) {
    const data = { server, bytes: large.bytes };
    return { kind: "bad-answer", problem: problem("reply-too-large", data, bySetting("server")) };
  }
  const redirect = redirectIn(error);
  if (redirect !== undefined) {
    const data = { server, to: redirect.to };
    return { kind: "refused", problem: problem("server-redirects", data, bySetting("server")) };
  }
  if (error instanceof APIConnectionError || (!(error instanceof APIError) && isCutOff(causeOf(error)))) {
    const data = { server, cause: causeOf(error) };
    const next = [byHand("start-server"), bySetting("server")];
    return { kind: "unreachable", problem: problem("server-unreachable", data, ...next) };
  }
  if (!(error instanceof APIError)) {
    const data = { server, cause: whyUnreadable(error) };
    return { kind: "bad-answer", problem: problem("answer-unreadable", data, byHand("check-protocol")) };
  }
  const says = brief(error.message.replace(/^\d{3} /, ""));
  if (
    /context|too long|too many tokens|exceed/i.test(says) &&
    (error.status === 400 || error.status === 413 || error.status === 500)
  ) {
    const data = { server, model, says };
    return { kind: "too-long", problem: problem("prompt-too-long", data, byHand("larger-context")) };
  }
  if (error.status === 401 || error.status === 403)
    return { kind: "refused", problem: problem("key-rejected", { server, says }, bySetting("api-key")) };
  if (error.status === 404) {
    const data = { server, model, says };
    return { kind: "refused", problem: problem("model-not-offered", data, byCommand("list-models")) };
  }
  const status = String(error.status ?? "no status");
  return { kind: "refused", problem: problem("request-refused", { server, status, says }) };
}
