import type { ChatMessage } from "../../core/model";
import { fail, ok, type Result } from "../../core/result";
import type { Draw } from "./sampling";

/** A refusal in OpenAI's form; `type` names of llama-server where it has one. */
export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  /** Further numbers for a program, for instance n_prompt_tokens and n_ctx. */
  readonly details?: Readonly<Record<string, number>>;
}

export interface CompletionRequest {
  readonly source:
    | { readonly kind: "chat"; readonly messages: readonly ChatMessage[] }
    | { readonly kind: "raw"; readonly prompt: string };
  readonly draw: Draw;
  readonly stream: boolean;
  /** stream_options.include_usage */
  readonly usage: boolean;
}

type Body = Readonly<Record<string, unknown>>;

const bad = (message: string): { readonly ok: false; readonly error: Refusal } =>
  fail({ status: 400, type: "invalid_request_error", message });

/** A body of /v1/chat/completions or /v1/completions; what is not understood is refused rather than ignored. */
export function readRequest(kind: "chat" | "raw", text: string): Result<CompletionRequest, Refusal> {
  const body = parseObject(text);
  if (body === undefined) return bad("the body is not a JSON object");
  const unknown = ["tools", "functions", "response_format", "logit_bias", "suffix", "echo", "best_of"].find(
    (k) => body[k] !== undefined,
  );
  if (unknown !== undefined) return bad(`${unknown} is not supported`);
  if ((body["n"] ?? 1) !== 1) return bad("n is not supported: ask several times");
  const draw = readDraw(body);
  if (typeof draw === "string") return bad(draw);
  const options = body["stream_options"];
  const common = {
    draw,
    stream: body["stream"] === true,
    usage: isObject(options) && options["include_usage"] === true,
  };
  if (kind === "raw") {
    const prompt = body["prompt"];
    if (typeof prompt !== "string" || prompt === "") return bad("prompt must be a text that is not empty");
    return ok({ source: { kind, prompt }, ...common });
  }
  const messages = body["messages"];
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage))
    return bad("messages must be a list of {role: system | user | assistant, content: text}");
  return ok({ source: { kind, messages }, ...common });
}

function readDraw(body: Body): Draw | string {
  const faults: string[] = [];
  const number = (name: string, otherwise: number, least: number, most: number, whole = false): number => {
    const value = body[name] ?? otherwise;
    if (typeof value === "number" && value >= least && value <= most && (!whole || Number.isInteger(value)))
      return value;
    faults.push(`${name} must be a ${whole ? "whole " : ""}number from ${least} to ${most}`);
    return otherwise;
  };
  const maxTokens = body["max_completion_tokens"] === undefined ? "max_tokens" : "max_completion_tokens";
  const stop = body["stop"] ?? [];
  const stops: unknown = typeof stop === "string" ? [stop] : stop;
  if (!Array.isArray(stops) || !stops.every((s) => typeof s === "string" && s !== ""))
    return "stop must be a text or a list of texts, none empty";
  const draw: Draw = {
    temperature: number("temperature", 0.8, 0, 5),
    topK: number("top_k", 40, 0, 1_000_000, true),
    topP: number("top_p", 0.95, 0, 1),
    minP: number("min_p", 0.05, 0, 1),
    seed: number("seed", Math.floor(Math.random() * 2 ** 31), 0, 2 ** 32 - 1, true),
    maxTokens: number(maxTokens, Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER, true),
    stop: stops,
  };
  return faults[0] ?? draw;
}

export function parseObject(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isMessage = (value: unknown): value is ChatMessage =>
  isObject(value) &&
  typeof value["content"] === "string" &&
  ["system", "user", "assistant"].includes(String(value["role"]));
