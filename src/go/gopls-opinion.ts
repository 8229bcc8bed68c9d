import { dirname } from "node:path";
import { type FirstOpinion, textsWith } from "./court";
import { createGopls, type Gopls } from "./gopls";
import { startGopls } from "./gopls-stdio";
import type { GoDeps, GoSnapshot } from "./snapshot";

/** gopls on candidates of one snapshot: the whole package as `go build` is going to see it. */
export function goplsOpinion(gopls: Gopls, snapshot: GoSnapshot, deps: GoDeps): FirstOpinion {
  const { path } = snapshot.file;
  return {
    errors(text, signal) {
      const texts = textsWith({ snapshot, deps, opinion: undefined }, text);
      return gopls.check(path, texts.get(path) ?? text, texts, signal);
    },
    tidy: (text, signal) => gopls.tidy(path, text, snapshot.texts, signal),
  };
}

/**
 * A gopls of our own over a pipe, for the module or the workspace of a snapshot, started now and warmed with the text
 * as it is, so that the first candidate need not wait.
 */
export function goplsOverPipe(
  command: string,
  snapshot: GoSnapshot,
  options: { readonly cacheDir: string; readonly onTrouble: (message: string) => void },
  signal: AbortSignal,
): Gopls {
  const { go, tags } = snapshot.build;
  const gopls = createGopls({
    onTrouble: options.onTrouble,
    connect: (started) =>
      startGopls(
        {
          gopls: command,
          root: dirname(go.goWork ?? go.goMod ?? snapshot.file.path),
          env: go.env,
          goEnvFile: go.vars["GOENV"],
          buildFlags: tags.length === 0 ? [] : [`-tags=${tags.join(",")}`],
          cacheDir: options.cacheDir,
        },
        started,
      ),
  });
  void gopls.check(snapshot.file.path, snapshot.file.text, snapshot.texts, signal);
  return gopls;
}
