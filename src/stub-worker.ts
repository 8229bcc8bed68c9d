import { parentPort } from "node:worker_threads";
import { createSpotter, type FileSpots } from "./core/stub/function-index";
import { loadGoParser } from "./go/toolchain/parser";

/** What the editor's window asks of this thread. */
export type StubQuestion =
  | { readonly type: "open"; readonly file: string; readonly text: string; readonly assembly: boolean }
  | {
      readonly type: "change";
      readonly file: string;
      /** Each on the text that the ones before it left. */
      readonly changes: readonly { readonly start: number; readonly end: number; readonly text: string }[];
    }
  | { readonly type: "spots"; readonly file: string; readonly version: number }
  | { readonly type: "close"; readonly file: string };

export interface StubAnswer extends FileSpots {
  readonly file: string;
  readonly version: number;
}

interface OpenFile {
  text: string;
  readonly assembly: boolean;
  readonly spots: ReturnType<typeof createSpotter>;
}

/** Finds stubs beside the extension host's own thread: what a person types is never waited for. */
async function main(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error("this is a worker's file");
  const parser = loadGoParser();
  const files = new Map<string, OpenFile>();
  const ready = await parser;
  port.on("message", (question: StubQuestion) => {
    const { file } = question;
    const open = files.get(file);
    switch (question.type) {
      case "open":
        files.set(file, { text: question.text, assembly: question.assembly, spots: createSpotter(ready) });
        return;
      case "change":
        for (const { start, end, text } of question.changes)
          if (open !== undefined) open.text = open.text.slice(0, start) + text + open.text.slice(end);
        return;
      case "close":
        files.delete(file);
        return;
      case "spots": {
        const found = open?.spots(open.text, open.assembly) ?? { functions: [], generated: false };
        port.postMessage({ file, version: question.version, ...found } satisfies StubAnswer);
      }
    }
  });
}

void main();
