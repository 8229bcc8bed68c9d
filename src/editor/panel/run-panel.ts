import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Kept, RunStatus, ToPanel } from "../../core/events/panel-messages";
import type { RunRecord, Runs } from "../runs/runs";
import { pageHtml } from "./html";
import { parseMessage } from "./parse-message";
import { perform } from "./perform";

export const panelType = "stubwright.run";

/** The one panel that shows runs; there is none until a run is to be seen. */
export interface RunPanel extends vscode.Disposable {
  /** Shows a run beside the editor; the focus stays where it is unless it is asked for. */
  show(id: string, options?: { readonly focus?: boolean }): void;
  /** The run that is shown; undefined where there is no panel. */
  readonly shown: string | undefined;
}

export function createRunPanel(extensionUri: vscode.Uri, runs: Runs): RunPanel {
  const media = vscode.Uri.joinPath(extensionUri, "dist", "run");
  const icon = {
    light: vscode.Uri.joinPath(extensionUri, "media", "run-light.svg"),
    dark: vscode.Uri.joinPath(extensionUri, "media", "run-dark.svg"),
  };
  const current = { open: undefined as OpenPanel | undefined };
  const adopt = (panel: vscode.WebviewPanel, id: string | undefined): OpenPanel => {
    current.open?.panel.dispose();
    const opened = openPanel(panel, { media, icon }, runs, id);
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

interface Looks {
  /** The folder of the page's script and styles. */
  readonly media: vscode.Uri;
  readonly icon: { readonly light: vscode.Uri; readonly dark: vscode.Uri };
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  shown(): string | undefined;
  show(id: string): void;
}

/** Connects a panel with a run: a snapshot whenever its page (re)starts, what happens after that as it happens. */
function openPanel(
  panel: vscode.WebviewPanel,
  { media, icon }: Looks,
  runs: Runs,
  first: string | undefined,
): OpenPanel {
  const now = { id: first, connected: false };
  const record = (): RunRecord | undefined => runs.records.find((r) => r.id === now.id);
  // A page that is hidden is gone; it asks for a snapshot when it is back.
  const post = (message: ToPanel): void => {
    if (now.connected) void panel.webview.postMessage(message);
  };
  const snapshot = (): void => {
    const shown = record();
    panel.title = shown === undefined ? "Stubwright" : `Stubwright: ${shown.names.join(", ")}`;
    post({ type: "snapshot", run: shown && statusOf(shown), events: shown?.events ?? [] });
  };
  const subscriptions = [
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseMessage(value);
      const found = message?.type === "act" ? runs.records.find((r) => r.id === message.id) : undefined;
      if (message?.type === "ready") {
        now.connected = true;
        snapshot();
      } else if (message?.type === "act" && found !== undefined)
        perform(message.act, found, runs, otherColumn(panel));
    }),
    panel.onDidChangeViewState(() => {
      if (!panel.visible) now.connected = false;
    }),
    runs.onEvents(({ id, events }) => {
      if (id === now.id) post({ type: "events", id, events });
    }),
    runs.onDidChange(({ id }) => {
      if (id !== now.id) return;
      const shown = record();
      if (shown === undefined) snapshot();
      else post({ type: "status", run: statusOf(shown) });
    }),
  ];
  panel.onDidDispose(() => {
    for (const subscription of subscriptions) subscription.dispose();
  });
  panel.webview.options = { enableScripts: true, localResourceRoots: [media] };
  panel.iconPath = icon;
  panel.webview.html = page(panel.webview, media);
  snapshot();
  return {
    panel,
    shown: () => now.id,
    show(id) {
      if (id === now.id) return;
      now.id = id;
      snapshot();
    },
  };
}

/** The column in which code is read: not the panel's own. */
const otherColumn = ({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn =>
  viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;

const statusOf = ({ events: _, ...status }: RunRecord): RunStatus => status;

const page = (webview: vscode.Webview, media: vscode.Uri): string =>
  pageHtml({
    script: webview.asWebviewUri(vscode.Uri.joinPath(media, "run.js")).toString(),
    style: webview.asWebviewUri(vscode.Uri.joinPath(media, "style.css")).toString(),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString("base64"),
  });
