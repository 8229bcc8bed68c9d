import assert from "node:assert/strict";
import { memberNames, typesIn } from "../../../../src/core/syntax/members";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

describe("what a type is known to have", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["fields", "type T struct {\n\ta, b int\n\tc func()\n}", ["T.a", "T.b", "T.c"]],
    ["an embedded type, by its bare name", "type T struct{ *pkg.Base[int] }", ["T.Base", "T.*"]],
    ["an interface's methods", "type T interface {\n\tA()\n\tB() int\n}", ["T.A", "T.B"]],
    ["an embedded interface", "type T interface {\n\tA()\n\tio.Reader\n}", ["T.A", "T.*"]],
    ["a list", "type T []int", []],
    ["another type", "type T other", ["T.*"]],
    ["an alias", "type T = pkg.Other", ["T.*"]],
    [
      "a generic type, in a group",
      "type (\n\tT[K comparable] struct{ m map[K]int }\n\tU [3]T[int]\n)",
      ["T.m"],
    ],
  ];
  for (const [title, text, members] of cases) {
    it(title, async () => {
      const parser = await loadGoParser();
      assert.deepEqual(memberNames(parser, `package p\n\n${text}\n`), members);
    });
  }

  it("is not asked of types inside functions", async () => {
    const parser = await loadGoParser();
    assert.deepEqual(typesIn(parser, "package p\n\nfunc f() {\n\ttype T struct{ a int }\n}\n"), []);
  });
});
