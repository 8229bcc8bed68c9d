import type { EngineSettings, ModelState } from "../core/engine";
import type { StartConnection } from "../go/gopls/start";
import type { Unprotected } from "../go/sandbox/probe";

export interface EngineDeps {
  /** Asked at the beginning of each run and judgement. */
  settings(file: string): Promise<EngineSettings>;
  /** Stands for https://huggingface.co when the embedded model is fetched. */
  mirror(): string | undefined;
  onModel(state: ModelState): void;
  /** An editor's own way to start gopls and talk to it. */
  readonly connectGopls?: StartConnection;
  /** Whether what is generated may run although there is no sandbox: the person's to say. */
  mayRunUnprotected(why: Unprotected): Promise<boolean>;
}
