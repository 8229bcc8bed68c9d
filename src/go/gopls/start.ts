import {
  type CancellationToken,
  CancellationTokenSource,
  ConnectionErrors,
  ErrorCodes,
} from "vscode-jsonrpc/node";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import type { GoplsConnection } from "./connection";
import { type GoplsProcess, type GoplsServer, type StartGopls, spawnGopls } from "./server";

/** Speaks the protocol with a server that has been initialised: over a plain pipe, or as VS Code's own client. */
export interface LanguageServerClient {
  request(method: string, params: unknown, token: CancellationToken): Promise<unknown>;
  notify(method: string, params: unknown): Promise<void>;
  /** Called when the server is gone. */
  dispose(): void;
}

/** Initialises the server. Rejects if it refuses, or ends before it has answered. */
export type StartClient = (server: GoplsServer) => Promise<LanguageServerClient>;

export type StartConnection = (options: StartGopls, signal: AbortSignal) => Promise<Result<GoplsConnection>>;

/** How long gopls may take to answer that it is there, in milliseconds. */
const startMs = 30_000;

/** Starts gopls, and a client of this kind that speaks to it. */
export const connectionsThrough =
  (startClient: StartClient): StartConnection =>
  async (options, signal) => {
    const gopls = spawnGopls(options);
    const patience = AbortSignal.any([signal, AbortSignal.timeout(startMs)]);
    const lost = gopls.gone.then((reason): never => {
      throw new Error(reason);
    });
    const starting = startClient(gopls.server);
    // Whoever waits is told the reason first: a client that is disposed of would tell them less.
    lost.catch(() => starting.then((client) => client.dispose()).catch(() => {}));
    try {
      const client = await orAborted(Promise.race([starting, lost]), patience);
      return ok(connection(client, gopls, lost));
    } catch (error) {
      gopls.end();
      // How the server ended says more than that the connection broke.
      const why = isBroken(error) ? await gopls.gone : error instanceof Error ? error.message : String(error);
      return fail(problem("gopls-not-started", { why }));
    }
  };

function connection(
  client: LanguageServerClient,
  { end, gone }: GoplsProcess,
  lost: Promise<never>,
): GoplsConnection {
  const orLost = <T>(answer: Promise<T>): Promise<T> => {
    const told = answer.catch((error: unknown) => {
      if (!isBroken(error)) throw error;
      end();
      return lost;
    });
    return Promise.race([told, lost]);
  };
  return {
    async request(method, params, signal) {
      signal.throwIfAborted();
      const cancel = new CancellationTokenSource();
      const onAbort = () => cancel.cancel();
      signal.addEventListener("abort", onAbort, { once: true });
      try {
        return await orAborted(orLost(client.request(method, params, cancel.token)), signal);
      } finally {
        signal.removeEventListener("abort", onAbort);
        cancel.dispose();
      }
    },
    notify: (method, params) => orLost(client.notify(method, params)),
    onExit: (listener) => void gone.then(listener),
    dispose: end,
  };
}

/** Rejects as soon as the signal is aborted: a server may take its time to stop. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {}); // After an abort nobody waits for it any more.
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

const brokenCodes: readonly unknown[] = [
  ErrorCodes.MessageWriteError,
  ErrorCodes.MessageReadError,
  ErrorCodes.PendingResponseRejected,
  ErrorCodes.ConnectionInactive,
  ConnectionErrors.Closed,
  ConnectionErrors.Disposed,
];

/** Whether a client has lost its server. The code tells, for a client may be bundled with error classes of its own. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && brokenCodes.includes(error.code);
