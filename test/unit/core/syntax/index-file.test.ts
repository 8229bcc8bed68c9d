import assert from "node:assert/strict";
import { indexFile } from "../../../../src/core/syntax/index-file";
import type { Decl, FuncDecl, GoFile, GoParser, Span } from "../../../../src/core/syntax/tree";
import { usesIn } from "../../../../src/core/syntax/uses";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

let parser: GoParser;
before(async () => {
  parser = await loadGoParser();
});

const text = (file: GoFile, span: Span | undefined): string | undefined =>
  span === undefined ? undefined : file.text.slice(span.start, span.end);

const names = (file: GoFile): readonly string[] =>
  file.decls.flatMap((d) => ("names" in d ? d.names : [d.name]));

function only(go: string): { file: GoFile; decl: Decl } {
  const file = indexFile(parser, go);
  assert.equal(file.decls.length, 1, names(file).join());
  const [decl] = file.decls;
  assert.ok(decl);
  return { file, decl };
}

const int = { name: undefined, type: "int", variadic: false };

/** A function's signature and what is read from it. */
const signatures: readonly { readonly go: string; readonly read: Partial<FuncDecl> }[] = [
  {
    go: "func F()",
    read: { name: "F", ident: "F", receiver: undefined, typeParams: undefined, params: [], results: [] },
  },
  {
    go: "func F(a, b int, c string) int",
    read: {
      params: [
        { name: "a", type: "int", variadic: false },
        { name: "b", type: "int", variadic: false },
        { name: "c", type: "string", variadic: false },
      ],
      results: [int],
    },
  },
  {
    go: "func F(int, ...string) (int, error)",
    read: {
      params: [int, { name: undefined, type: "string", variadic: true }],
      results: [int, { name: undefined, type: "error", variadic: false }],
    },
  },
  {
    go: "func F(format string, args ...any)",
    read: {
      params: [
        { name: "format", type: "string", variadic: false },
        { name: "args", type: "any", variadic: true },
      ],
    },
  },
  {
    go: "func F() (n int, err error)",
    read: {
      results: [
        { name: "n", type: "int", variadic: false },
        { name: "err", type: "error", variadic: false },
      ],
    },
  },
  { go: "func F() (int)", read: { results: [int] } },
  {
    go: "func F() map[string][]int",
    read: { results: [{ name: undefined, type: "map[string][]int", variadic: false }] },
  },
  {
    go: "func F(f func(int) (string, error)) func() int",
    read: {
      params: [{ name: "f", type: "func(int) (string, error)", variadic: false }],
      results: [{ name: undefined, type: "func() int", variadic: false }],
    },
  },
  {
    go: "func F[K comparable, V ~int | ~string](m map[K]V)",
    read: { typeParams: "K comparable, V ~int | ~string" },
  },
  {
    go: "func (s S) F()",
    read: {
      name: "S.F",
      ident: "F",
      receiver: { name: "s", type: "S", variadic: false, base: "S", pointer: false, typeParams: [] },
    },
  },
  {
    go: "func (s *S) F()",
    read: {
      name: "S.F",
      receiver: { name: "s", type: "*S", variadic: false, base: "S", pointer: true, typeParams: [] },
    },
  },
  {
    go: "func (*S) F()",
    read: {
      name: "S.F",
      receiver: { name: undefined, type: "*S", variadic: false, base: "S", pointer: true, typeParams: [] },
    },
  },
  {
    go: "func (m *Map[K, V]) F(k K) V",
    read: {
      name: "Map.F",
      receiver: {
        name: "m",
        type: "*Map[K, V]",
        variadic: false,
        base: "Map",
        pointer: true,
        typeParams: ["K", "V"],
      },
    },
  },
  {
    go: "func (m Map[_, V]) F()",
    read: {
      name: "Map.F",
      receiver: {
        name: "m",
        type: "Map[_, V]",
        variadic: false,
        base: "Map",
        pointer: false,
        typeParams: ["_", "V"],
      },
    },
  },
];

describe("the index of a file: functions", () => {
  for (const { go, read } of signatures) {
    for (const body of ["", " {}", " { return }"]) {
      it(go + body, () => {
        const { file, decl } = only(`package p\n\n${go}${body}\n`);
        assert.equal(decl.kind, "func");
        assert.deepEqual({ ...decl, ...read }, decl);
        assert.equal(text(file, decl.signature), go);
        assert.equal(text(file, decl.identSpan), decl.ident);
        assert.equal(text(file, decl.span), go + body);
        assert.equal(text(file, decl.body), body === "" ? undefined : body.trim());
      });
    }
  }
});

