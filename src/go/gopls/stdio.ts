import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { GoplsServer } from "./server";
import { connectionsThrough, type LanguageServerClient } from "./start";

/** Starts gopls and speaks to it over its standard input and output: no editor is needed. */
export const startGopls = connectionsThrough(startPipe);

async function startPipe({ stdin, stdout, initialize, answers }: GoplsServer): Promise<LanguageServerClient> {
  const rpc = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  rpc.onError(() => {}); // A broken pipe; the exit says more.
  for (const [method, answer] of Object.entries(answers)) rpc.onRequest(method, answer);
  rpc.listen();
  await rpc.sendRequest("initialize", initialize);
  await rpc.sendNotification("initialized", {});
  return {
    request: async (method, params, token) => rpc.sendRequest(method, params, token),
    notify: async (method, params) => rpc.sendNotification(method, params),
    dispose: () => rpc.dispose(),
  };
}
