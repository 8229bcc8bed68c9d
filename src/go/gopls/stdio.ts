import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { fail, ok, type Problem, type Result } from "../../core/result";
import type { Environment } from "../process/run";
import { makeFolder, removeFolder } from "../process/temp-dir";
import { spawnTree } from "../process/tree";
import { type GoplsConnection, goplsOptions } from "./connection";

export interface StartGopls {
  /** The gopls command. */
  readonly gopls: string;
  /** The module's or the workspace's folder. */
  readonly root: string;
  /** As every go command gets it. */
  readonly env: Environment;
  /** `GOENV` as go says it. */
  readonly goEnvFile: string | undefined;
  /** Flags for the build that gopls looks at: `-tags=…`. */
  readonly buildFlags?: readonly string[];
  /** Where gopls may keep its cache and settings. */
  readonly cacheDir: string;
}

/** How long gopls may take to answer that it is there, in milliseconds. */
const startMs = 30_000;

/** Starts gopls as a child of ours, speaking over its standard input and output, and initialises it. */
export async function startGopls(
  options: StartGopls,
  signal: AbortSignal,
): Promise<Result<GoplsConnection, Problem>> {
  // It writes a go.mod of its own there, and does not clear it away when it is killed.
  const temp = makeFolder();
  const env = { ...privateTo(options), TMPDIR: temp, TEMP: temp, TMP: temp, GOTMPDIR: temp };
  const tree = spawnTree(options.gopls, [], { cwd: options.root, env });
  const end = (): void => {
    tree.kill();
    removeFolder(temp);
  };
  const { stdin, stdout, stderr } = tree.child;
  if (stdin === null || stdout === null || stderr === null)
    throw new Error("gopls was started without pipes");
  stdin.on("error", () => {}); // A write to a dead server; its exit is told below.
  const lastWords = tailOf(stderr);
  const gone = new Promise<string>((resolve) => {
    tree.child.once("error", (error) => {
      end();
      resolve(error.message);
    });
    // What it started may hold its pipes open, and its last words come before they are closed.
    tree.child.once("exit", end);
    tree.child.once("close", (code, by) => resolve(`it ended with ${by ?? `status ${code}`}${lastWords()}`));
  });
  const rpc = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  const connection = speak(rpc, end, gone);
  const startSignal = AbortSignal.any([signal, AbortSignal.timeout(startMs)]);
  try {
    await connection.request("initialize", initialize(options), startSignal);
    await connection.notify("initialized", {});
    return ok(connection);
  } catch (error) {
    connection.dispose();
    // A write that fails says less than the end of the one it was for.
    const answered = error instanceof ResponseError && error.code !== ErrorCodes.MessageWriteError;
    const explained = answered || startSignal.aborted;
    const message = explained && error instanceof Error ? error.message : await gone;
    return fail({ kind: "environment", message: `gopls does not start: ${message}.`, next: "" });
  }
}

function speak(rpc: MessageConnection, end: () => void, gone: Promise<string>): GoplsConnection {
  rpc.onError(() => {}); // A broken pipe; the exit says more.
  rpc.onRequest("workspace/configuration", (params: { items: readonly unknown[] }) =>
    params.items.map(() => goplsOptions),
  );
  rpc.onRequest("client/registerCapability", () => null);
  rpc.onRequest("window/workDoneProgress/create", () => null);
  rpc.onRequest("window/showMessageRequest", () => null);
  // A candidate is judged where it is: nothing that gopls wants to change is changed.
  rpc.onRequest("workspace/applyEdit", () => ({ applied: false }));
  rpc.listen();
  const failed = gone.then((reason) => Promise.reject(new Error(reason)));
  // Whoever waits is told the reason; disposing of the connection would tell them less, so it comes second.
  failed.catch(() => rpc.dispose());
  return {
    request: (method, params, signal) => cancellable(rpc, failed, method, params, signal),
    notify: (method, params) => Promise.race([rpc.sendNotification(method, params), failed]),
    onExit: (listener) => void gone.then(listener),
    dispose: end,
  };
}

async function cancellable(
  rpc: MessageConnection,
  failed: Promise<never>,
  method: string,
  params: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  signal.throwIfAborted();
  const cancel = new CancellationTokenSource();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      cancel.cancel();
      reject(signal.reason);
    };
    signal.addEventListener("abort", onAbort, { once: true });
  });
  const answer = rpc.sendRequest(method, params, cancel.token);
  answer.catch(() => {}); // After an abort nobody waits for it any more.
  try {
    return await Promise.race([answer, failed, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    cancel.dispose();
  }
}

function initialize({ root, buildFlags }: StartGopls) {
  const uri = pathToFileURL(root).href;
  return {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: basename(root) }],
    capabilities: {
      workspace: { configuration: false, workspaceEdit: { documentChanges: true } },
      textDocument: {
        diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false },
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: ["source.organizeImports"] } },
        },
      },
    },
    initializationOptions: { ...goplsOptions, ...(buildFlags === undefined ? {} : { buildFlags }) },
  };
}

/**
 * gopls counts what it does in the person's configuration folder and keeps a cache in theirs: both go to ours, and
 * counting is off there. (Elsewhere than on Linux the person's own `go telemetry` setting decides.)
 */
function privateTo({ env, goEnvFile, cacheDir }: StartGopls): Environment {
  const config = join(cacheDir, "gopls-config");
  const telemetry = join(config, "go", "telemetry");
  mkdirSync(telemetry, { recursive: true });
  writeFileSync(join(telemetry, "mode"), "off");
  const goenv = goEnvFile === undefined || goEnvFile === "" ? {} : { GOENV: goEnvFile };
  return { ...env, XDG_CONFIG_HOME: config, GOPLSCACHE: join(cacheDir, "gopls-cache"), ...goenv };
}

/** The last line of what it wrote to stderr: why it crashed. */
function tailOf(stderr: NodeJS.ReadableStream): () => string {
  let tail = "";
  stderr.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("utf8")).slice(-4_096);
  });
  return () => {
    const line =
      tail.split("\n").find((l) => /^(?:panic|fatal error):/.test(l)) ?? tail.trim().split("\n").at(-1) ?? "";
    return line === "" ? "" : ` (${line})`;
  };
}
