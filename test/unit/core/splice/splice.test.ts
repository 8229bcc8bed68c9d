import assert from "node:assert/strict";
import fc from "fast-check";
import type { Candidate } from "../../../../src/core/candidate";
import { applyChanges, type SourceFile } from "../../../../src/core/edit/edit";
import { unifiedDiff } from "../../../../src/core/edit/unified-diff";
import { type Import, importChanges } from "../../../../src/core/splice/import-changes";
import { candidateFromText, type Pieces, splice, spliceTidied } from "../../../../src/core/splice/splice";
import { importName } from "../../../../src/core/syntax/decls";
import { indexFile } from "../../../../src/core/syntax/index-file";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const source = (text: string): SourceFile => ({ path: "/m/f.go", text, hash: "h" });
const pieces = (more: Partial<Pieces>): Pieces => ({
  bodies: [{ name: "F", body: "{\n\treturn 1\n}", signature: undefined }],
  helpers: [],
  imports: [],
  dropImports: [],
  ...more,
});

/** Imports of a file as they are, what is added and removed, and what becomes of it. */
const blocks: readonly {
  readonly it: string;
  readonly before: string;
  readonly add?: readonly string[];
  readonly drop?: readonly string[];
  readonly after: string;
}[] = [
  {
    it: "makes the first import",
    before: "package p\n\nvar x int\n",
    add: ["os"],
    after: 'package p\n\nimport "os"\n\nvar x int\n',
  },
  {
    it: "makes the first block",
    before: "package p // why\n\nvar x int\n",
    add: ["os", "example.org/b", "fmt"],
    after: 'package p // why\n\nimport (\n\t"fmt"\n\t"os"\n\n\t"example.org/b"\n)\n\nvar x int\n',
  },
  {
    it: "keeps the order of a block",
    before: 'package p\n\nimport (\n\t"a"\n\t"z"\n)\n',
    add: ["m"],
    after: 'package p\n\nimport (\n\t"a"\n\t"m"\n\t"z"\n)\n',
  },
  {
    it: "keeps a comment with its import",
    before: 'package p\n\nimport (\n\t"a"\n\t// for its side effects\n\t_ "z" // yes\n)\n',
    add: ["m"],
    after: 'package p\n\nimport (\n\t"a"\n\t"m"\n\t// for its side effects\n\t_ "z" // yes\n)\n',
  },
  {
    it: "adds to the group of its kind",
    before: 'package p\n\nimport (\n\t"a"\n\n\t"example.org/x"\n)\n',
    add: ["b", "example.org/y"],
    after: 'package p\n\nimport (\n\t"a"\n\t"b"\n\n\t"example.org/x"\n\t"example.org/y"\n)\n',
  },
  {
    it: "opens a group for the standard library",
    before: 'package p\n\nimport (\n\t"example.org/x"\n)\n',
    add: ["b"],
    after: 'package p\n\nimport (\n\t"b"\n\n\t"example.org/x"\n)\n',
  },
  {
    it: "opens a group for others",
    before: 'package p\n\nimport (\n\t"a"\n)\n',
    add: ["example.org/x"],
    after: 'package p\n\nimport (\n\t"a"\n\n\t"example.org/x"\n)\n',
  },
  {
    it: "makes a block of a single import",
    before: 'package p\n\nimport "os"\n\nvar x int\n',
    add: ["fmt"],
    after: 'package p\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nvar x int\n',
  },
  {
    it: "leaves cgo alone",
    before: 'package p\n\n// #include <x.h>\nimport "C"\n\nvar x int\n',
    add: ["os"],
    after: 'package p\n\n// #include <x.h>\nimport "C"\nimport "os"\n\nvar x int\n',
  },
  {
    it: "adds a line behind several single imports",
    before: 'package p\n\nimport "a"\nimport "b"\n',
    add: ["c"],
    after: 'package p\n\nimport "a"\nimport "b"\nimport "c"\n',
  },
  {
    it: "writes one-line blocks anew",
    before: 'package p\n\nimport ("a"; "b")\n',
    add: ["c"],
    after: 'package p\n\nimport (\n\t"a"\n\t"b"\n\t"c"\n)\n',
  },
  {
    it: "fills an empty block",
    before: "package p\n\nimport ()\n",
    add: ["c"],
    after: 'package p\n\nimport "c"\n',
  },
  {
    it: "keeps CRLF",
    before: 'package p\r\n\r\nimport (\r\n\t"a"\r\n)\r\n',
    add: ["b"],
    after: 'package p\r\n\r\nimport (\r\n\t"a"\r\n\t"b"\r\n)\r\n',
  },
  {
    it: "adds none twice",
    before: 'package p\n\nimport "a"\n',
    add: ["a"],
    after: 'package p\n\nimport "a"\n',
  },
  {
    it: "removes a line",
    before: 'package p\n\nimport (\n\t"a"\n\t"b" // gone\n)\n',
    drop: ["b"],
    after: 'package p\n\nimport (\n\t"a"\n)\n',
  },
  {
    it: "removes a group with its blank line",
    before: 'package p\n\nimport (\n\t"a"\n\n\t"example.org/b"\n)\n',
    drop: ["example.org/b"],
    after: 'package p\n\nimport (\n\t"a"\n)\n',
  },
  {
    it: "removes the first group with its blank line",
    before: 'package p\n\nimport (\n\t"a"\n\n\t"example.org/b"\n)\n',
    drop: ["a"],
    after: 'package p\n\nimport (\n\t"example.org/b"\n)\n',
  },
  {
    it: "removes the only import",
    before: 'package p\n\nimport "a"\n\nvar x int\n',
    drop: ["a"],
    after: "package p\n\nvar x int\n",
  },
  {
    it: "removes a whole block",
    before: 'package p\n\nimport (\n\t"a"\n\t"b"\n)\n\nvar x int\n',
    drop: ["a", "b"],
    after: "package p\n\nvar x int\n",
  },
  {
    it: "swaps the only import",
    before: 'package p\n\nimport "a"\n\nvar x int\n',
    add: ["b"],
    drop: ["a"],
    after: 'package p\n\nimport "b"\n\nvar x int\n',
  },
];

