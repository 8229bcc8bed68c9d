import { type Names, namesOfTree } from "./scope";
import type { GoParser } from "./tree";

/**
 * Go's scoping over a text: which names are bound locally and which reach outside. What is declared at package level
 * counts as free. Keys of composite literals that are plain names count as fields unless the literal is a map, slice
 * or array.
 */
export function namesIn(parser: GoParser, text: string): Names {
  const tree = parser.parse(text);
  try {
    return namesOfTree(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** Names that every Go file knows without declaring them. */
export const predeclared: ReadonlySet<string> = new Set(
  (
    "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string " +
    "uint uint8 uint16 uint32 uint64 uintptr true false iota nil " +
    "append cap clear close complex copy delete imag len make max min new panic print println real recover"
  ).split(" "),
);

export const keywords: ReadonlySet<string> = new Set(
  (
    "break case chan const continue default defer else fallthrough for func go goto if import interface map package " +
    "range return select struct switch type var"
  ).split(" "),
);
