import assert from "node:assert/strict";
import { passThroughFunctions } from "../../../../src/core/faultloc/pass-through";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

/** A body, and whether its function only passes on what others give. */
const cases: readonly [body: string, handsOn: boolean][] = [
  ["return g(n)", true],
  ["x := g(n)\n\treturn x, h(x)", true],
  ['return g(n) + ": " + h(n)', true],
  ["return (&T{n}).g()", true],
  ["return g(n) * 2", false],
  ["return g(-n)", false],
  ["return g(list[0])", false],
  ["return g(list[1:])", false],
  ["if n > 0 {\n\t\treturn g(n)\n\t}\n\treturn h(n)", false],
  ["for _, x := range list {\n\t\tg(x)\n\t}", false],
  ["x := g(n)\n\tx = h(x)\n\treturn x", false],
  ["g(n)\n\th(n)", false],
  ["defer g(n)\n\treturn h(n)", false],
  ["return apply(func(x int) int { return x })", false],
  ["return n", false],
];

describe("a function that only passes on what others give", () => {
  for (const [body, handsOn] of cases) {
    it(`${body.replace(/\s+/g, " ")}: ${handsOn ? "is one" : "is none"}`, async () => {
      const parser = await loadGoParser();
      const text = `package p\n\nfunc (t *T) F(n int, list []int) any {\n\t${body}\n}\n`;
      assert.deepEqual(passThroughFunctions(parser, text), handsOn ? ["T.F"] : []);
    });
  }
});
