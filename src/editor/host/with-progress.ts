import * as vscode from "vscode";

/** What a command answers where a person ended its work. */
export const cancelled = "Cancelled; nothing was changed.";

export type Progress = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

export interface ProgressOptions {
  /** In the status bar and without a way to cancel, for work that nobody asked for by hand. */
  readonly quietly?: boolean;
  /** Ends the work from elsewhere. */
  readonly signal?: AbortSignal;
}

/**
 * Work under a notification with a Cancel button. Undefined where it was cancelled and therefore threw; work that
 * returns a value all the same is taken at its word.
 */
export async function withCancellableProgress<T>(
  title: string,
  work: (signal: AbortSignal, progress: Progress) => Promise<T>,
  { quietly = false, signal: ended }: ProgressOptions = {},
): Promise<T | undefined> {
  const location = quietly ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: !quietly }, async (progress, token) => {
    const cancel = new AbortController();
    const listener = token.onCancellationRequested(() => cancel.abort());
    const signal = ended === undefined ? cancel.signal : AbortSignal.any([cancel.signal, ended]);
    try {
      return await work(signal, progress);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  });
}
