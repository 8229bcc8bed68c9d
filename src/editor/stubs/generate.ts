import * as vscode from "vscode";
import { type Refused, refuse, requireTrust } from "../host/refuse";
import type { RunRecord, Runs } from "../runs/runs";
import { isGo, type StubIndex } from "./stub-index";
import { targetsIn } from "./targets";

/** What a lens or a code action names; the palette leaves it to the cursor. */
export interface GenerateRequest {
  readonly file: string;
  readonly names: readonly string[];
  readonly hint?: string | undefined;
}

export interface GenerateDeps {
  readonly stubs: StubIndex;
  readonly runs: Runs;
  /** Whether there is a model by now, the person asked where there was none. */
  readonly ready: () => Promise<boolean>;
}

/** The command's answer, for whoever calls it from elsewhere: the run, or why there is none. */
export type GenerateResult = { readonly run: RunRecord } | Refused;

/** Begins a run for what was asked, or says why there is nothing to do. */
export async function generate(
  deps: GenerateDeps,
  request: GenerateRequest | undefined,
  hint?: string,
): Promise<GenerateResult> {
  const target = request === undefined ? await atCursor(deps.stubs) : request;
  if (typeof target === "string") return refuse(target);
  const untrusted = requireTrust("judging a draft builds the workspace's code and runs its tests");
  if (untrusted !== undefined) return untrusted;
  if (!(await deps.ready())) return { refused: "There is no model yet." };
  const run = deps.runs.start({ ...target, hint: hint ?? target.hint });
  return { run };
}

/** As generate, with a hint in the person's own words; undefined where they thought better of it. */
export async function generateWithHint(deps: GenerateDeps): Promise<GenerateResult | undefined> {
  const target = await atCursor(deps.stubs);
  if (typeof target === "string") return refuse(target);
  const hint = await askHint(target.names);
  return hint === undefined ? undefined : generate(deps, target, hint || undefined);
}

export function askHint(names: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: `Generate ${names.join(", ")}`,
    prompt: "A hint for the model, in your own words (optional)",
    placeHolder: "use a heap",
  });
}

async function atCursor(stubs: StubIndex): Promise<GenerateRequest | string> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return "Open a Go file and place the cursor in a stub first.";
  const { document, selection } = editor;
  if (document.languageId !== "go")
    return "Stubwright writes Go. Place the cursor in a stub of a Go file first.";
  if (!isGo(document))
    return "This file is not on disk. Stubwright needs files on disk and a Go toolchain on the same machine.";
  const spots = await stubs.spots(document);
  if (spots === undefined) return "The file changed in the meantime. Try again.";
  const selected = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  const targets = targetsIn(spots, selected, { path: document.fileName, text: document.getText() });
  return targets.ok ? { file: document.fileName, names: targets.value } : targets.error;
}
