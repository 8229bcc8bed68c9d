import { slice } from "../syntax/lines";
import type { FuncDecl, GoParser } from "../syntax/tree";
import { targetFuncs } from "./doc-comment";

const spoken = /\brunes?\b|\bunicode\b|\bnon-ascii\b|\bmulti-?byte\b|\bnot bytes\b/i;
const aware =
  /\brunes?\b|\butf8\.|\bunicode\.|\bstrings\.(?:Map|\w+Func|\w+Rune|Title|ToTitle|EqualFold)\b|\bSplit\([^()]*, ""\)/;
const counting = /\blen\(|\w\[/;

/**
 * The objection to a body whose comment speaks of runes and which measures or cuts strings without looking at one: drafts
 * of one model take bytes for letters alike, so that their agreement shows nothing. Undefined where there is none.
 */
export function bytesForRunes(parser: GoParser, text: string, names: readonly string[]): string | undefined {
  const objected = targetFuncs(parser, text, names).find((d) => takesBytes(d, text));
  return objected && `the comment of ${objected.name} mentions runes, but the body counts bytes`;
}

function takesBytes({ doc, body, params }: FuncDecl, text: string): boolean {
  if (doc === undefined || body === undefined || !spoken.test(slice(text, doc))) return false;
  const code = slice(text, body);
  const strings = params.filter((p) => p.type === "string").map((p) => p.name);
  // The values of a range over a string are runes.
  const ranged = [...code.matchAll(/, \w+ := range (\w+)\b/g)].some(([, name]) => strings.includes(name));
  return counting.test(code) && !ranged && !aware.test(code);
}
