import assert from "node:assert/strict";
import { tracingBody, withPlaceholders } from "../../../../src/core/stub/placeholder";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const stands = (name: string): string => `{ panic("stubwright:stub:${name}") }`;

/** A file without its package clause, and its placeholder when `F` is the target. */
const files: readonly { readonly what: string; readonly go: string; readonly stand: string }[] = [
  { what: "no body", go: "func F() int\n", stand: `func F() int ${tracingBody("F")}\n` },
  { what: "no body of a sibling", go: "func G() int\n", stand: `func G() int ${stands("G")}\n` },
  {
    what: "an empty sibling that must return",
    go: "func G() int {}\n",
    stand: `func G() int ${stands("G")}\n`,
  },
  {
    what: "a sibling that compiles",
    go: "func G() int {\n\t// TODO\n\treturn 0\n}\n",
    stand: "func G() int {\n\t// TODO\n\treturn 0\n}\n",
  },
  {
    what: "a sibling that only panics",
    go: 'func G() { panic("TODO") }\n',
    stand: 'func G() { panic("TODO") }\n',
  },
  {
    what: "a TODO sibling that must return",
    go: "func G() int {\n\t// TODO: return\n}\n",
    stand: 'func G() int { panic("stubwright:stub:G") \n\n}\n',
  },
  {
    what: "a TODO sibling without results",
    go: "func G() {\n\t// TODO\n}\n",
    stand: "func G() {\n\t// TODO\n}\n",
  },
  {
    what: "a target with a body",
    go: "func F(x int) int {\n\tx++\n\treturn x\n}\nvar y int\n",
    stand: `func F(x int) int ${tracingBody("F").slice(0, -1)}\n\n\n}\nvar y int\n`,
  },
  { what: "a method", go: "func (f *T) F() int\n", stand: `func (f *T) F() int ${stands("T.F")}\n` },
  {
    what: "an import for the future body",
    go: 'import "strings"\n\nfunc F() string\n',
    stand: `import _ "strings"\n\nfunc F() string ${tracingBody("F")}\n`,
  },
  {
    what: "an import that another function uses",
    go: 'import "strings"\n\nvar x = strings.ToUpper("a")\n',
    stand: 'import "strings"\n\nvar x = strings.ToUpper("a")\n',
  },
  {
    what: "an import that only a type uses",
    go: 'import "time"\n\nfunc F(t time.Time) int\n',
    stand: `import "time"\n\nfunc F(t time.Time) int ${tracingBody("F")}\n`,
  },
  {
    what: "an import that only the replaced body used",
    go: 'import "os"\n\nfunc F() { os.Exit(1) }\n',
    stand: `import _ "os"\n\nfunc F() ${tracingBody("F")}\n`,
  },
  {
    what: "an import from another module that only the replaced body used",
    go: 'import "example.com/round"\n\nfunc F() int { return round.Down(1) }\n',
    stand: `import _ "example.com/round"\n\nfunc F() int ${tracingBody("F")}\n`,
  },
  {
    what: "an alias",
    go: 'import (\n\ts "strings"\n\t. "math"\n\t_ "embed"\n)\n',
    stand: 'import (\n\t_ "strings"\n\t. "math"\n\t_ "embed"\n)\n',
  },
  {
    what: "a major version",
    go: 'import "math/rand/v2"\n\nvar x = rand.Int()\n',
    stand: 'import "math/rand/v2"\n\nvar x = rand.Int()\n',
  },
  {
    what: "a path with a version in its name",
    go: 'import "gopkg.in/yaml.v3"\n\nvar x yaml.Node\n',
    stand: 'import "gopkg.in/yaml.v3"\n\nvar x yaml.Node\n',
  },
  {
    what: "a package that its path does not name",
    go: 'import "example.com/odd"\n\nvar x even.T\n',
    stand: 'import "example.com/odd"\n\nvar x even.T\n',
  },
  {
    what: "a foreign package that nothing uses",
    go: 'import "example.com/odd"\n\ntype T struct{ a int }\n\nfunc (t T) A() int { return t.a }\n',
    stand: 'import _ "example.com/odd"\n\ntype T struct{ a int }\n\nfunc (t T) A() int { return t.a }\n',
  },
  { what: "cgo", go: 'import "C"\n', stand: 'import "C"\n' },
];

/** What a body that traces writes to a file with. */
const tracingFoot = '\nvar stubwrightMarks = ""\n';
const tracingHead = 'package p; import stubwrightos "os"';

describe("placeholders", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  const withPlaceholder = (text: string): string =>
    withPlaceholders(parser, text, (name) => (name === "F" ? tracingBody(name) : undefined));
  for (const { what, go, stand } of files) {
    const head = stand.includes(tracingBody("F").slice(0, -1)) ? tracingHead : "package p";
    const foot = head === tracingHead ? tracingFoot : "";
    it(what, () => assert.equal(withPlaceholder(`package p\n\n${go}`), `${head}\n\n${stand}${foot}`));
    it(`${what}: lines keep their numbers`, () => {
      const text = `package p\n\n${go}`;
      const lines = withPlaceholder(text).replace(tracingFoot, "").split("\n");
      assert.equal(lines.length, text.split("\n").length);
    });
  }
  it("keeps CRLF and BOM elsewhere", () => {
    assert.equal(
      withPlaceholder("\uFEFFpackage p\r\n\r\nvar x = 1\r\n\r\nfunc F()\r\n"),
      `\uFEFF${tracingHead}\r\n\r\nvar x = 1\r\n\r\nfunc F() ${tracingBody("F")}\r\n${tracingFoot}`,
    );
  });
});
