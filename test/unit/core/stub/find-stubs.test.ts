import assert from "node:assert/strict";
import { worded } from "../../../../src/core/problem/problem-text";
import { type Elsewhere, nothingElsewhere } from "../../../../src/core/stub/elsewhere";
import { findStubs, resolveTarget } from "../../../../src/core/stub/find-stubs";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const notWritten = 'panic("not implemented")';

/** Declarations after a package clause, and the kind of stub each name in them is. */
const spellings: readonly {
  readonly what: string;
  readonly go: string;
  readonly stubs: Readonly<Record<string, string>>;
}[] = [
  { what: "no body", go: "func F(x int) int", stubs: { F: "no-body" } },
  {
    what: "no body at the end of a file",
    go: "func F()\n\nfunc G() int\n",
    stubs: { F: "no-body", G: "no-body" },
  },
  {
    what: "empty although it must return",
    go: "func F() int {}\nfunc G() (n int, err error) {\n}",
    stubs: { F: "empty", G: "empty" },
  },
  { what: "empty and nothing to return", go: "func F() {}", stubs: {} },
  {
    what: "a comment that is no TODO, nothing to return",
    go: "func F() {\n\t// nothing to do on this system\n}",
    stubs: {},
  },
  {
    what: "only a comment although it must return",
    go: "func F() int {\n\t// counts\n}",
    stubs: { F: "empty" },
  },
  { what: "only a TODO comment", go: "func F() {\n\t// TODO: write me\n}", stubs: { F: "todo" } },
  { what: "a block comment TODO", go: "func F() {\n\t/* TODO(me) */\n}", stubs: { F: "todo" } },
  {
    what: "TODO and zero values",
    go: 'func F() (int, string, error) {\n\t// TODO\n\treturn 0, "", nil\n}',
    stubs: { F: "todo" },
  },
  {
    what: "TODO behind the return",
    go: "func F() bool {\n\treturn false // TODO: implement\n}",
    stubs: { F: "todo" },
  },
  { what: "TODO and a bare return", go: "func F() (n int) {\n\t// FIXME\n\treturn\n}", stubs: { F: "todo" } },
  {
    what: "TODO and a declared zero value",
    go: "func F[T any]() T {\n\tvar zero T // TODO\n\treturn zero\n}",
    stubs: { F: "todo" },
  },
  {
    what: "TODO and an empty struct",
    go: "type P struct{}\nfunc F() P {\n\t// TODO\n\treturn P{}\n}",
    stubs: { F: "todo" },
  },
  { what: "TODO and *new", go: "func F[T any]() T {\n\t// TODO\n\treturn *new(T)\n}", stubs: { F: "todo" } },
  { what: "TODO and a float", go: "func F() float64 {\n\t// TODO\n\treturn 0.0\n}", stubs: { F: "todo" } },
  { what: "zero values without a TODO", go: "func F() int { return 0 }", stubs: {} },
  { what: "TODO and work", go: "func F(a int) int {\n\t// TODO: faster\n\treturn a * 2\n}", stubs: {} },
  { what: "TODO and another value", go: "func F() int {\n\t// TODO\n\treturn 1\n}", stubs: {} },
  {
    what: "TODO and a variable of its own",
    go: "func F() int {\n\t// TODO\n\tvar n = 0\n\treturn n\n}",
    stubs: {},
  },
  { what: "panic as gopls writes it", go: 'func F() { panic("unimplemented") }', stubs: { F: "panic" } },
  {
    what: "panic as josharian/impl writes it",
    go: 'func F() int {\n\tpanic("not implemented") // TODO: Implement\n}',
    stubs: { F: "panic" },
  },
  {
    what: "panic as JetBrains writes it",
    go: 'func F() int {\n\t//TODO implement me\n\tpanic("implement me")\n}',
    stubs: { F: "panic" },
  },
  { what: 'panic("TODO")', go: 'func F() { panic("TODO") }', stubs: { F: "panic" } },
  {
    what: "panic with a longer text",
    go: "func F() { panic(`F: not yet implemented`) }",
    stubs: { F: "panic" },
  },
  {
    what: "panic with a made error",
    go: 'func F() { panic(errors.New("not implemented")) }',
    stubs: { F: "panic" },
  },
  {
    what: "panic with a formatted text",
    go: 'func F(a int) { panic(fmt.Sprintf("F(%d) not implemented", a)) }',
    stubs: { F: "panic" },
  },
  {
    what: "panic and a return that is never reached",
    go: 'func F() int {\n\tpanic("todo")\n\treturn 0\n}',
    stubs: { F: "panic" },
  },
  { what: "panic with TODO and what", go: 'func F() { panic("TODO: count") }', stubs: { F: "panic" } },
  {
    what: "panic for a reason",
    go: 'func F() { panic("todo list is empty") }\nfunc G() { panic("unreachable") }',
    stubs: {},
  },
  {
    what: "panic after work",
    go: `func F(a int) int {\n\tif a > 0 {\n\t\treturn a\n\t}\n\t${notWritten}\n}`,
    stubs: {},
  },
  {
    what: "the error not implemented",
    go: 'func F() (int, error) { return 0, errors.New("not implemented") }',
    stubs: { F: "error" },
  },
  {
    what: "the same with fmt",
    go: 'func F() error { return fmt.Errorf("F: not implemented") }',
    stubs: { F: "error" },
  },
  { what: "another error", go: 'func F() error { return errors.New("no such file") }', stubs: {} },
  {
    what: "work beside the error",
    go: 'func F() (int, error) { return count(), errors.New("not implemented") }',
    stubs: {},
  },
  {
    what: "receivers: value, pointer, generic, unnamed",
    go: `func (s S) A() { ${notWritten} }\nfunc (s *S) B() { ${notWritten} }\nfunc (s *G[K, V]) C(k K, vs ...V) { ${notWritten} }\nfunc (*S) D() { ${notWritten} }`,
    stubs: { "S.A": "panic", "S.B": "panic", "G.C": "panic", "S.D": "panic" },
  },
  {
    what: "main and init",
    go: `func main() { ${notWritten} }\nfunc init() { ${notWritten} }\nfunc (s S) main() { ${notWritten} }`,
    stubs: { "S.main": "panic" },
  },
  {
    what: "linked from elsewhere",
    go: "//go:linkname now time.now\nfunc now() int64\n\nfunc F() int",
    stubs: { F: "no-body" },
  },
  {
    what: "linked from elsewhere, the directive apart",
    go: "func now() int64\n\nfunc F() int\n\n// Go lets it stand anywhere.\n\n//go:linkname now time.now",
    stubs: { F: "no-body" },
  },
  { what: "a brace on the next line", go: "func F() int\n{\n\treturn 1\n}", stubs: {} },
  {
    what: "a syntax error after it",
    go: `func F() int { ${notWritten} }\n\nfunc broken( {\n\nfunc G() { ${notWritten} }`,
    stubs: { F: "panic", G: "panic" },
  },
  {
    what: "a brace missing before it",
    go: `func broken() {\n\tif x {\n\nfunc F() int { ${notWritten} }`,
    stubs: { F: "panic" },
  },
];

