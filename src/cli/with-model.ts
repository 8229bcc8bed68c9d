import type { Result } from "../core/result";
import type { OpenModel } from "../model/choose";
import type { ModelFlags } from "./flags";
import type { Invocation, Io } from "./io";

/** How a command comes to its model: cli/model.ts, or a test's own. */
export type Opener<F extends ModelFlags> = (
  flags: F,
  io: Io,
  signal: AbortSignal,
) => Promise<Result<OpenModel>>;

/** Work with a model that is opened when it is first asked for, and closed at the end whatever happened. */
export async function withModel<F extends ModelFlags, T>(
  openModel: Opener<F>,
  { flags, io, signal }: Invocation<F>,
  work: (open: () => Promise<Result<OpenModel>>) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  let opening: Promise<Result<OpenModel>> | undefined;
  try {
    return await work(() => {
      opening ??= openModel(flags, io, AbortSignal.any([signal, ended.signal]));
      return opening;
    });
  } finally {
    ended.abort();
    const opened = await opening?.catch(() => undefined);
    if (opened?.ok) await opened.value.close();
  }
}
