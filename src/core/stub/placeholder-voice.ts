import { applyChanges, type TextChange } from "../edit/edit";
import { namesOf } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import { namesIn } from "../syntax/names";
import type { GoParser, Span } from "../syntax/tree";
import { type Elsewhere, mayShadow } from "./elsewhere";

/**
 * The text with placeholders that work whatever its names mean: where a parameter or the package is called `panic` or
 * `println`, package log says it, imported under a name of its own on the line of the package clause.
 */
export function withVoice(parser: GoParser, text: string, { shadowed }: Pick<Elsewhere, "shadowed">): string {
  if (shadowed.size === 0 && !mayShadow(text)) return text;
  const file = indexFile(parser, text);
  const taken = new Set([...shadowed, ...file.decls.flatMap(namesOf)]);
  const bound = new Set(
    namesIn(parser, text).bindings.flatMap((b) => b.occurrences.map((o) => o.span.start)),
  );
  const changes = [...text.matchAll(/\b(panic|println)(?=\(("stubwright:[^"\n]*")\))/g)].flatMap(
    ({ 0: word, 2: said = "", index }): TextChange[] => {
      if (!taken.has(word) && !bound.has(index)) return [];
      const end = index + word.length + said.length + 2;
      // Only Go's own panic ends a function that must return.
      const call = word === "panic" ? `Panic(${said}); for {}` : `Println(${said})`;
      return [{ start: index, end, text: `stubwright_log.${call}` }];
    },
  );
  if (changes.length === 0) return text;
  const clause: Span = file.package?.span ?? { start: 0, end: 0 };
  const spoken = { start: clause.end, end: clause.end, text: '; import stubwright_log "log"' };
  return applyChanges(text, [spoken, ...changes]);
}
