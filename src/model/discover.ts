import { totalmem } from "node:os";
import { embeddedModel } from "./embedded-model";
import { boundedFetch } from "./http/bounded-fetch";
import { isPulled, modelPath } from "./pull";
import { billionsIn, type Ranked, rank, writesText } from "./rank";

/** Where a model is served. */
export type ModelPlace =
  | { readonly kind: "ollama"; readonly origin: string }
  | { readonly kind: "openai"; readonly baseUrl: string }
  | { readonly kind: "embedded"; readonly path: string };

/** A model that can be used now, as `--model` takes it. */
export interface FoundModel extends Ranked {
  /** For people: `Ollama at http://127.0.0.1:11434`, `embedded`. */
  readonly from: string;
  readonly place: ModelPlace;
}

/** The models of this machine, best first. What is not there is no error. */
export type Discover = (signal: AbortSignal) => Promise<readonly FoundModel[]>;

/** Where `--server` finds it again; undefined for the embedded model. */
export function addressOf(place: ModelPlace): string | undefined {
  switch (place.kind) {
    case "ollama":
      return place.origin;
    case "openai":
      return place.baseUrl;
    case "embedded":
      return undefined;
    default:
      return place satisfies never;
  }
}

/** A server's program and where it listens unless told otherwise. */
export interface Usual {
  readonly program: string;
  readonly kind: Exclude<ModelPlace["kind"], "embedded">;
  readonly origin: string;
}

/** Loopback only: a server elsewhere is used when a person names it. */
export const usual: readonly Usual[] = [
  { program: "Ollama", kind: "ollama", origin: "http://127.0.0.1:11434" },
  { program: "LM Studio", kind: "openai", origin: "http://127.0.0.1:1234" },
  { program: "llama.cpp", kind: "openai", origin: "http://127.0.0.1:8080" },
  { program: "vLLM", kind: "openai", origin: "http://127.0.0.1:8000" },
];

/** A server of this machine lists its models in milliseconds; a busy machine gets a little more. */
const patienceMs = 1_500;

/** @param dir folder of pulled models */
export function discoverIn(
  dir: string,
  places: readonly Usual[] = usual,
  memoryBytes = totalmem(),
): Discover {
  return async (signal) => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const found = await Promise.all([...places.map((place) => askPlace(place, until)), embeddedIn(dir)]);
    signal.throwIfAborted();
    return rank(found.flat(), memoryBytes);
  };
}

async function embeddedIn(dir: string): Promise<readonly FoundModel[]> {
  if (!(await isPulled(embeddedModel, dir))) return [];
  const { id: name, bytes } = embeddedModel;
  const place = { kind: "embedded", path: modelPath(embeddedModel, dir) } as const;
  return [{ name, embedded: true, billions: billionsIn(name), bytes, from: "embedded", place }];
}

/** How each kind of server lists its models. */
const listings: Readonly<
  Record<
    Usual["kind"],
    { readonly path: string; read(body: unknown, origin: string, from: string): readonly FoundModel[] }
  >
> = {
  ollama: { path: "/api/tags", read: readTags },
  openai: { path: "/v1/models", read: (body, origin, from) => readList(body, `${origin}/v1`, from) },
};

async function askPlace(place: Usual, signal: AbortSignal): Promise<readonly FoundModel[]> {
  const from = `${place.program} at ${place.origin}`;
  const { path, read } = listings[place.kind];
  try {
    // Whatever program listens there: it is asked for a list, and followed nowhere else.
    const reply = await boundedFetch(`${place.origin}${path}`, { signal, redirect: "error" });
    const body: unknown = await reply.json();
    return read(body, place.origin, from);
  } catch {
    return [];
  }
}

/** Ollama's /api/tags. Models that Ollama only passes on to its cloud are no models of this machine. */
export function readTags(body: unknown, origin: string, from: string): readonly FoundModel[] {
  return entries(body, "models").flatMap((entry) => {
    const name = entry["model"] ?? entry["name"];
    if (typeof name !== "string" || !writesText(name)) return [];
    if (entry["remote_host"] !== undefined || entry["remote_model"] !== undefined) return [];
    const details = isObject(entry["details"]) ? entry["details"] : {};
    if (/bert/i.test(String(details["family"] ?? ""))) return [];
    const bytes = typeof entry["size"] === "number" ? entry["size"] : undefined;
    const billions = billionsIn(String(details["parameter_size"] ?? "")) ?? billionsIn(name);
    return [{ name, embedded: false, billions, bytes, from, place: { kind: "ollama", origin } as const }];
  });
}

/** /v1/models; llama-server tells sizes beside it. */
export function readList(body: unknown, baseUrl: string, from: string): readonly FoundModel[] {
  return entries(body, "data").flatMap((entry) => {
    const name = entry["id"];
    if (typeof name !== "string" || !writesText(name)) return [];
    const meta = isObject(entry["meta"]) ? entry["meta"] : {};
    const bytes = typeof meta["size"] === "number" ? meta["size"] : undefined;
    const reported = typeof meta["n_params"] === "number" ? meta["n_params"] / 1e9 : undefined;
    const billions = reported ?? billionsIn(name);
    return [{ name, embedded: false, billions, bytes, from, place: { kind: "openai", baseUrl } as const }];
  });
}

type Entry = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Entry => typeof value === "object" && value !== null;

function entries(body: unknown, name: string): readonly Entry[] {
  const list = isObject(body) ? body[name] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