describe("stubs", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  const kinds = (text: string, elsewhere: Partial<Elsewhere> = {}): object =>
    Object.fromEntries(
      findStubs(parser, text, { ...nothingElsewhere, ...elsewhere }).map((s) => [s.name, s.kind]),
    );

  for (const { what, go, stubs } of spellings) {
    it(what, () => assert.deepEqual(kinds(`package p\n\n${go}\n`), stubs));
  }
  for (const { what, go, stubs } of spellings) {
    it(`${what}, CRLF, BOM and a build tag`, () => {
      const text = `\uFEFF//go:build linux\n\npackage p\n\n${go}\n`.replaceAll("\n", "\r\n");
      assert.deepEqual(kinds(text), stubs);
    });
  }
  it("without a body beside a .s file: not one", () => {
    assert.deepEqual(kinds(`package p\n\nfunc F() int\nfunc G() { ${notWritten} }`, { assembly: true }), {
      G: "panic",
    });
  });
  it("linked by a directive of another file: not one", () => {
    const linked = new Set(["F"]);
    assert.deepEqual(kinds("package p\n\nfunc F() int\nfunc G() int\nfunc (T) F() int", { linked }), {
      G: "no-body",
      "T.F": "no-body",
    });
  });
});

const file = `package p

// F counts.
func F() int { ${notWritten} }

func Written() int { return 1 }

func (s *Stack[T]) Push(v T) {
	// TODO
}

func main() {}
`;

