import { findStubs } from "../../src/core/stub/find-stubs";
import { loadGoParser } from "../../src/go/toolchain/parser";
import { byTurns } from "./median";

const one = (i: number): string =>
  `// F${i} adds.\nfunc F${i}(a, b int) int {\n\tif a > b {\n\t\treturn a + b\n\t}\n\treturn b - a\n}\n\nvar v${i} = ${i}\n\n`;

/** Milliseconds to find the stubs of a file of 10,000 lines, and again after a keystroke. */
export async function stubs(rounds: number): Promise<Readonly<Record<string, number>>> {
  const parser = await loadGoParser();
  const file = `package long\n\n${Array.from({ length: 1_000 }, (_, i) => one(i)).join("")}func Last() int {\n\tpanic("not implemented")\n}\n`;
  return byTurns(rounds, {
    "stubs of 10,000 lines": () => findStubs(parser, file),
    "after a keystroke": () => findStubs(parser, file.replace("a + b", "a + bb")),
  });
}
