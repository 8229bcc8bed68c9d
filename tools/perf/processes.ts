import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { basename } from "node:path";

/** A time in which a process worked for us: its life, or of one that stays the time between question and answer. */
export interface Work {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

const staying = /^(?:gopls|helper|stubwright-helper)/;

/** Notes all processes that this program starts from now on, the model's own left out. */
export function recordProcesses(): { readonly work: Work[]; stop(): void } {
  const work: Work[] = [];
  const onMade = (message: unknown): void => {
    const { process: child } = message as { process: ChildProcess };
    const from = performance.now();
    // What it runs is known once it is started.
    process.nextTick(() => {
      const what = nameOf(child);
      if (what === "node") return;
      const done = (began: number): void => void work.push({ what, from: began, to: performance.now() });
      if (staying.test(what)) exchanges(child, from, done);
      else child.once("close", () => done(from));
    });
  };
  subscribe("child_process", onMade);
  return { work, stop: () => void unsubscribe("child_process", onMade) };
}

/** Its first question was written before it could be listened to: it counts from the start. */
function exchanges(child: ChildProcess, started: number, done: (from: number) => void): void {
  let asked: number | undefined = started;
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) return;
  const write = stdin.write.bind(stdin) as (...args: unknown[]) => boolean;
  stdin.write = ((...args: unknown[]) => {
    asked ??= performance.now();
    return write(...args);
  }) as typeof stdin.write;
  stdout.on("data", () => {
    if (asked !== undefined) done(asked);
    asked = undefined;
  });
}

function nameOf({ spawnfile, spawnargs }: ChildProcess): string {
  const base = basename(spawnfile).replace(/\.exe$/, "");
  const [, first = "", second = ""] = spawnargs;
  if (base === "go") return second === "-c" ? "go test -c" : `go ${first}`;
  if (base === "node" || base === "gofmt") return base;
  return /^(?:bwrap|launch|sh|sandbox-exec)$/.test(base) ? "tests" : base;
}
