import assert from "node:assert/strict";
import { differentSignature } from "../../../../src/core/gates/shape-signature";
import { indexFile } from "../../../../src/core/syntax/index-file";
import type { FuncDecl, GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const same: readonly (readonly [string, string])[] = [
  ["func F(a, b int)", "func F(x int, _ int)"],
  ["func F(int, string) error", "func F(n int, s string) (err error)"],
  ["func F(f func(a, b int) (n int))", "func F(g func(int, int) int)"],
  ["func F(f func(xs ...string))", "func F(f func(...string))"],
  ["func F(m map[string] []int, c chan<- int)", "func F(m map[string][]int, c chan <- int)"],
  ["func F(v interface{}) (any)", "func F(v any) interface{ }"],
  ["func F(b []byte, r rune)", "func F(b []uint8, r int32)"],
  ["func F(p *pkg.T, a [4]int)", "func F(p *pkg.T /* where */, a [4]int)"],
  ["func F(p (*T))", "func F(p *T)"],
  ["func F[K comparable, V any](m map[K]V) []V", "func F[A comparable, B any](m map[A]B) []B"],
  ["func F[T ~int | ~string](v T)", "func F[E ~int|~string](v E)"],
  ["func (s *Stack[T]) F(v T) (T, bool)", "func (q *Stack[E]) F(e E) (v E, ok bool)"],
  ["func F(s struct{ A int })", "func F(s struct { A int })"],
];

const different: readonly (readonly [string, string, RegExp])[] = [
  ["func F(a int)", "func F(a *int)", /parameters are \(int\), not \(\*int\)/],
  ["func F(f func(int) int)", "func F(f func(int) (int, error))", /parameters/],
  ["func F(f func(int))", "func F(f func(...int))", /parameters/],
  ["func F(c <-chan int)", "func F(c chan int)", /parameters/],
  ["func F[T any](v T)", "func F[T comparable](v T)", /type parameters are \[any\], not \[comparable\]/],
  ["func F[T any](v T)", "func F(v any)", /type parameters are \[any\], not none/],
  ["func F[A, B any](a A, b B)", "func F[A, B any](a B, b A)", /parameters/],
  ["func F() (int, error)", "func F() (error, int)", /results/],
  ["func F()", "func F() error", /results are \(\), not \(error\)/],
  ["func (t *T) F()", "func (t T) F()", /receiver is \*T, not T/],
];

describe("signatures compared by types", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  const compare = (a: string, b: string) => {
    const [before, after] = [a, b].map(
      (s) => indexFile(parser, `package p\n\n${s} {\n}\n`).decls[0] as FuncDecl,
    );
    assert.ok(before !== undefined && after !== undefined);
    return differentSignature(parser, before, after);
  };
  for (const [a, b] of same) it(`${a} is ${b}`, () => assert.equal(compare(a, b), undefined));
  for (const [a, b, says] of different) it(`${a} is not ${b}`, () => assert.match(compare(a, b) ?? "", says));
});
