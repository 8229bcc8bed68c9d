import * as vscode from "vscode";
import type { Engine } from "../../core/engine";
import type { TestQuestion, TestsEvent, TestsResult } from "../../core/testgen/test-events";
import { protectionText } from "../../core/verdict";
import { buffersFor } from "../host/buffers";
import { type Refused, refuse, requireTrust } from "../host/refuse";
import { cancelled, withCancellableProgress } from "../host/with-progress";
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
): Promise<TestsResult | Refused> {
  const target = request ?? (await functionAtCursor(stubs));
  if (typeof target === "string") return refuse(target);
  const untrusted = requireTrust("writing tests runs the workspace's code");
  if (untrusted !== undefined) return untrusted;
  if (!(await ready())) return { refused: "There is no model yet." };
  const buffers = await buffersFor(target.file);
  let tried = "";
  const written = await withCancellableProgress(`Writing tests for ${target.name}`, (signal, progress) => {
    const tell = (event: TestsEvent): void => {
      if (event.type === "started") tried = ` Tried ${protectionText[event.protection]}.`;
      const message = messageOf(event);
      if (message !== undefined) progress.report({ message });
    };
    return engine.writeTests({ ...target, buffers }, tell, whoIsRight, signal);
  });
  if (written === undefined) return { refused: cancelled };
  if (!written.ok) return refuse(problemMessage(written.error));
  const result = written.value;
  if (result.edit === undefined) return refuse(`${result.reason}${tried}`);
  await proposals.show(result, target.name);
  void offer(result, `${result.reason}${tried}`, proposals);
  return result;
}

async function offer(result: TestsResult, told: string, proposals: Proposals): Promise<void> {
  const word = await vscode.window.showInformationMessage(told, "Add Tests", "Discard");
  if (proposals.waiting !== result) return;
  if (word === "Add Tests") await addTests(proposals);
  if (word === "Discard") await proposals.discard();
}

export async function addTests(proposals: Proposals): Promise<void> {
  const trouble = await proposals.add();
  if (trouble !== undefined) void vscode.window.showWarningMessage(trouble);
}

/** What the notification shows of an event; undefined where it goes on as it is. */
function messageOf(event: TestsEvent): string | undefined {
  switch (event.type) {
    case "started":
      return `asking the model for test cases (${event.mutants} mutants to kill)`;
    case "tried":
      return `${event.green} of ${event.cases} cases agree with the code and kill ${event.killed} of ${event.mutants} mutants`;
    case "verdict":
      return `gate ${event.verdict.gate}: ${event.verdict.status}`;
    case "asked":
    case "question":
    case "finished":
      return undefined;
    default:
      return event satisfies never;
  }
}

const who = {
  doc: "The doc comment says",
  person: "You said",
  model: "The model expects",
  code: "The code returned",
};

/** What the code gives is a value, or one of these. */
const failures: Readonly<Record<string, string>> = {
  panics: "should panic",
  "does not return": "should not return",
};
const does = (gives: string): string => (gives in failures ? gives : `returns ${gives}`);
const should = (gives: string): string => failures[gives] ?? `should return ${gives}`;

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
        label: `${call} ${should(gives)}`,
        description: "the code is right, the expected value was wrong",
        word: "code" as const,
      },
      {
        label: `${call} ${should(stated)}`,
        description: "the code is wrong; the test will fail",
        word: "stated" as const,
      },
      { label: "Leave this case out", word: undefined },
    ],
    {
      title: `${who[origin]} ${stated}, but the code ${does(gives)}. Which is right?`,
      ignoreFocusOut: true,
    },
  );
  return picked?.word;
}

async function functionAtCursor(stubs: StubIndex): Promise<FunctionTarget | string> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isGo(editor.document))
    return "Place the cursor in a function of a Go file first.";
  const { document, selection } = editor;
  if (document.fileName.endsWith("_test.go"))
    return "This is a test file. Place the cursor in the function to test.";
  const spots = await stubs.spots(document);
  const at = document.offsetAt(selection.active);
  const here = spots?.functions.find((f) => at >= f.start && at <= f.end);
  return here === undefined
    ? "There is no function at the cursor."
    : { file: document.fileName, name: here.name };
}