describe("splicing", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const b of blocks) {
    it(b.it, () => {
      const imports = (paths: readonly string[] = []): Import[] =>
        paths.map((path) => ({ path, alias: undefined }));
      const file = indexFile(parser, b.before);
      const eol = b.before.includes("\r\n") ? "\r\n" : "\n";
      assert.equal(
        applyChanges(b.before, importChanges(file, imports(b.add), imports(b.drop), eol)),
        b.after,
      );
    });
  }

  const placed: readonly {
    readonly it: string;
    readonly before: string;
    readonly pieces?: Partial<Pieces>;
    readonly after: string;
  }[] = [
    {
      it: "gives a declaration without a body one",
      before: "package p\n\nfunc F() int // why\n",
      after: "package p\n\nfunc F() int {\n\treturn 1\n} // why\n",
    },
    {
      it: "puts helpers behind the comment on the last line",
      before: "package p\n\nfunc F() int { panic(1) } // why\nvar x int\n",
      pieces: { helpers: ["func h() {}"] },
      after: "package p\n\nfunc F() int {\n\treturn 1\n} // why\n\nfunc h() {}\nvar x int\n",
    },
    {
      it: "puts helpers behind the last of several targets",
      before: "package p\n\nfunc F() int { panic(1) }\n\nfunc G() {}\n\nfunc H() int { panic(1) }\n",
      pieces: {
        bodies: [
          { name: "H", body: "{ return 2 }", signature: undefined },
          { name: "F", body: "{ return 1 }", signature: undefined },
        ],
        helpers: ["var a int", "var b int"],
      },
      after:
        "package p\n\nfunc F() int { return 1 }\n\nfunc G() {}\n\nfunc H() int { return 2 }\n\nvar a int\n\nvar b int\n",
    },
    {
      it: "drops an import that only the stub used",
      before: 'package p\n\nimport "errors"\n\nfunc F() int { panic(errors.New("x")) }\n',
      after: "package p\n\nfunc F() int {\n\treturn 1\n}\n",
    },
    {
      it: "drops an import under another name that only the stub used",
      before: 'package p\n\nimport e "errors"\n\nfunc F() int { panic(e.New("x")) }\n',
      after: "package p\n\nfunc F() int {\n\treturn 1\n}\n",
    },
    {
      it: "keeps an import that others use",
      before:
        'package p\n\nimport "errors"\n\nfunc F() int { panic(errors.New("x")) }\n\nvar e = errors.New("e")\n',
      after: 'package p\n\nimport "errors"\n\nfunc F() int {\n\treturn 1\n}\n\nvar e = errors.New("e")\n',
    },
    {
      it: "keeps an import that was unused before",
      before: 'package p\n\nimport "errors"\n\nfunc F() int { panic(1) }\n',
      after: 'package p\n\nimport "errors"\n\nfunc F() int {\n\treturn 1\n}\n',
    },
    {
      it: "writes CRLF where the stub stands in CRLF",
      before: "\uFEFFpackage p\r\n\r\nfunc F() int { panic(1) }\r\n",
      pieces: { helpers: ["func h() {\n}"] },
      after: "\uFEFFpackage p\r\n\r\nfunc F() int {\r\n\treturn 1\r\n}\r\n\r\nfunc h() {\r\n}\r\n",
    },
  ];
  for (const p of placed)
    it(p.it, () => assert.equal(splice(parser, source(p.before), pieces(p.pieces ?? {}), []).text, p.after));

  it("takes from a tidied copy only what is the candidate's", () => {
    const before =
      'package p\r\n\r\nimport  "fmt"\r\n\r\nvar  loose=1\r\n\r\nfunc  F( ) int { panic(1) }\r\n\r\nfunc G() { fmt.Println( loose ) }\r\n';
    const candidate = splice(
      parser,
      source(before),
      pieces({
        bodies: [{ name: "F", body: '{ return   len(strings.Repeat("x",2)) }', signature: undefined }],
        helpers: ["func  h( ) {}"],
      }),
      ["mended"],
    );
    const tidied =
      'package p\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\nvar loose = 1\n\nfunc F() int { return len(strings.Repeat("x", 2)) }\n\nfunc h() {}\n\nfunc G() { fmt.Println(loose) }\n';
    const after = spliceTidied(parser, source(before), ["F"], candidate, tidied);
    assert.equal(
      after.text,
      'package p\r\n\r\nimport (\r\n\t"fmt"\r\n\t"strings"\r\n)\r\n\r\nvar  loose=1\r\n\r\nfunc  F( ) int { return len(strings.Repeat("x", 2)) }\r\n\r\nfunc h() {}\r\n\r\nfunc G() { fmt.Println( loose ) }\r\n',
    );
    assert.deepEqual(after.adjustments, ["mended"]);
    assert.equal(spliceTidied(parser, source(before), ["F"], candidate, "package p\n\nfunc ("), candidate);
  });

  it("takes nothing else from a whole new file", () => {
    const before = "package p\n\n// F counts.\nfunc F() int { panic(1) }\n\nvar x = 1\n";
    const text =
      "package q\n\n// F is mine.\nfunc F() int { return h() }\n\nvar x = 2\n\nfunc h() int { return 1 }\n";
    assert.equal(
      candidateFromText(parser, source(before), ["F"], text, []).text,
      "package p\n\n// F counts.\nfunc F() int { return h() }\n\nfunc h() int { return 1 }\n\nvar x = 1\n",
    );
  });

  it("names imports as a file uses them", () => {
    const named = [
      "fmt",
      "math/rand/v2",
      "gopkg.in/yaml.v3",
      "example.org/go-units",
      "example.org/units-go",
      "v2",
    ].map((path) => importName({ path, alias: undefined }));
    assert.deepEqual(named, ["fmt", "rand", "yaml", "units", "units", "v2"]);
  });

  const spacing = fc.constantFrom("", " ", "\t", "  ");
  const neighbour = fc.oneof(
    fc
      .tuple(spacing, spacing, fc.nat(99))
      .map(([a, b, n]) => `var${a} v${n}${b}=${a}${n}`.replace(/^varv/, "var v")),
    fc.tuple(spacing, fc.nat(99)).map(([a, n]) => `func g${n}(${a})${a}{${a}println("ü$\u{1F40B}")${a}}`),
    fc.tuple(spacing, fc.nat(99)).map(([a, n]) => `// note ${n}${a}`),
    fc.nat(99).map((n) => `type t${n} struct{a,b int}`),
    fc.nat(99).map((n) => `/* block ${n}\n   of text */`),
  );
  const layout = fc.record({
    head: fc.constantFrom("", "\uFEFF", "// Copyright\n\n", "//go:build linux\n\n"),
    imports: fc.constantFrom("", 'import "fmt"\n', 'import (\n\t"fmt"\n  "io"\n)\n'),
    above: fc.array(neighbour, { maxLength: 4 }),
    below: fc.array(neighbour, { maxLength: 4 }),
    doc: fc.constantFrom("", "// F counts.\n", "//F counts\n//  loosely\n"),
    gap: fc.constantFrom("\n", "\n\n", "\n\n\n"),
    crlf: fc.boolean(),
    end: fc.constantFrom("", "\n", "\n\n"),
  });
  const body = fc.constantFrom(
    "{\n\treturn 1\n}",
    "{ return 2 }",
    "{\n\tif true {\n\t\treturn 3\n\t}\n\treturn 4\n}",
  );
  const helpers = fc.constantFrom([], ["func help() {}"], ["type aid struct{}", "func (aid) Do() {}"]);

  it("leaves every other byte as it was, whatever the file looks like", () => {
    fc.assert(
      fc.property(layout, body, helpers, fc.boolean(), (l, text, extra, adds) => {
        const before =
          [
            `${l.head}package p`,
            l.imports,
            ...l.above,
            `${l.doc}func  F( ) int { panic("todo") }`,
            ...l.below,
          ]
            .filter((part) => part !== "")
            .join(l.gap) + l.end;
        const file = source(l.crlf ? before.replace(/\n/g, "\r\n") : before);
        const made = splice(
          parser,
          file,
          pieces({
            bodies: [{ name: "F", body: text, signature: undefined }],
            helpers: extra,
            imports: adds ? [{ path: "os", alias: undefined }] : [],
          }),
          [],
        );
        assertUntouched(parser, file, made);
        assert.ok(!l.crlf || !/[^\r]\n/.test(made.text), "line endings are those of the file");
      }),
      { numRuns: 300 },
    );
  });
});

