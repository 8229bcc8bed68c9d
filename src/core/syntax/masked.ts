/**
 * Comments, strings and runes: what stands in them is no code. A quote that is never closed ends with its line. Whatever
 * begins one of them is one: nothing is read twice, however long the text.
 */
const literals =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|`[^`]*(?:`|$)|"(?:[^"\\\n]|\\[^\n])*\\?(?:"|$|(?=\n))|'(?:[^'\\\n]|\\[^\n])*\\?(?:'|$|(?=\n))/g;

/** Changes what stands between literals and comments. */
export function betweenLiterals(code: string, change: (text: string) => string): string {
  let out = "";
  let from = 0;
  for (const match of code.matchAll(literals)) {
    out += change(code.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return out + change(code.slice(from));
}

/** Where a block comment begins that is never closed; undefined where there is none. */
export function openComment(code: string): number | undefined {
  for (const { 0: piece, index } of code.matchAll(literals))
    if (piece.startsWith("/*") && (piece.length < 4 || !piece.endsWith("*/"))) return index;
  return undefined;
}

/** Code without its comments; what stands in strings is not looked at. One that is never closed takes the rest. */
export const withoutComments = (code: string, instead: (comment: string) => string = () => ""): string =>
  code.replace(/\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, instead);

/** The code with spaces for its comments and an underscore for each unit of a literal: offsets and lines stay. */
export const masked = (text: string): string =>
  text.replace(literals, (piece) => piece.replace(/[^\n\r]/g, piece.startsWith("/") ? " " : "_"));

/**
 * The offset of the bracket that closes the one at `open`; undefined where none does, or the wrong one.
 * @param code without literals, by `masked`
 */
export function closingBracket(code: string, open: number): number | undefined {
  const brackets = /[()[\]{}]/g;
  brackets.lastIndex = open;
  const expected: string[] = [];
  for (let found = brackets.exec(code); found !== null; found = brackets.exec(code)) {
    const partner = partners[found[0]];
    if (partner !== undefined) expected.push(partner);
    else if (expected.pop() !== found[0]) return undefined;
    if (expected.length === 0) return found.index;
  }
  return undefined;
}

const partners: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
