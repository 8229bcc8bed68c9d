import * as vscode from "vscode";
import type { Outcome } from "../../core/events/events";
import { advised } from "../../core/problem/wording";
import type { RunRecord, Runs } from "../runs/runs";

/** The list of runs with their outcomes, newest first. */
export function registerRunsView(runs: Runs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const subscription = runs.onDidChange(() => changed.fire());
  const view = vscode.window.createTreeView<RunRecord>("stubwright.runs", {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (record) => (record === undefined ? [...runs.records] : []),
      getTreeItem: itemOf,
    },
  });
  return vscode.Disposable.from(view, subscription, changed);
}

function itemOf(record: RunRecord): vscode.TreeItem {
  const { id, names, file, hint, state } = record;
  const look = lookOf(record);
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const item = new vscode.TreeItem(names.join(", "));
  item.id = id;
  item.description = `${look.label} · ${name}`;
  item.iconPath = new vscode.ThemeIcon(
    look.icon,
    look.color === undefined ? undefined : new vscode.ThemeColor(look.color),
  );
  item.tooltip = [`${names.join(", ")} in ${file}`, ...(hint ? [`Hint: ${hint}`] : []), ...look.reason].join(
    "\n\n",
  );
  item.accessibilityInformation = { label: `${names.join(", ")}, ${look.label}, ${name}` };
  item.contextValue = state === "finished" ? "finished" : "live";
  item.command = { command: "stubwright.showRun", title: "Show the run", arguments: [id] };
  return item;
}

interface Look {
  readonly icon: string;
  readonly color?: string;
  readonly label: string;
  readonly reason: readonly string[];
}

function lookOf({ state, events, applied, discarded }: RunRecord): Look {
  const last = events.at(-1);
  if (state === "queued") return { icon: "clock", label: "waiting", reason: [] };
  if (state === "running" || last?.type !== "finished")
    return { icon: "loading~spin", label: "running", reason: [] };
  const label = applied
    ? `${last.outcome}, applied`
    : discarded
      ? `${last.outcome}, discarded`
      : last.outcome;
  return { ...looks[last.outcome], label, reason: [advised(last.reason, last.next, "editor")] };
}

const looks: Readonly<Record<Outcome, { readonly icon: string; readonly color?: string }>> = {
  verified: { icon: "verified-filled", color: "testing.iconPassed" },
  passing: { icon: "pass", color: "testing.iconPassed" },
  suggested: { icon: "lightbulb", color: "notificationsWarningIcon.foreground" },
  exhausted: { icon: "error", color: "testing.iconFailed" },
  cancelled: { icon: "circle-slash" },
  broken: { icon: "warning", color: "notificationsWarningIcon.foreground" },
};
