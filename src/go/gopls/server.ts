import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { excessText } from "../process/limits";
import { memoryLimit } from "../process/memory";
import type { Environment } from "../process/run";
import { makeFolder, removeFolder } from "../process/temp-dir";
import { spawnTree } from "../process/tree";
import { goplsOptions } from "./connection";

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

/** A gopls that runs and has not been initialised yet. */
export interface GoplsServer {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** The parameters of `initialize`, the same for every client: other capabilities get other answers from gopls. */
  readonly initialize: ReturnType<typeof initializeParams>;
  /** By method, the answers to what it may ask its client. */
  readonly answers: Readonly<Record<string, (params: { readonly items: readonly unknown[] }) => unknown>>;
}

export interface GoplsProcess {
  readonly server: GoplsServer;
  /** Kills it with everything that it started and removes its temporary folder; harmless when that is done. */
  end(): void;
  /** Why it ended, once it has. */
  readonly gone: Promise<string>;
}

/** Starts gopls as a child of ours. A command that cannot be started is told by `gone`. */
export function spawnGopls(options: StartGopls): GoplsProcess {
  // It writes a go.mod of its own there, and leaves it behind when it is killed.
  const temp = makeFolder();
  const env = { ...privateTo(options), TMPDIR: temp, TEMP: temp, TMP: temp, GOTMPDIR: temp };
  const tree = spawnTree(options.gopls, [], { cwd: options.root, env });
  const limits = { processBytes: memoryLimit(), everyMs: 1_000 };
  let tooMuch: string | undefined;
  const watch = tree.watch(limits, (excess) => {
    tooMuch = excessText(excess);
    end();
  });
  const end = (): void => {
    watch?.stop();
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
    tree.child.once("close", (code, by) =>
      resolve(
        tooMuch === undefined ? `it ended with ${by ?? `status ${code}`}${lastWords()}` : `it ${tooMuch}`,
      ),
    );
  });
  return { server: { stdin, stdout, initialize: initializeParams(options), answers }, end, gone };
}

function initializeParams({ root, buildFlags }: StartGopls) {
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

/** A candidate is judged as it is: gopls changes nothing, shows nothing and asks nobody. */
const answers: GoplsServer["answers"] = {
  "workspace/configuration": ({ items }) => items.map(() => goplsOptions),
  "workspace/applyEdit": () => ({ applied: false }),
  "window/showDocument": () => ({ success: false }),
  "window/showMessageRequest": () => null,
  "window/workDoneProgress/create": () => null,
  "client/registerCapability": () => null,
  "client/unregisterCapability": () => null,
};

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
function tailOf(stderr: Readable): () => string {
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
