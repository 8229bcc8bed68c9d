import type { Confirmer, Fixers } from "../../core/ports";
import type { Helper } from "../../go/helper-client/client";
import { createConfirmer } from "../../go/helper-client/confirmer";
import { createFixers, helperOpinion } from "../../go/helper-client/fixers";
import { openHelper } from "../../go/helper-client/open";
import { loadStdIndex, type StdIndex } from "../../go/helper-client/std-index";
import type { FirstOpinion } from "../../go/snapshot/context";
import type { GoDeps, GoSnapshot } from "../../go/snapshot/snapshot";

/** What the Go helper gives a run; each part is missing where it could not be built. */
export interface Aids {
  readonly fixers: Fixers | undefined;
  readonly confirmer: Confirmer | undefined;
  readonly std: StdIndex | undefined;
  /** For what needs the model as well. */
  readonly helper: Helper | undefined;
}

export interface OpenAids {
  readonly ready: Promise<Aids>;
  close(): void;
}

const none: Aids = { fixers: undefined, confirmer: undefined, std: undefined, helper: undefined };

/**
 * The Go helper for one snapshot, built while the model loads.
 * @param trouble told why it is missing: the run goes on without typed fixers and without comparing candidates.
 */
export function openAids(
  snapshot: GoSnapshot,
  deps: GoDeps,
  opinion: FirstOpinion | undefined,
  cacheDir: string,
  trouble: (message: string) => void,
  signal: AbortSignal,
): OpenAids {
  const { go } = snapshot.build;
  const running: { helper: Helper | undefined } = { helper: undefined };
  const open = async (): Promise<Aids> => {
    const opened = await openHelper(go, cacheDir, signal);
    if (signal.aborted) return none;
    if (!opened.ok) {
      trouble(`${opened.error.message} Candidates are neither mended by type nor compared with each other.`);
      return none;
    }
    const helper = opened.value;
    running.helper = helper;
    const std = await loadStdIndex(helper, { go, cacheDir }, signal);
    const court = { snapshot, deps, opinion };
    // Its first answer takes what its package imports from go, which the first draft need not wait for.
    void helperOpinion(court, helper).errors(snapshot.file.text, signal);
    return {
      fixers: createFixers(court, helper),
      confirmer: createConfirmer(court, helper),
      std: std.ok ? std.value : undefined,
      helper,
    };
  };
  return { ready: open(), close: () => running.helper?.stop() };
}
