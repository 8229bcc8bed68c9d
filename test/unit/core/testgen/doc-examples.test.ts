import assert from "node:assert/strict";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { caseText } from "../../../../src/core/testgen/case";
import { examplesIn } from "../../../../src/core/testgen/doc-examples";
import { loadGoParser } from "../../../../src/go/toolchain/parser";
import { shapeFor } from "./test-fixture";

const int = "func F(n int) int { return 0 }";
const list = "func F(xs []int) []int { return nil }";
const two = "func F(a, b int) (int, bool) { return 0, false }";
const fails = "func F(s string) (int, error) { return 0, nil }";

/** A comment, and the cases that it states. */
const comments: readonly { readonly doc: string; readonly go: string; readonly cases: readonly string[] }[] =
  [
    { doc: "F(1) = 2", go: int, cases: ["F(1) == 2"] },
    { doc: "F(1) == 2", go: int, cases: ["F(1) == 2"] },
    { doc: "F(1) returns 2", go: int, cases: ["F(1) == 2"] },
    {
      doc: "F(1) -> 2, F(2) → 3 and F(-3) => -4.",
      go: int,
      cases: ["F(1) == 2", "F(2) == 3", "F(-3) == -4"],
    },
    { doc: "F(1) is 2; F(0) gives 1.", go: int, cases: ["F(1) == 2", "F(0) == 1"] },
    { doc: "For example F(1) // 2", go: int, cases: ["F(1) == 2"] },
    { doc: ">>> F(1)\n2", go: int, cases: ["F(1) == 2"] },
    { doc: "\tfmt.Println(F(1))\n\t// Output: 2", go: int, cases: ["F(1) == 2"] },
    {
      doc: "\tfmt.Println(F([1 2]))\n\t// Output: [2 1]",
      go: list,
      cases: ["F([]int{1, 2}) == []int{2, 1}"],
    },
    {
      doc: '\tfmt.Println(F("a"))\n\t// Output: a "b"',
      go: "func F(s string) string { return s }",
      cases: ['F("a") == "a \\"b\\""'],
    },
    { doc: "\tfmt.Println(1 + F(1))\n\t// Output: 2", go: int, cases: [] },
    { doc: "\tfmt.Println(F(1, 2))\n\t// Output: 3 true", go: two, cases: [] },
    { doc: "\tF(1) // => 2", go: int, cases: ["F(1) == 2"] },
    { doc: "F(2) = 1 + 1", go: int, cases: [] },
    { doc: "F(0x10) = 16. It doubles nothing.", go: int, cases: ["F(0x10) == 16"] },
    { doc: "F(1.5) = 2.25.", go: "func F(x float64) float64 { return x }", cases: ["F(1.5) == 2.25"] },
    { doc: "F calls itself: F(n-1).", go: int, cases: [] },
    { doc: "F(1) does nothing, Fast(1) = 2, xF(1) = 2", go: int, cases: [] },
    { doc: "F([1, 2]) = [2, 1]", go: list, cases: ["F([]int{1, 2}) == []int{2, 1}"] },
    { doc: "F([1 2]) = [2 1]", go: list, cases: ["F([]int{1, 2}) == []int{2, 1}"] },
    { doc: "F([]int{1, 2}) = []int{2, 1}", go: list, cases: ["F([]int{1, 2}) == []int{2, 1}"] },
    { doc: "F(nil) returns nil.", go: list, cases: ["F(nil) == nil"] },
    {
      doc: 'F("a, (b") = "x = y"',
      go: "func F(s string) string { return s }",
      cases: ['F("a, (b") == "x = y"'],
    },
    { doc: "F(1, 2) = 3, true", go: two, cases: ["F(1, 2) == 3, true"] },
    { doc: "F(1, 2) returns (3, true)", go: two, cases: ["F(1, 2) == 3, true"] },
    { doc: "F(1, 2) = 3", go: two, cases: [] },
    { doc: 'F("12") = 12', go: fails, cases: ['F("12") == 12, nil'] },
    { doc: 'F("x") returns an error', go: fails, cases: ['F("x") == _, error'] },
    { doc: 'F("x") = 0, ErrNumber', go: fails, cases: ['F("x") == _, error'] },
    {
      doc: "F() = 0, F(1, 2) = 3",
      go: "func F(ns ...int) int { return 0 }",
      cases: ["F() == 0", "F(1, 2) == 3"],
    },
    {
      doc: "NewS(3).F(1) = 4, s.F(1) = 5",
      go: "type S struct{}\n\nDOC\nfunc (s *S) F(n int) int { return 0 }",
      cases: ["NewS(3).F(1) == 4"],
    },
  ];

describe("examples of a comment", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const { doc, go, cases } of comments) {
    it(JSON.stringify(doc), () => {
      const lines = doc.replace(/^/gm, "// ");
      const source = go.includes("DOC") ? go.replace("DOC", lines) : `${lines}\n${go}`;
      const { file, shape } = shapeFor(parser, source, go.includes("(s *S)") ? "S.F" : "F");
      const found = examplesIn(parser, file, shape);
      assert.deepEqual(
        found.map((c) => caseText(shape.decl, c)),
        cases,
      );
    });
  }
  it("in a block comment", () => {
    const { file, shape } = shapeFor(parser, `/*\n * F(1) = 2\n */\n${int}`, "F");
    assert.deepEqual(
      examplesIn(parser, file, shape).map((c) => caseText(shape.decl, c)),
      ["F(1) == 2"],
    );
  });
});
