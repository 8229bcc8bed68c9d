import assert from "node:assert/strict";
import { functionNamed } from "../../../../src/core/syntax/decls";
import { indexFile } from "../../../../src/core/syntax/index-file";
import { makeCase, shapeOf } from "../../../../src/core/testgen/case";
import { testFunction } from "../../../../src/core/testgen/render";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const style = { library: "testing", slices: true } as const;

describe("a test of an iterator", () => {
  /** [signature, what it is stated to yield for 1, the row, the check]. */
  const collected: readonly (readonly [string, readonly string[], string, string])[] = [
    [
      "F(n int) iter.Seq[int]",
      ["[]int{0}"],
      '{"F(1)", 1, []int{0}}',
      "if got := slices.Collect(F(tt.n)); !slices.Equal(got, tt.want) {",
    ],
    [
      "F(n int) iter.Seq[string]",
      ['[]any{"a"}'],
      '{"F(1)", 1, []string{"a"}}',
      "if got := slices.Collect(F(tt.n)); !slices.Equal(got, tt.want) {",
    ],
    [
      "F(n int) func(yield func(int) bool)",
      ["[]int{}"],
      '{"F(1)", 1, []int{}}',
      "if got := slices.Collect(F(tt.n)); !slices.Equal(got, tt.want) {",
    ],
    [
      "F(n int) iter.Seq[[]int]",
      ["[][]int{{1}}"],
      '{"F(1)", 1, [][]int{{1}}}',
      "if got := slices.Collect(F(tt.n)); !reflect.DeepEqual(got, tt.want) {",
    ],
    [
      "F(n int) (iter.Seq[int], error)",
      ["[]int{0}"],
      '{"F(1)", 1, []int{0}, false}',
      "if got := slices.Collect(got); !slices.Equal(got, tt.want) {",
    ],
  ];
  for (const [signature, wants, row, check] of collected) {
    it(`${signature}: looks at what it yields`, async () => {
      const parser = await loadGoParser();
      const decl = functionNamed(indexFile(parser, `package m\n\nfunc ${signature} { return nil }\n`), "F");
      const shape = decl && shapeOf(decl);
      assert.ok(shape);
      const stated = makeCase(parser, shape, { receiver: undefined, args: ["1"], wants }, "person");
      assert.ok(stated);
      const code = testFunction("TestF", shape, [stated], style);
      for (const part of [row, check]) assert.ok(code.includes(part), code);
    });
  }

  for (const results of [
    "iter.Seq2[int, string]",
    "func(yield func(int, string) bool)",
    "func() int",
    "chan int",
  ]) {
    it(`there is none of ${results}`, async () => {
      const parser = await loadGoParser();
      const file = indexFile(parser, `package m\n\nfunc F(n int) ${results} { return nil }\n`);
      const decl = functionNamed(file, "F");
      assert.ok(decl);
      assert.equal(shapeOf(decl), undefined);
    });
  }
});