/** Outside of the edit both texts are the same, and the edit touches only F's body, the place behind it, and imports. */
function assertUntouched(parser: GoParser, file: SourceFile, made: Candidate): void {
  const index = indexFile(parser, file.text);
  const f = index.decls.find((d) => d.kind === "func" && d.name === "F");
  assert.ok(f?.kind === "func" && f.body !== undefined);
  const [edit] = made.edit.files;
  const [last] = [...index.importDecls, index.package?.span ?? { start: 0, end: 0 }];
  for (const change of edit?.changes ?? []) {
    const inBody = change.start === f.body.start && change.end === f.body.end;
    const behind =
      change.start === change.end &&
      change.start >= f.body.end &&
      !file.text.slice(f.body.end, change.start).includes("\n");
    const imports =
      index.importDecls.some((d) => change.start === d.start && change.end === d.end) ||
      (change.start === change.end && change.start >= (last?.end ?? 0) && change.text.includes("import"));
    assert.ok(inBody || behind || imports, JSON.stringify(change));
  }
  assert.equal(applyChanges(file.text, edit?.changes ?? []), made.text);
}

describe("the diff", () => {
  const diff = (before: string, after: string) =>
    unifiedDiff(
      { files: [{ file: "/m/a/f.go", hash: "h", changes: [{ start: 0, end: before.length, text: after }] }] },
      new Map([["/m/a/f.go", before]]),
      "/m",
    );
  const diffs: readonly (readonly [string, string, string, string])[] = [
    ["nothing", "a\n", "a\n", ""],
    ["a line", "a\nb\nc\n", "a\nB\nc\n", "--- a/a/f.go\n+++ b/a/f.go\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"],
    ["CRLF", "a\r\nb\r\n", "a\r\nB\r\n", "--- a/a/f.go\n+++ b/a/f.go\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+B\r\n"],
    [
      "no final line break",
      "a\nb",
      "a\nB",
      "--- a/a/f.go\n+++ b/a/f.go\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file\n",
    ],
    [
      "a final line break added",
      "a",
      "a\n",
      "--- a/a/f.go\n+++ b/a/f.go\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n",
    ],
  ];
  for (const [name, before, after, want] of diffs)
    it(`shows ${name}`, () => assert.equal(diff(before, after), want));

  it("shows a new file, and one outside the root", () => {
    const edit = {
      files: [
        { file: "/m/n.go", hash: undefined, changes: [{ start: 0, end: 0, text: "x\n" }] },
        { file: "/other/f.go", hash: "h", changes: [{ start: 0, end: 0, text: "y\n" }] },
      ],
    };
    assert.equal(
      unifiedDiff(edit, new Map([["/other/f.go", ""]]), "/m/"),
      "--- /dev/null\n+++ b/n.go\n@@ -0,0 +1,1 @@\n+x\n--- a/other/f.go\n+++ b/other/f.go\n@@ -0,0 +1,1 @@\n+y\n",
    );
  });

  it("wants the originals", () =>
    assert.throws(
      () => unifiedDiff({ files: [{ file: "/m/f.go", hash: "h", changes: [] }] }, new Map(), "/m"),
      /no original/,
    ));
});
