import type { Tree } from "web-tree-sitter";
import { closingBracket, masked } from "./masked";

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
  for (const { 0: whole, 1: name = "", index } of code.matchAll(/(?<![\p{L}\p{N}_])(new|make)\s*\(/gu)) {
    const open = index + whole.length - 1;
    const close = closingBracket(code, open);
    if (close === undefined || beginsWithType(read, text.slice(open + 1, close))) continue;
    changed = changed.slice(0, index) + standIn[name] + changed.slice(index + name.length);
  }
  return changed;
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
