import { namesOf } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { GoParser } from "../syntax/tree";

/** What the rest of a package means for the functions of one of its files. */
export interface Elsewhere {
  /** A .s file lies in the package's folder: declarations without a body may be written there. */
  readonly assembly: boolean;
  /** Functions that a linker directive of some file provides. */
  readonly linked: ReadonlySet<string>;
  /** Which of Go's own functions that placeholders call the package gives another meaning. */
  readonly shadowed: ReadonlySet<string>;
}

export const nothingElsewhere: Elsewhere = { assembly: false, linked: new Set(), shadowed: new Set() };

/** @param texts all files of the package, tests apart */
export function elsewhereIn(parser: GoParser, texts: readonly string[], assembly: boolean): Elsewhere {
  const shadowed = texts
    .filter((text) => mayShadow(text))
    .flatMap((text) => indexFile(parser, text).decls.flatMap(namesOf))
    .filter((name) => called.has(name));
  return { assembly, linked: new Set(texts.flatMap(linkedIn)), shadowed: new Set(shadowed) };
}

/** The functions that linker directives of a file provide: Go lets these stand anywhere in it. */
export const linkedIn = (text: string): readonly string[] =>
  [...text.matchAll(/^\/\/go:linkname[ \t]+([\p{L}\p{N}_]+)/gmu)].map((m) => m[1] ?? "");

/** What placeholders call. */
const called: ReadonlySet<string> = new Set(["panic", "println"]);

/** Whether the text may use a name of these for something else than a call of Go's own. */
export const mayShadow = (text: string): boolean =>
  /\b(?:panic|println)\b(?!\()|\bfunc[ \t]+(?:panic|println)\b/.test(text);
