import { basename } from "node:path";
import * as vscode from "vscode";
import { changesBetween } from "../../core/edit/text-changes";
import { protectionText } from "../../core/verdict";
import { setting } from "../host/settings";
import type { ProposalActions } from "../runs/create-runs";
import type { RunRecord } from "../runs/runs";
import { proposalOf, viewOf } from "./proposal";
import { proposedUri } from "./proposed-files";
import { type RebaseDeps, type RebasedProposal, rebaseAndJudge } from "./rebase-and-judge";

/** How a person ends a run: looks at the diff, applies it, answers its question. What they cannot have is said. */
export function createProposalActions(deps: RebaseDeps): ProposalActions {
  return {
    async review(record, attempt) {
      const rebased = await rebaseAndJudge(deps, record, attempt, true);
      if (!rebased.ok) return warn(rebased.error);
      await showDiff(deps, record, rebased.value);
    },
    async apply(record, attempt, withTests) {
      const rebased = await rebaseAndJudge(deps, record, attempt, withTests);
      if (!rebased.ok) return warn(rebased.error);
      const refused = refusal(record, rebased.value);
      if (refused !== undefined) return warn(refused);
      if (await write(rebased.value)) deps.queue.mark(record.id, { applied: true, discarded: false });
      else warn("VS Code did not apply the edit, because a file changed in the meantime. Try again.");
    },
    async answer(record, index) {
      const { question } = viewOf(record);
      if (question === undefined) return;
      const { call, answers } = question;
      const value = index === undefined ? await askValue(call) : answers[index]?.value;
      if (value !== undefined) deps.queue.answer(record.id, index ?? -1, `${call} == ${value}`);
    },
  };
}

async function askValue(call: string): Promise<string | undefined> {
  const entered = await vscode.window.showInputBox({
    title: `What should ${call} return?`,
    prompt: "Enter a Go expression. If there are several results, separate them with commas.",
    placeHolder: '42, "text", []int{1, 2}, nil',
    ignoreFocusOut: true,
  });
  return entered?.trim() || undefined;
}

function warn(message: string): void {
  void vscode.window.showWarningMessage(message);
}

/** What failed is not applied, whoever wrote it. */
function refusal(record: RunRecord, { attempt, judged }: RebasedProposal): string | undefined {
  const found = proposalOf(record, attempt);
  const grade = judged?.grade ?? (found.ok ? found.value.grade : undefined);
  if (grade === "passing" || grade === "suggested") return undefined;
  const reason = judged?.reason ?? (found.ok ? found.value.reason : "");
  const when = judged === undefined ? "does not pass" : "does not pass on the current files";
  const where = judged === undefined ? "" : ` Judged ${protectionText[judged.protection]}.`;
  return `Attempt ${attempt} ${when}, so nothing was applied. ${reason}${where}`;
}

async function showDiff(
  { proposed }: RebaseDeps,
  { id, names }: RunRecord,
  rebased: RebasedProposal,
): Promise<void> {
  const sides = rebased.files.map(({ uri, before, after }) => {
    const right = proposedUri(id, rebased.attempt, uri.fsPath);
    proposed.put(right, after, before ?? "");
    return { uri, left: before === undefined ? undefined : uri, right };
  });
  const [first] = sides;
  const title = `${names.join(", ")} (attempt ${rebased.attempt})`;
  if (sides.length === 1 && first?.left !== undefined) {
    const shown = `${basename(first.uri.fsPath)} ↔ ${title}`;
    await vscode.commands.executeCommand("vscode.diff", first.left, first.right, shown, { preview: true });
    return;
  }
  const rows = sides.map(({ uri, left, right }) => [uri, left, right]);
  await vscode.commands.executeCommand("vscode.changes", title, rows);
}

/** One edit of the workspace: one undo step for each file, only the ranges that change. */
async function write({ files }: RebasedProposal): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  const documents: vscode.TextDocument[] = [];
  for (const { uri, before, after } of files) {
    if (before === undefined) {
      edit.createFile(uri, { contents: new TextEncoder().encode(after) });
      continue;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText() !== before) return false;
    documents.push(document);
    for (const { start, end, text } of changesBetween(before, after))
      edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  for (const document of documents) if (setting("saveOnApply", document)) await document.save();
  return true;
}
