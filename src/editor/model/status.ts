import * as vscode from "vscode";
import type { ModelState } from "../../core/engine";
import { onSettingsChange, setting } from "../host/settings";

export interface ModelStatus extends vscode.Disposable {
  show(state: ModelState): void;
}

/** The model in use, idle or running; a click lets the person choose another. */
export function createModelStatus(): ModelStatus {
  const item = vscode.window.createStatusBarItem("stubwright.model", vscode.StatusBarAlignment.Right, 90);
  item.name = "Stubwright Model";
  item.command = "stubwright.selectModel";
  const chosen = (): string => setting("model") || setting("server") || "model";
  let state: ModelState = { kind: "none" };
  const draw = (): void => {
    const [text, tooltip] = wordsFor(state, chosen());
    item.text = text;
    item.tooltip = `${tooltip}\nClick to choose another model.`;
    item.accessibilityInformation = { label: `Stubwright: ${tooltip}`, role: "button" };
    // Only who writes Go, or has a model at work, wants to see it.
    const go = vscode.window.visibleTextEditors.some(({ document }) => document.languageId === "go");
    if (go || state.kind === "running" || state.kind === "loading") item.show();
    else item.hide();
  };
  draw();
  const registered = vscode.Disposable.from(
    item,
    vscode.window.onDidChangeVisibleTextEditors(draw),
    onSettingsChange(draw),
  );
  return {
    show(next) {
      state = next;
      draw();
    },
    dispose: () => registered.dispose(),
  };
}

function wordsFor(state: ModelState, chosen: string): readonly [text: string, tooltip: string] {
  switch (state.kind) {
    case "none":
      return [`$(circle-outline) ${short(chosen)}`, `${chosen}: not loaded yet; the first run loads it`];
    case "loading":
      return [`$(loading~spin) ${short(chosen)} ${Math.round(state.fraction * 100)} %`, `Loading ${chosen}`];
    case "idle":
      return [`$(circle-filled) ${short(state.id)}`, `${state.id} (${state.server}) is loaded and idle`];
    case "running":
      return [`$(sync~spin) ${short(state.id)}`, `${state.id} (${state.server}) is drafting`];
  }
}

/** A path or a long name is cut to what a status bar bears. */
const short = (name: string): string => {
  const last = name.split(/[\\/]/).at(-1) ?? name;
  return last.length > 28 ? `${last.slice(0, 27)}…` : last;
};