/** Text above `func F()` and the doc comment in it. */
const docs: readonly { readonly what: string; readonly above: string; readonly doc: string | undefined }[] = [
  { what: "none", above: "", doc: undefined },
  { what: "one line", above: "// F works.\n", doc: "// F works." },
  { what: "several lines", above: "// F\n//\n// works.\n", doc: "// F\n//\n// works." },
  { what: "a directive", above: "// F works.\n//\n//go:noinline\n", doc: "// F works.\n//\n//go:noinline" },
  { what: "a block", above: "/* F\nworks. */\n", doc: "/* F\nworks. */" },
  { what: "a line that ends like a block", above: "// F is not a */\n", doc: "// F is not a */" },
  { what: "a blank line between", above: "// elsewhere\n\n", doc: undefined },
  { what: "a blank line in between", above: "// elsewhere\n\n// F\n", doc: "// F" },
  { what: "behind other code", above: "var x = 1 // x\n", doc: undefined },
  { what: "a block behind other code", above: "var x = 1 /* x\n*/\n", doc: undefined },
  { what: "letters beyond the plane", above: "// F: 😀 é 世界\n", doc: "// F: 😀 é 世界" },
];

describe("the index of a file: doc comments", () => {
  for (const { what, above, doc } of docs) {
    it(what, () => {
      const file = indexFile(parser, `package p\n\n${above}func F() {}\n`);
      assert.equal(text(file, file.decls.at(-1)?.doc), doc);
    });
    it(`${what}, CRLF and BOM`, () => {
      const file = indexFile(parser, `\uFEFFpackage p\n\n${above}func F() {}\n`.replaceAll("\n", "\r\n"));
      assert.equal(text(file, file.decls.at(-1)?.doc), doc?.replaceAll("\n", "\r\n"));
      assert.equal(text(file, file.decls.at(-1)?.span), "func F() {}");
    });
  }
});

describe("the index of a file: other declarations", () => {
  const all = `// Package p.
package p

import "a/b"
import (
	c "d"
	. "e"
	_ "f"
)

type A struct{ x int }

// group
type (
	// B is first.
	B = int
	C[T any] []T
)

const k = 1

const (
	l, m = iota, 2 // both
	n, _
)

var (
	o int
	q = func() int { return 1 }()
)
`;
  it("imports", () => {
    const file = indexFile(parser, all);
    assert.deepEqual(
      file.imports.map(({ path, alias }) => [path, alias]),
      [
        ["a/b", undefined],
        ["d", "c"],
        ["e", "."],
        ["f", "_"],
      ],
    );
    assert.deepEqual(
      file.importDecls.map((s) => text(file, s)?.split("\n")[0]),
      ['import "a/b"', "import ("],
    );
  });
  it("the package clause", () => {
    const file = indexFile(parser, all);
    assert.equal(file.package?.name, "p");
    assert.equal(text(file, file.package?.span), "package p");
  });
  it("a declaration for each spec", () => {
    const file = indexFile(parser, all);
    const read = file.decls.map((d) => [
      d.kind,
      "names" in d ? d.names.join() : d.name,
      text(file, d.span),
      text(file, d.doc),
    ]);
    assert.deepEqual(read, [
      ["type", "A", "type A struct{ x int }", undefined],
      ["type", "B", "B = int", "// B is first."],
      ["type", "C", "C[T any] []T", undefined],
      ["const", "k", "const k = 1", undefined],
      ["const", "l,m", "l, m = iota, 2", undefined],
      ["const", "n,_", "n, _", undefined],
      ["var", "o", "o int", undefined],
      ["var", "q", "q = func() int { return 1 }()", undefined],
    ]);
  });
  it("specs of a group know the group", () => {
    const file = indexFile(parser, all);
    const groups = file.decls.map((d) =>
      d.kind === "func" ? undefined : text(file, d.group)?.split(" ")[0],
    );
    assert.deepEqual(groups, [undefined, "type", "type", undefined, "const", "const", "var", "var"]);
  });
  for (const [head, generated] of [
    ["// Code generated by x. DO NOT EDIT.\n\n", true],
    ["// Code generated by x. DO NOT EDIT.\r\n", true],
    ["// Code generated by x; edit it.\n", false],
    ["// This is how Code generated by x. DO NOT EDIT. looks\n", false],
  ] as const) {
    it(`generated: ${JSON.stringify(head)}`, () =>
      assert.equal(indexFile(parser, `${head}package p\n`).generated, generated));
  }
  it("an empty file", () => {
    assert.deepEqual(indexFile(parser, ""), {
      text: "",
      package: undefined,
      imports: [],
      importDecls: [],
      decls: [],
      errors: [],
      generated: false,
    });
  });
});

