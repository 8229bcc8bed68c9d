import assert from "node:assert/strict";
import { namesIn } from "../../../../src/core/syntax/names";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

/** A function's body, the names that reach outside it, and its local names with how often they occur. */
const scopes: readonly {
  readonly it: string;
  readonly go: string;
  readonly free: string;
  readonly bound: string;
}[] = [
  {
    it: "parameters, results and a receiver",
    go: "func (r *T) F(a int, b ...string) (n int) { n = a; r.x(b...); return }",
    free: "T int string int",
    bound: "r2 a2 b2 n2",
  },
  {
    it: "type parameters",
    go: "func F[K comparable, V any](m map[K]V) K { var k K; return k }",
    free: "comparable any",
    bound: "K4 V2 m1 k2",
  },
  {
    it: "type parameters of a receiver",
    go: "func (s *Stack[T]) F(v T) { s.put(v) }",
    free: "Stack",
    bound: "T3 s2 v2",
  },
  { it: "a name declared after its outer use", go: "func F() { x := x; _ = x }", free: "x", bound: "x2" },
  { it: "blocks that hide", go: "func F(x int) { { x := 1; _ = x }; _ = x }", free: "int", bound: "x2 x2" },
  {
    it: "headers",
    go: "func F() { if e := g(); e != nil { h(e) } else { k(e) }; e() }",
    free: "g h k e",
    bound: "e4",
  },
  {
    it: "ranges",
    go: "func F() { for i, v := range xs { f(i, v) }; for range i { }; for i = range xs { } }",
    free: "xs f i xs i",
    bound: "i2 v2",
  },
  {
    it: "cases",
    go: "func F() { switch { case a: b := 1; _ = b; default: _ = b } }",
    free: "a b",
    bound: "b2",
  },
  {
    it: "type switches",
    go: "func F(q any) { switch t := q.(type) { case int: f(t) } }",
    free: "any int f",
    bound: "q2 t2",
  },
  {
    it: "selects",
    go: "func F() { select { case v, ok := <-c: f(v, ok); case c <- v: } }",
    free: "c f c v",
    bound: "v2 ok2",
  },
  {
    it: "function literals",
    go: "func F() { g := func(n int) (m int) { return n + m }; g(n) }",
    free: "int int n",
    bound: "g2 n2 m2",
  },
  {
    it: "names of function types",
    go: "func F(f func(a int) (b string)) { f(a) }",
    free: "int string a",
    bound: "f2",
  },
  {
    it: "selectors and labels",
    go: "func F(p P) { L: for { p.q.r(os.Args); break L } }",
    free: "P os",
    bound: "p2",
  },
  {
    it: "keys of structs",
    go: "func F(a, b int) { _ = T{a: b}; _ = &pkg.T{a: a} }",
    free: "int T pkg",
    bound: "a2 b2",
  },
  {
    it: "keys of maps",
    go: "func F(a, b int) { _ = map[int]int{a: b}; _ = [...]int{a: b} }",
    free: "int int int int",
    bound: "a3 b3",
  },
  {
    it: "local types",
    go: "func F() { type t[E any] struct { next *t[E] }; var x t[int]; _ = x }",
    free: "any int",
    bound: "t3 E2 x2",
  },
  {
    it: "local constants and variables",
    go: "func F() { const c, d = 1, e; var v T = c; v += d }",
    free: "e T",
    bound: "c2 d2 v2",
  },
  { it: "blanks", go: "func F(_ int) { _, err := g(); _ = err }", free: "int g", bound: "err2" },
  { it: "package level", go: "var x = y\n\nfunc y() int { return x }", free: "y int x", bound: "" },
];

describe("names and their scopes", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const s of scopes) {
    it(s.it, () => {
      const { free, bindings } = namesIn(parser, `package p\n\n${s.go}\n`);
      const sorted = (words: readonly string[]) => [...words].sort().join(" ");
      assert.equal(sorted(free.map((f) => f.name)), sorted(s.free.split(" ")));
      assert.equal(
        sorted(bindings.map((b) => `${b.name}${b.occurrences.length}`)),
        sorted(s.bound.split(" ")),
      );
    });
  }

  it("tells calls, fields and types", () => {
    const { free } = namesIn(
      parser,
      "package p\n\nfunc F() { a(); b.c(); d[int](); (e)(); f.g = h; var i j.K }\n",
    );
    const told = free.map(
      (n) =>
        `${n.name}${n.field === undefined ? "" : `.${n.field}`}${n.called ? "()" : ""}${n.type ? " type" : ""}`,
    );
    assert.deepEqual(told.sort(), ["a()", "b.c()", "d()", "e()", "f.g", "h", "int", "j.K"].sort());
  });
});