/** Names asked for, and what the answer is: the target's names or a part of the problem. */
const asked: readonly {
  readonly what: string;
  readonly names: readonly string[];
  readonly text?: string;
  readonly path?: string;
  readonly allowNonStub?: boolean;
  readonly assembly?: boolean;
  readonly target?: readonly string[];
  readonly problem?: RegExp;
}[] = [
  { what: "a function", names: ["F"], target: ["F"] },
  { what: "a function and a method", names: ["Stack.Push", "F"], target: ["Stack.Push", "F"] },
  {
    what: "a method spelt as Go does, twice",
    names: ["(*Stack[T]).Push", "Stack.Push"],
    target: ["Stack.Push"],
  },
  {
    what: "no names",
    names: [],
    problem: /^No function of \/m\/x.go was named. Its stubs are F and Stack.Push.$/,
  },
  {
    what: "a name that is not there",
    names: ["f"],
    problem: /^There is no function f in \/m\/x.go. Its stubs are F and Stack.Push.$/,
  },
  {
    what: "a name that is not there and no stubs",
    names: ["F"],
    text: "package p\n",
    problem: /The file has no stubs/,
  },
  {
    what: "a function that is written",
    names: ["Written"],
    problem: /^Written on line 6 of \/m\/x.go already has a body\. .* Empty the body/,
  },
  {
    what: "a function that is written, to repair",
    names: ["Written"],
    allowNonStub: true,
    target: ["Written"],
  },
  { what: "main", names: ["main"], allowNonStub: true, problem: /^The program itself runs main/ },
  {
    what: "init",
    names: ["init"],
    text: "package p\nfunc init()  {}\nfunc init() {}",
    problem: /^The program itself runs init/,
  },
  {
    what: "a generated file",
    names: ["F"],
    text: `// Code generated by x. DO NOT EDIT.\n\n${file}`,
    problem: /is generated/,
  },
  {
    what: "what only speaks of generated code",
    names: ["F"],
    text: `${file}\n// Code generated by x. DO NOT EDIT.\n`,
    target: ["F"],
  },
  { what: "a test file", names: ["F"], path: "/m/x_test.go", problem: /is a test file/ },
  { what: "no package clause", names: ["F"], text: "func F() {}", problem: /no package clause/ },
  {
    what: "assembly",
    names: ["F"],
    text: "package p\nfunc F()\n",
    assembly: true,
    problem: /^F has no body here: it is written in assembly/,
  },
  {
    what: "a linker directive",
    names: ["F"],
    text: "package p\n//go:linkname F x.F\nfunc F()\n",
    problem: /provided by a linker directive/,
  },
  {
    what: "declared twice",
    names: ["F"],
    text: "package p\nfunc F()\nfunc F()\n",
    problem: /^F is declared twice in \/m\/x.go, on lines 2 and 3/,
  },
  {
    what: "a syntax error in another function",
    names: ["F"],
    text: `${file}\nfunc broken() { return ( }\n`,
    target: ["F"],
  },
  {
    what: "a syntax error in its body",
    names: ["F"],
    text: "package p\n\nfunc F() int {\n\treturn (\n}\n",
    problem: /^F has a syntax error on line 4 of/,
  },
  {
    what: "a syntax error in its signature",
    names: ["F"],
    text: "package p\n\nfunc F(a int b int) int {\n}\n",
    problem: /^Stubwright cannot read F on line 3 of \/m\/x.go because of a syntax error on line 3. Fix/,
  },
  {
    what: "a brace on the next line",
    names: ["F"],
    text: "package p\n\nfunc F() int\n{\n}\n",
    problem: /^F has a syntax error on line 4/,
  },
];

describe("the target of a run", () => {
  for (const a of asked) {
    it(a.what, async () => {
      const source = { path: a.path ?? "/m/x.go", text: a.text ?? file, hash: "" };
      const found = resolveTarget(await loadGoParser(), source, a.names, {
        allowNonStub: a.allowNonStub ?? false,
        elsewhere: { ...nothingElsewhere, assembly: a.assembly ?? false },
      });
      if (found.ok) {
        assert.deepEqual(found.value.target.names, a.target);
        assert.deepEqual(
          found.value.decls.map((d) => d.name),
          a.target,
        );
      } else {
        assert.match(`${worded(found.error, "terminal")}`, a.problem ?? /never/);
      }
    });
  }
});