/** A file with an error in it, the names that are still found, and the line of the first error. */
const broken: readonly {
  readonly what: string;
  readonly go: string;
  readonly found: readonly string[];
  readonly line: number;
}[] = [
  { what: "in a body", go: "func A() { f( }\n\nfunc B() {}", found: ["A", "B"], line: 3 },
  { what: "in a signature", go: "func A(x int y int) {}\n\nfunc B() {}", found: ["B"], line: 3 },
  {
    what: "a brace missing",
    go: "func A() {\n\tif x {\n}\n\ntype T int\n\nfunc B() {}",
    found: ["A", "T", "B"],
    line: 5,
  },
  { what: "a parenthesis missing", go: "func A( {\n\nvar x = 1\n\nfunc B() {}", found: ["x", "B"], line: 3 },
  {
    what: "a raw string holds code",
    go: "var s = `\nfunc no() {}\n`\n\nfunc A( {\n\nfunc B() {}",
    found: ["s", "B"],
    line: 7,
  },
  {
    what: "a block comment holds code",
    go: "/*\nfunc no() {}\n*/\nfunc A( {\n\nfunc B() {}",
    found: ["B"],
    line: 6,
  },
  {
    what: "a string without its end",
    go: 'var s = "a\nfunc A() {}\nfunc B() {}',
    found: ["A", "B"],
    line: 3,
  },
  {
    what: "a raw string without its end",
    go: "func A() {}\nvar s = `a\nfunc B() {}",
    found: ["A", "B"],
    line: 4,
  },
  { what: "prose", go: "Here is the code:\n\nfunc A() {}", found: ["A"], line: 3 },
  { what: "a statement", go: "x := 1\n\nfunc A() {}", found: ["A"], line: 3 },
  { what: "a brace on the next line", go: "func A() int\n{\n}\nfunc B() {}", found: ["A", "B"], line: 4 },
];

describe("the index of a broken file", () => {
  for (const { what, go, found, line } of broken) {
    it(what, () => {
      const file = indexFile(parser, `package p\n\n${go}\n`);
      assert.deepEqual(names(file), found);
      assert.equal(file.text.slice(0, file.errors[0]?.start).split("\n").length, line);
    });
  }
  it("offsets are those of the file", () => {
    const file = indexFile(parser, "\uFEFFpackage p\r\n\r\nfunc A( {\r\n\r\n// é\r\nfunc B() {}\r\n");
    assert.equal(text(file, file.decls[0]?.span), "func B() {}");
    assert.equal(text(file, file.decls[0]?.doc), "// é");
  });
});

describe("names, calls and selectors", () => {
  const go =
    'package p\n\nfunc F(x T) q.U {\n\ty := g[int](x, "é" /* two */)\n\treturn strings.Map(y.f.h(), q.U{a: 1})\n}\n\nfunc g() { z() }\n';
  it("of a file", () => {
    const uses = usesIn(parser, go);
    assert.deepEqual(
      uses.calls.map((c) => [c.callee, c.name, c.args.map((a) => go.slice(a.start, a.end))]),
      [
        ["g", "g", ["x", '"é"']],
        ["strings.Map", "Map", ["y.f.h()", "q.U{a: 1}"]],
        ["y.f.h", "h", []],
        ["z", "z", []],
      ],
    );
    assert.deepEqual(
      uses.selectors.map((s) => `${s.operand}.${s.field}`),
      ["q.U", "strings.Map", "y.f", "q.U"],
    );
    assert.deepEqual(
      uses.names.filter((n) => n.kind === "type").map((n) => n.name),
      ["T", "U", "U"],
    );
    for (const n of uses.names) assert.equal(go.slice(n.span.start, n.span.end), n.name);
  });
  it("of a part of it", () => {
    const start = go.indexOf("func g()");
    const uses = usesIn(parser, go, { start, end: go.length });
    assert.deepEqual(
      uses.names.map((n) => n.name),
      ["g", "z"],
    );
    assert.deepEqual(
      uses.calls.map((c) => c.callee),
      ["z"],
    );
  });
});
