import * as vscode from "vscode";
import type { FromPanel, RunStatus, ToPanel } from "../../core/events/panel-messages";
import type { RunRecord, Runs } from "../runs/runs";
import { parseMessage } from "./parse-message";
import { perform } from "./perform";

export interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  shown(): string | undefined;
  show(id: string): void;
}

/** Connects a panel with a run: a snapshot whenever its page (re)starts, what happens after that as it happens. */
export function connectPanel(panel: vscode.WebviewPanel, runs: Runs, first: string | undefined): OpenPanel {
  const page = createPage(panel, runs, first);
  const subscriptions = vscode.Disposable.from(
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseMessage(value);
      if (message !== undefined) receive(message, page, panel, runs);
    }),
    panel.onDidChangeViewState(() => {
      if (!panel.visible) page.disconnect();
    }),
    runs.onEvents(({ id, events }) => {
      if (id === page.shown()) page.post({ type: "events", id, events });
    }),
    runs.onDidChange(({ id }) => {
      if (id === page.shown()) page.status();
    }),
  );
  panel.onDidDispose(() => subscriptions.dispose());
  page.snapshot();
  return {
    panel,
    shown: page.shown,
    show(id) {
      if (id !== page.shown()) page.show(id);
    },
  };
}

type Page = ReturnType<typeof createPage>;

/** What the page is told. One that is hidden is gone; it asks for a snapshot when it is back. */
function createPage(panel: vscode.WebviewPanel, runs: Runs, first: string | undefined) {
  let id = first;
  let connected = false;
  const post = (message: ToPanel): void => {
    if (connected) void panel.webview.postMessage(message);
  };
  const snapshot = (): void => {
    const run = recordOf(runs, id);
    panel.title = run === undefined ? "Stubwright" : `Stubwright: ${run.names.join(", ")}`;
    post({ type: "snapshot", run: run && statusOf(run), events: run?.events ?? [] });
  };
  return {
    post,
    snapshot,
    shown: (): string | undefined => id,
    show(next: string): void {
      id = next;
      snapshot();
    },
    connect(): void {
      connected = true;
      snapshot();
    },
    disconnect(): void {
      connected = false;
    },
    /** A record that is gone leaves an empty page. */
    status(): void {
      const run = recordOf(runs, id);
      if (run === undefined) snapshot();
      else post({ type: "status", run: statusOf(run) });
    },
  };
}

function receive(message: FromPanel, page: Page, panel: vscode.WebviewPanel, runs: Runs): void {
  switch (message.type) {
    case "ready":
      page.connect();
      break;
    case "act": {
      const run = recordOf(runs, message.id);
      if (run !== undefined) perform(message.act, run, runs, otherColumn(panel));
      break;
    }
    default:
      message satisfies never;
  }
}

const recordOf = ({ records }: Runs, id: string | undefined): RunRecord | undefined =>
  records.find((r) => r.id === id);

/** The column in which code is read: not the panel's own. */
const otherColumn = ({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn =>
  viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;

const statusOf = ({ events: _, ...status }: RunRecord): RunStatus => status;
