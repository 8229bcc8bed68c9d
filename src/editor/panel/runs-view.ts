import * as vscode from "vscode";
import { type Look, runLook, type Tone } from "../../core/events/look";
import { withAdvice } from "../host/wording";
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
  const shown = shownOf(record);
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const item = new vscode.TreeItem(names.join(", "));
  item.id = id;
  item.description = `${shown.label} · ${name}`;
  item.iconPath = shown.icon;
  item.tooltip = [`${names.join(", ")} in ${file}`, ...(hint ? [`Hint: ${hint}`] : []), ...shown.reason].join(
    "\n\n",
  );
  item.accessibilityInformation = { label: `${names.join(", ")}, ${shown.label}, ${name}` };
  item.contextValue = state === "finished" ? "finished" : "live";
  item.command = { command: "stubwright.showRun", title: "Show Run", arguments: [id] };
  return item;
}

interface Shown {
  readonly icon: vscode.ThemeIcon;
  readonly label: string;
  readonly reason: readonly string[];
}

function shownOf({ state, events, applied, discarded }: RunRecord): Shown {
  const last = events.at(-1);
  const end = last?.type === "finished" ? last : undefined;
  const look = runLook(state, end?.outcome);
  const label = look.label.toLowerCase();
  const done = state !== "finished" ? "" : applied ? ", applied" : discarded ? ", discarded" : "";
  const reason = state === "finished" && end !== undefined ? [withAdvice(end.reason, end.next)] : [];
  return { icon: iconOf(look), label: `${label}${done}`, reason };
}

function iconOf({ icon, tone }: Look): vscode.ThemeIcon {
  const colour = colours[tone];
  return new vscode.ThemeIcon(
    tone === "busy" ? `${icon}~spin` : icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
}

const colours: Readonly<Record<Tone, string | undefined>> = {
  good: "testing.iconPassed",
  fair: "notificationsWarningIcon.foreground",
  bad: "testing.iconFailed",
  quiet: undefined,
  busy: undefined,
};
