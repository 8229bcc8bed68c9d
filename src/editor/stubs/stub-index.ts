import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import type { FileSpots } from "../../core/stub/function-index";

/** Where the functions of open Go files are, from a thread of its own. */
export interface StubIndex extends vscode.Disposable {
  /** Of the document as it is now; undefined where it changed, or was closed, before the answer came. */
  spots(document: vscode.TextDocument): Promise<FileSpots | undefined>;
}

/** What is sent to and from the thread (src/stub-worker.ts). */
interface Answer extends FileSpots {
  readonly file: string;
  readonly version: number;
}

interface Waiting {
  readonly version: number;
  answer(spots: FileSpots | undefined): void;
}

/** Only files on a disk: a run needs the toolchain there. */
export const isGo = (document: vscode.TextDocument): boolean =>
  document.languageId === "go" && document.uri.scheme === "file";

/** The thread starts with the first question and gets every change of the files that were asked about. */
export function createStubIndex(script: vscode.Uri, log: vscode.LogOutputChannel): StubIndex {
  let thread: Worker | undefined;
  const open = new Set<string>();
  const waiting = new Map<string, Waiting[]>();
  const settle = (file: string, version: number, spots: FileSpots | undefined): void => {
    const list = waiting.get(file) ?? [];
    waiting.set(
      file,
      list.filter((w) => w.version > version),
    );
    for (const w of list.filter((w) => w.version <= version))
      w.answer(w.version === version ? spots : undefined);
  };
  const lost = (why: string): void => {
    log.warn(`the thread that finds stubs ended: ${why}`);
    thread = undefined;
    open.clear();
    for (const file of waiting.keys()) settle(file, Number.POSITIVE_INFINITY, undefined);
  };
  const start = (): Worker => {
    const fresh = new Worker(script.fsPath);
    fresh.on("message", ({ file, version, functions, generated }: Answer) =>
      settle(file, version, { functions, generated }),
    );
    fresh.on("error", (error) => log.error(error));
    fresh.on("exit", (code) => {
      if (thread === fresh) lost(`status ${code}`);
    });
    return fresh;
  };
  const listeners = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const file = document.uri.toString();
      if (!open.has(file) || contentChanges.length === 0) return;
      const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        start: rangeOffset,
        end: rangeOffset + rangeLength,
        text,
      }));
      thread?.postMessage({ type: "change", file, changes });
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      const file = document.uri.toString();
      if (open.delete(file)) thread?.postMessage({ type: "close", file });
      settle(file, Number.POSITIVE_INFINITY, undefined);
    }),
  ];
  return {
    async spots(document) {
      const file = document.uri.toString();
      const assembly = open.has(file) || (await hasAssembly(document.uri));
      if (document.isClosed) return undefined;
      thread ??= start();
      if (!open.has(file)) {
        open.add(file);
        thread.postMessage({ type: "open", file, text: document.getText(), assembly });
      }
      const { version } = document;
      thread.postMessage({ type: "spots", file, version });
      return new Promise((answer) => waiting.set(file, [...(waiting.get(file) ?? []), { version, answer }]));
    },
    dispose() {
      for (const listener of listeners) listener.dispose();
      const last = thread;
      thread = undefined;
      void last?.terminate();
      for (const file of waiting.keys()) settle(file, Number.POSITIVE_INFINITY, undefined);
    },
  };
}

/** Beside a .s file a declaration without a body is no stub. */
async function hasAssembly(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.Uri.joinPath(uri, "..");
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (list) => list,
    () => [],
  );
  return entries.some(([name]) => name.endsWith(".s"));
}
