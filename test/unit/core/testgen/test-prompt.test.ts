import assert from "node:assert/strict";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { caseText } from "../../../../src/core/testgen/case";
import { casesOfAnswer } from "../../../../src/core/testgen/test-prompt";
import { loadGoParser } from "../../../../src/go/toolchain/parser";
import { shapeFor } from "./test-fixture";

/** What a model says, and the cases that are read from it. */
const answers: readonly {
  readonly what: string;
  readonly go: string;
  readonly form: "rows" | "lines";
  readonly prefix?: string;
  readonly answer: string;
  readonly cases: readonly string[];
}[] = [
  {
    what: "rows, the last one cut off",
    go: "func F(a, b int) int { return 0 }",
    form: "rows",
    answer: 'one", 1, 2, 3},\n\t\t{"two", -1, 0, -1},\n\t\t{"three", 1, ',
    cases: ["F(1, 2) == 3", "F(-1, 0) == -1"],
  },
  {
    what: "rows with keys",
    go: "func F(s string) bool { return false }",
    form: "rows",
    answer: 'x", s: "a{b", want: true},',
    cases: ['F("a{b") == true'],
  },
  {
    what: "rows that forget the title or a value",
    go: "func F(a, b int) int { return 0 }",
    form: "rows",
    prefix: "",
    answer: "{1, 2, 3},\n{1, 2},\n{1, 2, 3, 4, 5},",
    cases: ["F(1, 2) == 3"],
  },
  {
    what: "lists without their type",
    go: "func F(xs []int) []int { return nil }",
    form: "rows",
    answer: 'x", {1, 2}, {2}},\n{"y", nil, nil},',
    cases: ["F([]int{1, 2}) == []int{2}", "F(nil) == nil"],
  },
  {
    what: "an error that is wanted",
    go: "func F(s string) (int, error) { return 0, nil }",
    form: "rows",
    answer: 'ok", "1", 1, false},\n{"bad", "x", 0, true},\n{"also", "2", 2, nil},',
    cases: ['F("1") == 1, nil', 'F("x") == _, error', 'F("2") == 2, nil'],
  },
  {
    what: "a variadic parameter",
    go: "func F(sep string, xs ...int) string { return sep }",
    form: "rows",
    answer: 'x", ",", []int{1, 2}, "1,2"},',
    cases: ['F(",", 1, 2) == "1,2"'],
  },
  {
    what: "a receiver",
    go: "type S struct{ n int }\n\nfunc (s *S) F(n int) int { return 0 }",
    form: "rows",
    answer: 'x", {n: 1}, 2, 3},\n{"y", &S{}, 2, 2},',
    cases: ["(&S{n: 1}).F(2) == 3", "(&S{}).F(2) == 2"],
  },
  {
    what: "lines, with talk between them",
    go: "func F(n int) int { return 0 }",
    form: "lines",
    prefix: "F(",
    answer: "1) == 2\n// and\nF(2) == 3 // three\nF(x) == y?\nHere you are.",
    cases: ["F(1) == 2", "F(2) == 3", "F(x) == y"],
  },
];

describe("cases of an answer", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const { what, go, form, prefix, answer, cases } of answers) {
    it(what, () => {
      const { shape } = shapeFor(parser, go, go.includes("(s *S)") ? "S.F" : "F");
      const asked = { form, prefix: prefix ?? '{"' };
      const found = casesOfAnswer(parser, asked, answer, shape);
      assert.deepEqual(
        found.map((c) => caseText(shape.decl, c)),
        cases,
      );
    });
  }
});
