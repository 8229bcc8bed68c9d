import * as vscode from "vscode";
import type { Problem } from "../../core/problem/codes";
import { problemMessage } from "./wording";

const key = "stubwright.runsUnprotected";
const run = "Run Without a Sandbox";
const never = "Never in This Workspace";

/**
 * Asks, once a workspace, whether generated code may run where no sandbox protects the person's files. Closing the
 * dialog is no answer: the next run asks again.
 */
export function askUnprotected(memory: vscode.Memento): (why: Problem) => Promise<boolean> {
  let asking: Promise<boolean> | undefined;
  const ask = async (why: Problem): Promise<boolean> => {
    // The dialog itself offers to go without a sandbox.
    const next = why.next.filter((one) => one.kind !== "set");
    const detail = `${problemMessage({ ...why, next })}\n\nWithout a sandbox, generated code can read your files and use the network.`;
    const options = { modal: true, detail };
    const question = "Stubwright cannot protect your files from generated code.";
    const picked = await vscode.window.showWarningMessage(question, options, run, never);
    if (picked !== undefined) await memory.update(key, picked === run);
    return picked === run;
  };
  return (why) => {
    const answer = memory.get<boolean>(key);
    if (answer !== undefined) return Promise.resolve(answer);
    // Two runs that start together share one dialog.
    asking ??= ask(why).finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
