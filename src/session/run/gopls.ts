import { dirname } from "node:path";
import { type Note, note } from "../../core/problem/codes";
import { createGopls } from "../../go/gopls/gopls";
import { findGopls } from "../../go/gopls/install";
import type { StartConnection } from "../../go/gopls/start";
import { startGopls } from "../../go/gopls/stdio";
import type { QuickDiagnostics } from "../../go/snapshot/context";
import type { GoDeps, GoSnapshot } from "../../go/snapshot/subject";

export interface GoplsSetup {
  readonly cacheDir: string;
  /** A gopls command that the person named. */
  readonly gopls?: string | undefined;
  /** How to start it and talk to it; over a pipe if left out. */
  readonly connectGopls?: StartConnection | undefined;
}

export interface OpenQuickDiagnostics {
  readonly diagnostics: QuickDiagnostics;
  close(): void;
}

/**
 * gopls' diagnostics of candidates of this snapshot. It starts at once, so that its slow first answer is over when
 * the first draft is there.
 * @param warn told why it is missing, or gone: the run goes on without it.
 */
export function openQuickDiagnostics(
  snapshot: GoSnapshot,
  deps: GoDeps,
  { cacheDir, gopls: configured, connectGopls = startGopls }: GoplsSetup,
  warn: (note: Note) => void,
  signal: AbortSignal,
): OpenQuickDiagnostics {
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
    onTrouble: (problem) => warn(note("without-gopls", { problem }, ...problem.next)),
  });
  void gopls.check(path, text, snapshot.texts, signal);
  return {
    diagnostics: {
      errors: (candidate, until) => gopls.check(path, candidate, snapshot.texts, until),
      tidy: (candidate, until) => gopls.tidy(path, candidate, snapshot.texts, until),
    },
    close: () => gopls.dispose(),
  };
}
