import { limits } from "../limits";
import { indexFile } from "../syntax/index-file";
import type { GoParser } from "../syntax/tree";

/**
 * A declaration that was cut off, closed: the open braces added, where that is enough for whole Go code.
 * A last line that was cut inside a statement is not guessed.
 */
export function closeBraces(
  parser: GoParser,
  text: string,
): { readonly text: string; readonly note: string } | undefined {
  const open = openBrackets(text);
  if (open === undefined || open.length === 0 || open.length > limits.nesting) return undefined;
  if (open.some((b) => b !== "{")) return undefined;
  const closing = open.map((_, i) => `${"\t".repeat(open.length - 1 - i)}}`).join("\n");
  const closed = `${text.trimEnd()}\n${closing}\n`;
  if (indexFile(parser, `package p\n\n${closed}`).errors.length > 0) return undefined;
  return { text: closed, note: open.length === 1 ? "closed a brace" : `closed ${open.length} braces` };
}

const partner: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** The brackets that are open at the end of Go code, outermost first; undefined where they do not match or a string is open. */
export function openBrackets(code: string): readonly string[] | undefined {
  const open: string[] = [];
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|`[^`]*(?:`|$)|"(?:[^"\\\n]|\\[^\n])*\\?(?:"|$|(?=\n))|'(?:[^'\\\n]|\\[^\n])*\\?(?:'|$|(?=\n))|[()[\]{}]/g;
  for (const [piece] of code.matchAll(token)) {
    const first = piece[0] ?? "";
    if ((first === "`" || first === '"') && (piece.length < 2 || !piece.endsWith(first))) return undefined;
    if (piece.startsWith("/*") && !piece.endsWith("*/")) return undefined;
    if ("([{".includes(first)) open.push(first);
    else if (first in partner && open.pop() !== partner[first]) return undefined;
  }
  return open;
}
