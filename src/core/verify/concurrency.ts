import { slice } from "../syntax/lines";
import type { FuncDecl, GoParser } from "../syntax/tree";
import { targetFuncs } from "./doc-comment";

const spoken =
  /\bgoroutines?\b|\bconcurren(?:t|tly|cy)\b|\bin parallel\b|\bsimultaneous(?:ly)?\b|\bat the same time\b|\bdata races?\b|\bthread-?safe\b|\bmutex(?:es)?\b/i;
const written = /\bgo func\b|\bgo \w+(?:\.\w+)*\(|<-|\bchan\b|\bselect\s*\{|\bsync\.|\batomic\.|\.R?Lock\(\)/;

/**
 * Why nothing that is called once after the other can verify a function: it is about what runs at the same time.
 * Undefined where neither its comment nor its code is.
 */
export function aboutConcurrency(
  parser: GoParser,
  text: string,
  names: readonly string[],
): string | undefined {
  const found = targetFuncs(parser, text, names).find((d) => isConcurrent(d, text));
  return found && `${found.name} is concurrent, which comparing results cannot verify`;
}

const isConcurrent = ({ doc, span }: FuncDecl, text: string): boolean =>
  (doc !== undefined && spoken.test(slice(text, doc))) || written.test(slice(text, span));
