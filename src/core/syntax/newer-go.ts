import type { Tree } from "web-tree-sitter";
import { closingBracket, masked, openComment } from "./masked";

/** How tree-sitter reads a text. The caller deletes the tree. */
type Read = (text: string) => Tree;

/**
 * The text as the grammar can read it, where Go has it and the grammar does not; every offset stays. The grammar takes
 * `new` and `make` for words that only a type follows. But Go 1.26 has `new(x + 1)`, and both may be names of something
 * else. Where no type stands in the parentheses, another name of the same length stands for them.
 */
export function forGrammar(read: Read, text: string): string {
  const code = masked(text);
  let changed = text;
  // Each is read to its end, those within others too: ordinary code is far from this.
  let left = 20 * text.length;
  for (const { 0: whole, 1: name = "", index } of code.matchAll(/(?<![\p{L}\p{N}_])(new|make)\s*\(/gu)) {
    const open = index + whole.length - 1;
    const close = closingBracket(code, open);
    left -= (close ?? text.length) - open;
    if (left < 0) break;
    if (close === undefined || beginsWithType(read, text.slice(open + 1, close))) continue;
    changed = changed.slice(0, index) + standIn[name] + changed.slice(index + name.length);
  }
  return changed;
}

/**
 * The text with spaces for a comment that is never closed, but for its first character, which is an error by itself. The
 * grammar would look for the comment's end from each of the places in it that could be one's beginning.
 */
export function withoutOpenComment(text: string): string {
  const last = text.lastIndexOf("/*");
  if (last < 0 || text.includes("*/", last + 2)) return text;
  const at = openComment(text);
  return at === undefined ? text : `${text.slice(0, at + 1)}${text.slice(at + 1).replace(/[^\n\r]/g, " ")}`;
}

const standIn: Readonly<Record<string, string>> = { new: "n_w", make: "m_ke" };

function beginsWithType(read: Read, args: string): boolean {
  const tree = read(`package p\nvar _ = new(${args})\n`);
  try {
    return !tree.rootNode.hasError;
  } finally {
    tree.delete();
  }
}
