import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { TestQuestion, TestsEvent, TestsResult } from "../../core/testgen/test-events";
import { buffersFor } from "../host/buffers";
import { problemMessage } from "../host/wording";
import { isGo, type StubIndex } from "../stubs/stub-index";
import type { Proposals } from "./tests-proposal";

/** A function, as a lens names it. */
export interface FunctionTarget {
  readonly file: string;
  readonly name: string;
}

export interface WriteDeps {
  readonly engine: Pick<Engine, "writeTests">;
  readonly stubs: StubIndex;
  readonly proposals: Proposals;
  readonly ready: () => Promise<boolean>;
}

/** Writes tests of a function and shows them; what became of it, for whoever calls the command from elsewhere. */
export async function generateTests(
  { engine, stubs, proposals, ready }: WriteDeps,
  request: FunctionTarget | undefined,
): Promise<TestsResult | { readonly refused: string }> {
  const target = request ?? (await functionAtCursor(stubs));
  if (typeof target === "string") return refuse(target);
  if (!vscode.workspace.isTrusted)
    return refuse("Stubwright does not run in a workspace that is not trusted: writing tests runs its code.");
  if (!(await ready())) return { refused: "There is no model yet." };
  const buffers = await buffersFor(target.file);
  const title = `Tests of ${target.name}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const written = await vscode.window.withProgress(options, async (progress, token) => {
    const over = new AbortController();
    token.onCancellationRequested(() => over.abort());
    const tell = (event: TestsEvent): void => {
      const message = messageOf(event);
      if (message !== undefined) progress.report({ message });
    };
    try {
      return await engine.writeTests({ ...target, buffers }, tell, whoIsRight, over.signal);
    } catch (error) {
      if (over.signal.aborted) return undefined;
      throw error;
    }
  });
  if (written === undefined) return { refused: "Cancelled; nothing was changed." };
  if (!written.ok) return refuse(problemMessage(written.error));
  const result = written.value;
  if (result.edit === undefined) return refuse(result.reason);
  await proposals.show(result, target.name);
  void offer(result, proposals);
  return result;
}

async function offer(result: TestsResult, proposals: Proposals): Promise<void> {
  const word = await vscode.window.showInformationMessage(result.reason, "Add Tests", "Discard");
  if (proposals.waiting !== result) return;
  if (word === "Add Tests") await addTests(proposals);
  if (word === "Discard") await proposals.discard();
}

export async function addTests(proposals: Proposals): Promise<void> {
  const trouble = await proposals.add();
  if (trouble !== undefined) void vscode.window.showWarningMessage(trouble);
}

function messageOf(event: TestsEvent): string | undefined {
  if (event.type === "started") return `asking for cases; ${event.mutants} small changes to notice`;
  if (event.type === "tried")
    return `${event.green} of ${event.cases} cases agree with the code and notice ${event.killed} of ${event.mutants} small changes`;
  return event.type === "verdict" ? `gate ${event.verdict.gate}: ${event.verdict.status}` : undefined;
}

const who = {
  doc: "the comment says",
  person: "you said",
  model: "the model expects",
  code: "the code gave",
};

/** Is the code wrong, or the test? */
async function whoIsRight({
  call,
  stated,
  origin,
  gives,
}: TestQuestion): Promise<"code" | "stated" | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: `${call} is to give ${gives}`,
        description: "as the code does; the expectation is wrong",
        word: "code" as const,
      },
      {
        label: `${call} is to give ${stated}`,
        description: "the code is wrong: a red test",
        word: "stated" as const,
      },
      { label: "Leave it out", word: undefined },
    ],
    {
      title: `Is the code wrong, or the test? ${who[origin]} ${stated}, the code gives ${gives}.`,
      ignoreFocusOut: true,
    },
  );
  return picked?.word;
}

async function functionAtCursor(stubs: StubIndex): Promise<FunctionTarget | string> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isGo(editor.document))
    return "Put the cursor into a function of a Go file first.";
  const { document, selection } = editor;
  if (document.fileName.endsWith("_test.go"))
    return "This is a file of tests: put the cursor into a function that they are to test.";
  const spots = await stubs.spots(document);
  const at = document.offsetAt(selection.active);
  const here = spots?.functions.find((f) => at >= f.start && at <= f.end);
  return here === undefined
    ? "There is no function at the cursor."
    : { file: document.fileName, name: here.name };
}

function refuse(why: string): { readonly refused: string } {
  void vscode.window.showInformationMessage(why);
  return { refused: why };
}
