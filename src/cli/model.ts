import { join } from "node:path";
import pc from "picocolors";
import type { Result } from "../core/result";
import { type OpenModel, openChosen } from "../model/choose";
import { discoverIn } from "../model/discover";
import { embeddedModel } from "../model/embedded-model";
import { pull } from "../model/pull";
import { cacheDir } from "../session/cache";
import type { ModelFlags } from "./flags";
import { type Io, printable, tell, wantsColour, wantsLive } from "./io";
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

/** Every model of this machine, best first, and where it comes from. */
export async function printModels(io: Io, signal: AbortSignal): Promise<number> {
  const found = await discoverIn(modelsDir(io.env))(signal);
  const c = pc.createColors(wantsColour(io.out, io.env));
  found.forEach((model, i) => {
    const size = model.bytes === undefined ? "" : `, ${megabytes(model.bytes)}`;
    const mark = i === 0 ? c.green("✓") : " ";
    io.out.write(
      `${mark} ${printable(model.name)}  (${model.from}${size})${i === 0 ? "  the default" : ""}\n`,
    );
  });
  if (!found.some((model) => model.embedded)) {
    const { id, bytes, licence, repository } = embeddedModel;
    const what = `${megabytes(bytes)}, ${licence}, ${repository}`;
    io.out.write(`· ${id}  not downloaded yet: stubwright models pull (${what})\n`);
  }
  io.out.write("Choose one with --model NAME, or the embedded one with --model embedded.\n");
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
