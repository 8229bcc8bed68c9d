import assert from "node:assert/strict";
import { classOf, parseCompilerOutput } from "../../../src/go/toolchain/compiler-output";

const parse = (text: string, gate: "build" | "vet" = "build") =>
  parseCompilerOutput(text, { gate, dir: "/m", actual: (path) => path.replace("/overlay/0/", "/m/") });

describe("what the compiler prints", () => {
  const outputs: readonly [
    string,
    string,
    readonly string[],
    { tooMany?: boolean; rest?: readonly string[] },
  ][] = [
    [
      "a header and a finding",
      "# ex.test/m/p\np/a.go:3:12: undefined: a1\n",
      ["undefined /m/p/a.go:3:12 undefined: a1"],
      {},
    ],
    [
      "a path that leaves the folder",
      "../n/a.go:1:1: undefined: x",
      ["undefined /n/a.go:1:1 undefined: x"],
      {},
    ],
    ["an overlay's path", "/overlay/0/a.go:1:1: undefined: x", ["undefined /m/a.go:1:1 undefined: x"], {}],
    ["a line without a column", "./a.go:7: missing return", ["type /m/a.go:7:0 missing return"], {}],
    ["a path with spaces", "my dir/a.go:7:1: missing return", ["type /m/my dir/a.go:7:1 missing return"], {}],
    [
      "lines that go on",
      "a.go:16:9: not enough return values\n\thave (number)\n\twant (int, error)\na.go:20:2: undefined: x\n",
      [
        "type /m/a.go:16:9 not enough return values\n\thave (number)\n\twant (int, error)",
        "undefined /m/a.go:20:2 undefined: x",
      ],
      {},
    ],
    [
      "what a line that goes on decides",
      "a.go:14:6: F redeclared in this block\n\ta.go:8:6: other declaration of F",
      ["redeclared /m/a.go:14:6 F redeclared in this block\n\ta.go:8:6: other declaration of F"],
      {},
    ],
    [
      "the compiler's limit",
      "a.go:3:12: undefined: a\na.go:3:54: too many errors",
      ["undefined /m/a.go:3:12 undefined: a"],
      { tooMany: true },
    ],
    [
      "a package and its test variant",
      "# m\na.go:1:1: undefined: x\n# m [m.test]\na.go:1:1: undefined: x",
      ["undefined /m/a.go:1:1 undefined: x"],
      {},
    ],
    ["lines ended by CRLF", "# m\r\na.go:1:1: undefined: x\r\n", ["undefined /m/a.go:1:1 undefined: x"], {}],
    [
      "progress and a failed test",
      "go: downloading golang.org/x/text v0.3.0\nFAIL\tex.test/m [build failed]\nFAIL\nexit status 1",
      [],
      {},
    ],
    [
      "the linker",
      "# ex.test/m\nruntime.main_main·f: function main is undeclared in the main package",
      [],
      { rest: ["runtime.main_main·f: function main is undeclared in the main package"] },
    ],
    [
      "an import cycle",
      "package ex.test/d\n\timports ex.test/e from d.go\n\timports ex.test/d from e.go: import cycle not allowed\n",
      [],
      {
        rest: [
          "package ex.test/d imports ex.test/e from d.go imports ex.test/d from e.go: import cycle not allowed",
        ],
      },
    ],
    ["nothing", "", [], {}],
  ];
  for (const [title, text, findings, { tooMany = false, rest = [] }] of outputs) {
    it(`is read: ${title}`, () => {
      const output = parse(text);
      assert.deepEqual(
        output.findings.map((f) => `${f.class} ${f.file}:${f.line}:${f.column} ${f.message}`),
        findings,
      );
      assert.deepEqual([output.tooMany, output.rest], [tooMany, rest]);
    });
  }
});

describe("what vet prints", () => {
  it("is an analyzer's finding", () => {
    const text = '# m\n# [m]\n./a.go:5:12: fmt.Printf format %d has arg "x" of wrong type string\n';
    assert.deepEqual(
      parse(text, "vet").findings.map((f) => [f.gate, f.class, f.line]),
      [["vet", "vet", 5]],
    );
  });
  it("is the compiler's where the package does not type-check", () => {
    const output = parse("vet: b/b.go:3:13: missing ',' in parameter list (and 5 more errors)", "vet");
    assert.deepEqual(
      [output.findings[0]?.class, output.findings[0]?.message],
      ["syntax", "missing ',' in parameter list"],
    );
    assert.ok(output.tooMany);
  });
});

describe("the class of a message", () => {
  const messages: readonly [string, readonly string[]][] = [
    [
      "unused",
      [
        "declared and not used: x",
        '"os" imported and not used',
        '"os" imported as o and not used',
        "label L defined and not used",
      ],
    ],
    [
      "undefined",
      [
        "undefined: strings",
        "s.foo undefined (type string has no field or method foo)",
        "undefined: fmt.Nope",
        "label L not defined",
        "unknown field x in struct literal of type T",
        "name foo not exported by package p",
      ],
    ],
    [
      "redeclared",
      [
        "F redeclared in this block",
        "method T.M already declared at a.go:3:4",
        "x redeclared in this block (this error: other declaration of x)",
      ],
    ],
    [
      "import",
      [
        "package nosuch/pkg is not in std (/usr/local/go/src/nosuch/pkg)",
        "no required module provides package golang.org/x/text; to add it:",
        "could not import x/y (no required module provides package)",
        "use of internal package ex.test/a/internal not allowed",
        "cannot find module providing package x: import lookup disabled by -mod=readonly",
      ],
    ],
    [
      "syntax",
      [
        "syntax error: unexpected } after top level declaration",
        "newline in string",
        "expected ';', found x",
        "missing ',' before newline in argument list",
        "string literal not terminated",
        "expected declaration, found '}'",
      ],
    ],
    [
      "type",
      [
        "missing return",
        "cannot use x (variable of type int) as string value in return statement",
        "not enough return values",
        "no new variables on left side of :=",
        "break is not in a loop, switch, or select",
        "len(s) (value of type int) is not used",
        "invalid operation: division by zero",
        "cannot use nil as int value in variable declaration",
      ],
    ],
  ];
  for (const [expected, list] of messages) {
    for (const message of list) it(`${expected}: ${message}`, () => assert.equal(classOf(message), expected));
  }
});
