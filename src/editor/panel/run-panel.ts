import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Kept } from "../../core/events/panel-messages";
import type { Runs } from "../runs/runs";
import { connectPanel, type OpenPanel } from "./connect-panel";
import { pageHtml } from "./html";

export const panelType = "stubwright.run";

/** The one panel that shows runs; there is none until a run is to be seen. */
export interface RunPanel extends vscode.Disposable {
  /** Shows a run beside the editor; the focus stays where it is unless it is asked for. */
  show(id: string, options?: { readonly focus?: boolean }): void;
  /** The run that is shown; undefined where there is no panel. */
  readonly shown: string | undefined;
}

export function createRunPanel(extensionUri: vscode.Uri, runs: Runs): RunPanel {
  const current = { open: undefined as OpenPanel | undefined };
  const adopt = (panel: vscode.WebviewPanel, id: string | undefined): OpenPanel => {
    current.open?.panel.dispose();
    setUp(panel, extensionUri);
    const opened = connectPanel(panel, runs, id);
    current.open = opened;
    panel.onDidDispose(() => {
      if (current.open === opened) current.open = undefined;
    });
    return opened;
  };
  const serializer = vscode.window.registerWebviewPanelSerializer(panelType, {
    async deserializeWebviewPanel(panel, kept: Kept | undefined) {
      await runs.restored;
      adopt(panel, kept?.id ?? runs.records[0]?.id);
    },
  });
  return {
    get shown() {
      return current.open?.shown();
    },
    show(id, { focus = false } = {}) {
      const open = current.open;
      if (open !== undefined) {
        open.show(id);
        open.panel.reveal(undefined, !focus);
        return;
      }
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: !focus };
      adopt(vscode.window.createWebviewPanel(panelType, "Stubwright", column, {}), id);
    },
    dispose() {
      serializer.dispose();
      current.open?.panel.dispose();
    },
  };
}

/** The page, and what it may load: only its own folder. */
function setUp(panel: vscode.WebviewPanel, extensionUri: vscode.Uri): void {
  const at = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(extensionUri, ...path);
  const media = at("dist", "run");
  panel.iconPath = { light: at("media", "run-light.svg"), dark: at("media", "run-dark.svg") };
  panel.webview.options = { enableScripts: true, localResourceRoots: [media] };
  panel.webview.html = page(panel.webview, media);
}

const page = (webview: vscode.Webview, media: vscode.Uri): string =>
  pageHtml({
    script: webview.asWebviewUri(vscode.Uri.joinPath(media, "run.js")).toString(),
    style: webview.asWebviewUri(vscode.Uri.joinPath(media, "style.css")).toString(),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString("base64"),
  });
