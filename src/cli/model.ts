import type { ModelError } from "../core/model";
import { fail, ok, type Problem, type Result } from "../core/result";
import { connectOpenAi } from "../model/openai";
import type { ModelFlags } from "./flags";
import type { Io } from "./io";
import type { OpenModel } from "./session";

/** The model that the flags choose, ready for calls. */
export async function openModel(flags: ModelFlags, io: Io, signal: AbortSignal): Promise<Result<OpenModel>> {
  if (flags.server !== undefined) return openServer(flags.server, flags.model, io, signal);
  return fail({ kind: "environment", message: "No model.", next: "Name a server with --server URL." });
}

/** A server that the person named, and so may be anywhere. */
async function openServer(
  url: string,
  model: string | undefined,
  io: Io,
  signal: AbortSignal,
): Promise<Result<OpenModel>> {
  const baseUrl = apiUrl(url);
  if (!baseUrl.ok) return baseUrl;
  const connected = await connectOpenAi(
    { baseUrl: baseUrl.value, model, apiKey: io.env["STUBWRIGHT_API_KEY"] },
    signal,
  );
  return connected.ok ? ok({ model: connected.value, async close() {} }) : fail(asProblem(connected.error));
}

/** OpenAI's protocol lives below /v1; people write the server's address. */
function apiUrl(text: string): Result<string> {
  const full = /^https?:\/\//.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full)) {
    return fail({ kind: "input", message: `${text} is no URL.`, next: "For example http://127.0.0.1:8080" });
  }
  const url = new URL(full);
  const path = url.pathname.replace(/\/+$/, "");
  return ok(`${url.origin}${path === "" ? "/v1" : path}`);
}

const asProblem = ({ message }: ModelError): Problem => ({ kind: "environment", message, next: "" });
