import assert from "node:assert/strict";
import { resolveTarget } from "../../../../src/core/stub/find-stubs";
import { indexFile } from "../../../../src/core/syntax/index-file";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { usesIn } from "../../../../src/core/syntax/uses";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

/** What Go has and an older grammar may not: the statements of a body. */
const bodies: readonly (readonly [what: string, code: string])[] = [
  ["new with a value", "_ = new(30)"],
  ["new with a sum", "_ = new(*p + 1)"],
  ["new with a call", "_ = new(len(s))"],
  ["new with a text that has brackets", '_ = new("a) b" + s)'],
  ["new with a composite literal", "_ = new(T{1})"],
  ["new inside new", "_ = new(new(1) == nil)"],
  ["new with a type still", "_ = new([]int)"],
  ["new with a value on two lines", "_ = new(\n\t\t1 +\n\t\t\t2,\n\t)"],
  ["make that is somebody's function", "make := func(a, b int) int { return a + b }\n\t_ = make(1, 2-1)"],
  ["new that is somebody's function", "new := func(xs ...int) {}\n\tnew(xs...)\n\tnew()"],
  ["range over a number", "for i := range 10 {\n\t\t_ = i\n\t}\n\tfor range 3 {\n\t}"],
  ["range over a function", "for k, v := range maps.All(m) {\n\t\t_, _ = k, v\n\t}"],
  ["min, max and clear", "_ = min(1, 2) + max(3, 4)\n\tclear(m)"],
  ["a local generic alias", "type set = map[string]struct{}\n\t_ = set{}"],
];

/** Declarations between the functions. */
const declarations: readonly (readonly [what: string, code: string])[] = [
  ["a generic alias", "type List[E any] = []E"],
  ["a constraint that names itself", "type Adder[A Adder[A]] interface{ Add(A) A }"],
  ["a variable that new makes", "var first = new(1)"],
  ["a function that is called make", "func make(n int) int { return n }\n\nvar three = make(1 + 2)"],
];

describe("Go that is newer than the grammar", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  const stub = (name: string) => `func ${name}() {\n\tpanic("not implemented")\n}\n`;
  const around = (middle: string) => `package p\n\n${stub("Before")}\n${middle}\n\n${stub("After")}`;
  const stubsOf = (text: string) => {
    const found = resolveTarget(parser, { path: "/p/x.go", text, hash: "" }, ["Before", "After"]);
    return found.ok ? found.value.stubs.map((s) => s.name) : found.error;
  };
  for (const [what, code] of bodies) {
    it(`${what}: read, and the stubs around it are found`, () => {
      const text = around(`func Middle(p *int, s string, xs []int, m map[int]int) {\n\t${code}\n}`);
      const file = indexFile(parser, text);
      assert.deepEqual(file.errors, []);
      assert.deepEqual(stubsOf(text), ["Before", "After"]);
    });
  }
  for (const [what, code] of declarations) {
    it(`${what}: read, and the stubs around it are found`, () => {
      assert.deepEqual(indexFile(parser, around(code)).errors, []);
      assert.deepEqual(stubsOf(around(code)), ["Before", "After"]);
    });
  }
  it("names are those of the text", () => {
    const text = "package p\n\nvar x = new(1 + two)\n";
    const { names, calls } = usesIn(parser, text);
    assert.deepEqual(
      names.map((n) => n.name),
      ["p", "x", "new", "two"],
    );
    assert.deepEqual(
      calls.map((c) => text.slice(c.span.start, c.span.end)),
      ["new(1 + two)"],
    );
  });

  // The grammar reads no method of an interface literal.
  const unread = `func Middle(x any) string {\n\treturn interface{ String() string }.String(x.(interface{ String() string }))\n}`;
  it("a body that stays unread is declared by its braces", () => {
    const text = around(unread);
    const file = indexFile(parser, text);
    assert.notDeepEqual(file.errors, []);
    const [, middle] = file.decls;
    assert.equal(middle && text.slice(middle.span.start, middle.span.end), unread);
    assert.deepEqual(stubsOf(text), ["Before", "After"]);
  });
  it("what Go reads is no syntax error", () => {
    const source = { path: "/p/x.go", text: around(unread), hash: "" };
    const resolve = (readable: boolean) => {
      const found = resolveTarget(parser, source, ["Middle"], { allowNonStub: true, readable });
      return found.ok ? found.value.target.names : found.error.code;
    };
    assert.deepEqual(resolve(true), ["Middle"]);
    assert.equal(resolve(false), "syntax-error");
  });
});
