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

/** Only files on a disk: a run needs the toolchain there. */
export const isGo = (document: vscode.TextDocument): boolean =>
  document.languageId === "go" && document.uri.scheme === "file";

/** The thread starts with the first question and gets every change of the files that were asked about. */
export function createStubIndex(script: vscode.Uri, log: vscode.LogOutputChannel): StubIndex {
  const open = new Set<string>();
  const waiting = createWaiting();
  const thread = createThread(script, log, waiting.answer, () => {
    open.clear();
    waiting.giveUp();
  });
  const changed = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const file = document.uri.toString();
    if (!open.has(file) || contentChanges.length === 0) return;
    thread.tell({ type: "change", file, changes: contentChanges.map(changeOf) });
  });
  const closed = vscode.workspace.onDidCloseTextDocument((document) => {
    const file = document.uri.toString();
    if (open.delete(file)) thread.tell({ type: "close", file });
    waiting.giveUp(file);
  });
  return {
    async spots(document) {
      const file = document.uri.toString();
      const assembly = open.has(file) || (await hasAssembly(document.uri));
      if (document.isClosed) return undefined;
      if (!open.has(file)) {
        open.add(file);
        thread.ask({ type: "open", file, text: document.getText(), assembly });
      }
      const { version } = document;
      thread.ask({ type: "spots", file, version });
      return waiting.forAnswer(file, version);
    },
    dispose() {
      vscode.Disposable.from(changed, closed, thread).dispose();
      waiting.giveUp();
    },
  };
}

/** @param onLost the thread has ended by itself; the next question starts another one */
function createThread(
  script: vscode.Uri,
  log: vscode.LogOutputChannel,
  onAnswer: (answer: Answer) => void,
  onLost: () => void,
) {
  let thread: Worker | undefined;
  const start = (): Worker => {
    const fresh = new Worker(script.fsPath);
    fresh.on("message", onAnswer);
    fresh.on("error", (error) => log.error(error));
    fresh.on("exit", (code) => {
      if (thread !== fresh) return;
      log.warn(`the thread that finds stubs ended: status ${code}`);
      thread = undefined;
      onLost();
    });
    return fresh;
  };
  return {
    /** Starts the thread where there is none. */
    ask(message: object): void {
      thread ??= start();
      thread.postMessage(message);
    },
    tell: (message: object): void => thread?.postMessage(message),
    dispose(): void {
      const last = thread;
      thread = undefined;
      void last?.terminate();
    },
  };
}

const changeOf = ({ rangeOffset, rangeLength, text }: vscode.TextDocumentContentChangeEvent) => ({
  start: rangeOffset,
  end: rangeOffset + rangeLength,
  text,
});

interface Waiting {
  readonly version: number;
  answer(spots: FileSpots | undefined): void;
}

/** Questions to the thread, by file: an answer to a later version ends the earlier ones without one. */
function createWaiting() {
  const waiting = new Map<string, readonly Waiting[]>();
  const settle = (file: string, version: number, spots: FileSpots | undefined): void => {
    const list = waiting.get(file) ?? [];
    const left = list.filter((w) => w.version > version);
    waiting.set(file, left);
    for (const w of list.filter((w) => w.version <= version))
      w.answer(w.version === version ? spots : undefined);
  };
  return {
    forAnswer: (file: string, version: number): Promise<FileSpots | undefined> =>
      new Promise((answer) => waiting.set(file, [...(waiting.get(file) ?? []), { version, answer }])),
    answer: ({ file, version, functions, generated }: Answer): void =>
      settle(file, version, { functions, generated }),
    /** No answer will come: for one file, or for all. */
    giveUp(file?: string): void {
      for (const each of file === undefined ? waiting.keys() : [file])
        settle(each, Number.POSITIVE_INFINITY, undefined);
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
