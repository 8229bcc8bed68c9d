import * as vscode from "vscode";
import type { Engine } from "../core/engine";
import { offerInstallGopls } from "./gopls-offer";
import type { ModelSetup } from "./model/setup";
import type { Runs } from "./runs/runs";
import type { SampleRequest } from "./sample";
import { type GenerateRequest, generate, generateWithHint } from "./stubs/generate";
import type { StubIndex } from "./stubs/stub-index";

export interface CommandDeps {
  readonly stubs: StubIndex;
  readonly runs: Runs;
  readonly models: ModelSetup;
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
  readonly openSample: (request?: SampleRequest) => Promise<void>;
}

export function registerCommands({
  stubs,
  runs,
  models,
  engine,
  log,
  openSample,
}: CommandDeps): vscode.Disposable {
  const generating = { stubs, runs, ready: models.ready };
  const command = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`stubwright.${name}`, run);
  return vscode.Disposable.from(
    command("generate", (request?: GenerateRequest) => generate(generating, requestFrom(request))),
    command("generateWithHint", () => generateWithHint(generating)),
    command("selectModel", () => models.select()),
    command("installGopls", () => offerInstallGopls(engine)),
    command("openWalkthroughSample", openSample),
    command("showLog", () => log.show()),
  );
}

/** A menu hands over what it was opened on, which is not what a lens names. */
const requestFrom = (request: GenerateRequest | undefined): GenerateRequest | undefined =>
  Array.isArray(request?.names) && typeof request.file === "string" ? request : undefined;
