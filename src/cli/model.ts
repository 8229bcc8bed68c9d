import { join } from "node:path";
import pc from "picocolors";
import type { Result } from "../core/result";
import { embeddedModel } from "../model/catalog";
import { type OpenModel, openChosen } from "../model/choose";
import { isPulled, modelPath, pull } from "../model/pull";
import { cacheDir } from "../session/cache";
import type { ModelFlags } from "./flags";
import { type Io, tell, wantsColour, wantsLive } from "./io";
import { ofProblem, status } from "./status";

const modelsDir = (env: Io["env"]): string => join(cacheDir(env), "models");

/** The model that the flags choose, ready for calls. */
export function openModel(flags: ModelFlags, io: Io, signal: AbortSignal): Promise<Result<OpenModel>> {
  const choice = {
    server: flags.server,
    model: flags.model,
    // A key of its own: OPENAI_API_KEY was not meant for whatever server is named here.
    apiKey: io.env["STUBWRIGHT_API_KEY"],
    dir: modelsDir(io.env),
    cwd: io.cwd,
  };
  return openChosen(choice, signal);
}

/** The models that Stubwright runs by itself, and whether they are there. */
export async function listModels(io: Io): Promise<number> {
  const { id, bytes, licence, repository } = embeddedModel;
  const dir = modelsDir(io.env);
  const there = await isPulled(embeddedModel, dir);
  const colours = pc.createColors(wantsColour(io.out, io.env));
  const where = there ? modelPath(embeddedModel, dir) : "not here yet: stubwright models pull";
  io.out.write(`${there ? colours.green("✓") : "·"} ${id}  ${megabytes(bytes)}, ${licence}, ${repository}\n`);
  io.out.write(`  ${where}\n`);
  return status.found;
}

export interface PullFlags {
  readonly from?: string;
}

/** Brings the embedded model to the cache, with a bar where there is a terminal. */
export async function pullModel(flags: PullFlags, io: Io, signal: AbortSignal): Promise<number> {
  const bar = progressBar(io);
  const options = {
    model: embeddedModel,
    dir: modelsDir(io.env),
    from: flags.from,
    mirror: io.env["STUBWRIGHT_MIRROR"],
    onProgress: bar.show,
  };
  const pulled = await pull(options, signal);
  bar.end();
  if (signal.aborted) return status.cancelled;
  if (!pulled.ok) {
    tell(io.err, pulled.error);
    return ofProblem(pulled.error);
  }
  io.out.write(`${pulled.value}\n`);
  return status.found;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** Rewritten in place on a terminal; elsewhere a line for every tenth. */
function progressBar(io: Io): { show(done: number, total: number): void; end(): void } {
  const live = wantsLive(io.err, io.env);
  const width = 30;
  let shown = -1;
  return {
    show(done, total) {
      const share = total === 0 ? 1 : done / total;
      const step = Math.floor(share * (live ? 1000 : 10));
      if (step === shown) return;
      shown = step;
      const filled = Math.round(share * width);
      const bar = `${"█".repeat(filled)}${"░".repeat(width - filled)} ${megabytes(done)} of ${megabytes(total)}`;
      io.err.write(live ? `\r${bar}` : `${Math.floor(share * 100)} % of ${megabytes(total)}\n`);
    },
    end() {
      if (live && shown >= 0) io.err.write("\n");
    },
  };
}
