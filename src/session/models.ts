import { join } from "node:path";
import type { Engine, EngineSettings } from "../core/engine";
import { listServer } from "../model/choose";
import { addressOf, discoverIn } from "../model/discover";
import { embeddedModel } from "../model/embedded-model";
import { isPulled, modelPath, pull } from "../model/pull";
import type { EngineDeps } from "./engine-deps";
import { holdModel, type ModelHolder } from "./model-holder";

type ModelSettings = Pick<EngineSettings, "server" | "model" | "apiKey" | "cwd">;

export interface Models {
  /** What the person does about models. */
  readonly own: Engine["models"];
  /** The model that the settings choose, for one run. */
  lease(settings: ModelSettings, signal: AbortSignal): ReturnType<ModelHolder["lease"]>;
  close(): Promise<void>;
}

export function createModels(deps: Pick<EngineDeps, "mirror" | "onModel">, cache: () => string): Models {
  const dir = (): string => join(cache(), "models");
  const mirror = (): string | undefined => deps.mirror() ?? process.env["STUBWRIGHT_MIRROR"];
  const { lease, close } = holdModel(deps.onModel);
  return {
    own: {
      async embedded() {
        const { id, bytes, licence } = embeddedModel;
        const path = modelPath(embeddedModel, dir());
        const from = mirror() ?? "Hugging Face";
        return { id, bytes, licence, from, path, there: await isPulled(embeddedModel, dir()) };
      },
      pull: (onProgress, signal) =>
        pull({ model: embeddedModel, dir: dir(), mirror: mirror(), onProgress }, signal),
      list: listServer,
      async found(signal) {
        const models = await discoverIn(dir())(signal);
        return models.map(({ name, from, place }) => ({ name, from, server: addressOf(place) }));
      },
      close,
    },
    lease: ({ server, model, apiKey, cwd }, signal) =>
      lease({ server, model, apiKey, dir: dir(), cwd }, signal),
    close,
  };
}
