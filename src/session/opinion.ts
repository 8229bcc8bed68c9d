import { dirname } from "node:path";
import type { FirstOpinion } from "../go/court";
import { createGopls } from "../go/gopls";
import type { StartConnection } from "../go/gopls/start";
import { findGopls } from "../go/gopls-install";
import { startGopls } from "../go/gopls-stdio";
import type { GoDeps, GoSnapshot } from "../go/snapshot";

export interface GoplsSetup {
  readonly cacheDir: string;
  /** A gopls command that the person named. */
  readonly gopls?: string | undefined;
  /** How to start it and speak to it; over a pipe if left out. */
  readonly connectGopls?: StartConnection | undefined;
}

export interface OpenOpinion {
  readonly opinion: FirstOpinion;
  close(): void;
}

/**
 * gopls' first opinion on candidates of this snapshot. It starts at once, so that its slow first answer is over when
 * the first draft is there.
 * @param trouble told why it is missing, or gone: the run goes on without it.
 */
export function openOpinion(
  snapshot: GoSnapshot,
  deps: GoDeps,
  { cacheDir, gopls: configured, connectGopls = startGopls }: GoplsSetup,
  trouble: (message: string) => void,
  signal: AbortSignal,
): OpenOpinion {
  const { go, tags } = snapshot.build;
  const { path, text } = snapshot.file;
  const gopls = createGopls({
    async connect(until) {
      const found = await findGopls({ configured, env: deps.env, vars: go.vars, cacheDir }, until);
      if (!found.ok) return found;
      const start = {
        gopls: found.value.gopls,
        root: dirname(go.goWork ?? go.goMod ?? path),
        env: go.env,
        goEnvFile: go.vars["GOENV"],
        buildFlags: tags.length > 0 ? [`-tags=${tags.join(",")}`] : [],
        cacheDir,
      };
      return connectGopls(start, until);
    },
    onTrouble: trouble,
  });
  void gopls.check(path, text, snapshot.texts, signal);
  return {
    opinion: {
      errors: (candidate, until) => gopls.check(path, candidate, snapshot.texts, until),
      tidy: (candidate, until) => gopls.tidy(path, candidate, snapshot.texts, until),
    },
    close: () => gopls.dispose(),
  };
}
