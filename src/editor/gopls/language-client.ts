import type { LogOutputChannel } from "vscode";
import {
  CloseAction,
  ErrorAction,
  type InitializeParams,
  LanguageClient,
  Message,
  type MessageStrategy,
} from "vscode-languageclient/node";
import type { GoplsServer } from "../../go/gopls/server";
import type { LanguageServerClient, StartClient } from "../../go/gopls/start";
import { createGoplsLog } from "./log";

export interface GoplsClients {
  readonly start: StartClient;
  dispose(): void;
}

/** Clients for gopls that are built on VS Code's own; they share a log. */
export function createGoplsClients(): GoplsClients {
  const log = createGoplsLog();
  return { start: (server) => startClient(server, log), dispose: () => log.dispose() };
}

async function startClient(server: GoplsServer, log: LogOutputChannel): Promise<LanguageServerClient> {
  const client = new PrivateClient(server, log);
  for (const [method, answer] of Object.entries(server.answers)) client.onRequest(method, answer);
  client.onNotification("window/showMessage", () => {});
  await client.start();
  return {
    request: (method, params, token) => client.sendRequest(method, params, token),
    notify: (method, params) => client.sendNotification(method, params),
    // It stops once the pipe is closed. Asked to stop, it would wait for an answer from a server that is gone.
    dispose: () => void server.stdout.destroy(),
  };
}

/**
 * A client that nobody in the window notices: it serves runs, on texts that the person does not see. The person's own
 * client of gopls, the Go extension's, may be active beside it.
 */
class PrivateClient extends LanguageClient {
  constructor(
    private readonly server: GoplsServer,
    log: LogOutputChannel,
  ) {
    const { stdout, stdin } = server;
    super("stubwright.gopls", log.name, async () => ({ reader: stdout, writer: stdin }), {
      outputChannel: log,
      // The engine tells the person that gopls is gone, and decides whether to start it again.
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
      },
      initializationFailedHandler: () => false,
      connectionOptions: { messageStrategy: { handleMessage: (m, next) => this.hear(m, next) } },
      // Diagnostics that are pushed would be shown for any file, whatever the document selector.
      middleware: { handleDiagnostics: () => {} },
    });
  }

  /**
   * Features are what a client does in the window of its own accord: providers, commands, open documents, watchers. gopls'
   * commands have the same names in every client, and a second client that registers them fails to start. Without
   * features this one sends only what it is given, and claims only the capabilities that the server's parameters name.
   */
  override registerFeature(): void {}

  protected override fillInitializeParams(params: InitializeParams): void {
    const unsaid = { clientInfo: undefined, locale: undefined, rootPath: undefined };
    Object.assign(params, unsaid, this.server.initialize);
  }

  /** Some errors would be shown to the person whatever the options say; all of them go to the log only. */
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  /**
   * Until the server is initialised the client's built-in handlers are in place, and they would show its messages: what it
   * pushes is dropped, and what it asks is refused, as a request that nobody knows.
   */
  private readonly hear: MessageStrategy["handleMessage"] = (message, next) => {
    if (this.isRunning() || Message.isResponse(message)) return next(message);
    const refused = { ...message, method: "stubwright/unheard" };
    return Message.isRequest(message) ? next(refused) : undefined;
  };
}
