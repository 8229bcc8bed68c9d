import { basename, resolve } from "node:path";
import type { ChatModel, ModelError } from "../core/model";
import { type Problem, problem } from "../core/problem/codes";
import { byCommand, byHand, bySetting } from "../core/problem/next";
import { fail, ok, type Result } from "../core/result";
import { type Discover, discoverIn, type FoundModel, type ModelPlace } from "./discover";
import { type CatalogModel, embeddedModel } from "./embedded-model";
import { boundedFetch } from "./http/bounded-fetch";
import { isPulled, modelPath } from "./pull";

export interface ModelChoice {
  /** A server the person named: the only way to one that is not on loopback. */
  readonly server: string | undefined;
  /** A model's name; without a server also `embedded`, or a GGUF file. */
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
  /** Folder of pulled models. */
  readonly dir: string;
  /** Relative files are looked up from here. */
  readonly cwd: string;
  readonly onLoading?: ((fraction: number) => void) | undefined;
}

/** A model that is ready, and how it is let go. */
export interface OpenModel {
  readonly model: ChatModel;
  close(): Promise<void>;
}

/** Which model a choice comes to, without starting anything. A server's first model where no name is there. */
export interface Chosen {
  readonly place: ModelPlace;
  readonly model: string | undefined;
}

/** The name by which the embedded model is meant on every machine. */
const embeddedName = "embedded";

export async function choose(
  { server, model, dir, cwd }: ModelChoice,
  signal: AbortSignal,
  discover: Discover = discoverIn(dir),
): Promise<Result<Chosen>> {
  if (server !== undefined) {
    const place = await placeOf(server, signal);
    return place === undefined ? fail(noUrl(server)) : ok({ place, model });
  }
  if (model === embeddedName || model === embeddedModel.id) {
    if (!(await isPulled(embeddedModel, dir))) return fail(notPulled(embeddedModel));
    return ok({ place: { kind: "embedded", path: modelPath(embeddedModel, dir) }, model: embeddedModel.id });
  }
  if (model?.endsWith(".gguf"))
    return ok({ place: { kind: "embedded", path: resolve(cwd, model) }, model: basename(model, ".gguf") });
  const found = await discover(signal);
  const best = model === undefined ? found[0] : found.find((f) => isCalled(f, model));
  if (best === undefined) return fail(model === undefined ? noModel(embeddedModel) : notFound(model, found));
  return ok({ place: best.place, model: best.name });
}

/** Ollama's `:latest` may be left out. */
const isCalled = ({ name }: FoundModel, model: string): boolean =>
  name === model || name === `${model}:latest`;

/** Opens the model that a choice comes to. */
export async function openChosen(
  choice: ModelChoice,
  signal: AbortSignal,
  discover?: Discover,
): Promise<Result<OpenModel>> {
  const chosen = await choose(choice, signal, discover);
  if (!chosen.ok) return chosen;
  const { place, model } = chosen.value;
  if (place.kind === "embedded") {
    const { openEmbedded } = await import("./embedded/open");
    const { path } = place;
    return openEmbedded({ path, id: model ?? basename(path, ".gguf"), onLoading: choice.onLoading }, signal);
  }
  // The key was given for a server that was named, not for whatever answers on a usual port.
  const apiKey = choice.server === undefined ? undefined : choice.apiKey;
  const connected = await connect(place, model, apiKey, signal);
  signal.throwIfAborted();
  if (!connected.ok) return fail(connected.error.problem);
  return ok({ model: connected.value, close: async () => {} });
}

/** The names of a server's models, as a person may choose among them. */
export async function listServer(
  server: string,
  apiKey: string | undefined,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const place = await placeOf(server, signal);
  if (place === undefined || place.kind === "embedded") return fail(noUrl(server));
  const baseUrl = place.kind === "ollama" ? `${place.origin}/v1` : place.baseUrl;
  const { listOpenAi } = await import("./openai/client");
  const listed = await listOpenAi({ baseUrl, model: undefined, apiKey }, signal);
  return listed.ok ? listed : fail(listed.error.problem);
}

async function connect(
  place: Exclude<ModelPlace, { kind: "embedded" }>,
  model: string | undefined,
  apiKey: string | undefined,
  signal: AbortSignal,
): Promise<Result<ChatModel, ModelError>> {
  switch (place.kind) {
    case "ollama": {
      const { connectOllama } = await import("./ollama/client");
      return connectOllama({ origin: place.origin, model, apiKey }, signal);
    }
    case "openai": {
      const { connectOpenAi } = await import("./openai/client");
      return connectOpenAi({ baseUrl: place.baseUrl, model, apiKey }, signal);
    }
  }
}

/** How long a server that was named may take to say whether it is Ollama. */
const patienceMs = 5_000;

/**
 * `localhost:8080` and `http://localhost:8080` mean `http://localhost:8080/v1`; a path that is there stays. An Ollama
 * is spoken to in its own protocol, by whichever of its addresses it was named.
 */
async function placeOf(server: string, signal: AbortSignal): Promise<ModelPlace | undefined> {
  const text = /^https?:\/\//.test(server) ? server : `http://${server}`;
  if (!URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  const path = pathname.replace(/(?<!\/)\/+$/, "");
  if ((path === "" || path === "/v1") && (await isOllama(origin, signal))) return { kind: "ollama", origin };
  return { kind: "openai", baseUrl: `${origin}${path === "" ? "/v1" : path}` };
}

async function isOllama(origin: string, signal: AbortSignal): Promise<boolean> {
  try {
    const until = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const reply = await boundedFetch(`${origin}/api/version`, { signal: until, redirect: "error" });
    const body = (await reply.json()) as { version?: unknown };
    return reply.ok && typeof body.version === "string";
  } catch {
    return false;
  }
}

const noUrl = (server: string): Problem => problem("bad-address", { server }, byHand("write-address"));

const notFound = (model: string, found: readonly FoundModel[]): Problem =>
  problem(
    "model-not-found",
    { model, found: found.map(({ name }) => name) },
    byHand("start-server-with-model"),
    bySetting("server"),
    byHand("give-gguf"),
  );

const download = ({ id, bytes, licence }: CatalogModel) => ({
  id,
  megabytes: Math.round(bytes / 1e6),
  licence,
});

const notPulled = (model: CatalogModel): Problem =>
  problem("model-not-downloaded", download(model), byCommand("pull-model"));

const noModel = (model: CatalogModel): Problem =>
  problem(
    "no-model",
    download(model),
    byCommand("pull-model"),
    byHand("start-a-server"),
    bySetting("server"),
  );
