import type { Confirmer, Fixers } from "../../core/ports";
import { type Note, note } from "../../core/problem/codes";
import type { Helper } from "../../go/helper-client/client";
import { createConfirmer } from "../../go/helper-client/confirmer";
import { createFixers, helperDiagnostics } from "../../go/helper-client/fixers";
import { openHelper } from "../../go/helper-client/open";
import { loadStdIndex, type StdIndex } from "../../go/helper-client/std-index";
import type { JudgeContext } from "../../go/snapshot/context";

/** What the Go helper gives a run; each part is missing where it could not be built. */
export interface HelperServices {
  readonly fixers: Fixers | undefined;
  readonly confirmer: Confirmer | undefined;
  readonly std: StdIndex | undefined;
  /** For what needs the model as well. */
  readonly helper: Helper | undefined;
}

export interface OpenHelperServices {
  readonly ready: Promise<HelperServices>;
  close(): void;
}

const none: HelperServices = { fixers: undefined, confirmer: undefined, std: undefined, helper: undefined };

/**
 * The Go helper for one snapshot, built while the model loads.
 * @param warn told why it is missing: the run goes on without typed fixers and without comparing candidates.
 */
export function openHelperServices(
  ctx: JudgeContext,
  cacheDir: string,
  warn: (note: Note) => void,
  signal: AbortSignal,
): OpenHelperServices {
  const { snapshot } = ctx;
  const { go } = snapshot.build;
  const running: { helper: Helper | undefined } = { helper: undefined };
  const open = async (): Promise<HelperServices> => {
    const opened = await openHelper(go, cacheDir, signal);
    if (signal.aborted) return none;
    if (!opened.ok) {
      warn(note("without-helper", { problem: opened.error }));
      return none;
    }
    const helper = opened.value;
    running.helper = helper;
    const std = await loadStdIndex(helper, { go, cacheDir }, signal);
    // Its first answer takes what its package imports from go, which the first draft need not wait for.
    void helperDiagnostics(ctx, helper).errors(snapshot.file.text, signal);
    return {
      fixers: createFixers(ctx, helper),
      confirmer: createConfirmer(ctx, helper),
      std: std.ok ? std.value : undefined,
      helper,
    };
  };
  return { ready: open(), close: () => running.helper?.stop() };
}
