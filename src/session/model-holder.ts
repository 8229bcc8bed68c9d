import type { ModelState } from "../core/engine";
import type { Result } from "../core/result";
import { type ModelChoice, type OpenModel, openChosen } from "../model/choose";

/** A model kept open between runs. */
export interface ModelHolder {
  /** The model for one run; opened now where it is not open, or another one is. */
  lease(
    choice: ModelChoice,
    signal: AbortSignal,
  ): { readonly opening: Promise<Result<OpenModel>>; end(): void };
  close(): Promise<void>;
}

/** How long a model stays loaded when nothing asks it anything: it holds half a gigabyte. */
const idleMs = 10 * 60_000;

interface Held {
  readonly key: string;
  readonly opening: Promise<Result<OpenModel>>;
  readonly ended: AbortController;
}

export function holdModel(onState: (state: ModelState) => void): ModelHolder {
  let held: Held | undefined;
  let timer: NodeJS.Timeout | undefined;
  const close = async (): Promise<void> => {
    clearTimeout(timer);
    const last = held;
    held = undefined;
    if (last === undefined) return;
    last.ended.abort();
    onState({ kind: "none" });
    const opened = await last.opening.catch(() => undefined);
    if (opened?.ok) await opened.value.close();
  };
  const lease: ModelHolder["lease"] = (choice, signal) => {
    clearTimeout(timer);
    const key = JSON.stringify(choice);
    if (held !== undefined && held.key !== key) void close();
    held ??= open(choice, key, onState);
    const mine = held;
    const say = (kind: "running" | "idle"): void =>
      whenOpen(mine, (opened) => {
        if (held !== mine) return;
        if (opened.ok) onState({ kind, ...named(opened.value) });
        else if (kind === "running") void close();
      });
    const opening = untilAborted(mine.opening, signal);
    opening.catch(() => {});
    say("running");
    const end = (): void => {
      timer = setTimeout(() => void close(), idleMs);
      timer.unref();
      say("idle");
    };
    return { opening, end };
  };
  return { lease, close };
}

function open(choice: ModelChoice, key: string, onState: (state: ModelState) => void): Held {
  const ended = new AbortController();
  onState({ kind: "loading", fraction: 0 });
  const onLoading = (fraction: number): void => onState({ kind: "loading", fraction });
  const opening = openChosen({ ...choice, onLoading }, ended.signal);
  // A rejection reaches whoever waits for it; one that nobody waits for any more is no bug.
  opening.catch(() => {});
  return { key, opening, ended };
}

/** Not called where opening was broken off. */
const whenOpen = ({ opening }: Held, then: (opened: Result<OpenModel>) => void): void =>
  void opening.then(then, () => {});

const named = ({ model }: OpenModel): { readonly id: string; readonly server: string } => ({
  id: model.info.id,
  server: model.info.server,
});

/** Loading goes on for the next run when this one is cancelled. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
