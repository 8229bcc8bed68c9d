import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { checkCandidate } from "../../../src/go/judge/check";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { never, realDeps } from "../judge-support";

/** A package whose x.go has a function One that is to return 1, and a test that says so. */
interface Layout {
  readonly what: string;
  /** x.go, the body of One apart, which is where `BODY` stands. */
  readonly x: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly right?: string;
  readonly wrong?: string;
}

const one = "// One is 1.\nfunc One() int {\nBODY\n}\n";

const layouts: readonly Layout[] = [
  {
    what: "a linker directive apart from its declaration",
    x: `package p\n\n${one}`,
    more: {
      "clock.go":
        'package p\n\nimport _ "unsafe"\n\nfunc nanotime() int64\n\nvar began = nanotime()\n\n// It may stand anywhere.\n\n//go:linkname nanotime runtime.nanotime\n',
    },
  },
  {
    what: "a linker directive in another file",
    x: `package p\n\n${one}\nfunc nanotime() int64\n\nvar began = nanotime()\n`,
    more: {
      "link.go": 'package p\n\nimport _ "unsafe"\n\n//go:linkname nanotime runtime.nanotime\n',
      "p.s": "",
    },
  },
  {
    what: "a function of assembly in the same file",
    x: `package p\n\n${one}\nfunc two() int\n\nvar _ = two\n`,
    more: { "two.s": "TEXT ·two(SB), 4, $0-8\n\tRET\n" },
  },
  {
    what: "an import of a parameter's name",
    x: `package p\n\nimport "path"\n\n${one}\ntype route struct{ pattern string }\n\nfunc (r route) is(s string) bool { return r.pattern == s }\n\n// Match uses the parameter.\nfunc Match(path route, s string) bool { return path.is(s) }\n`,
    right: '\treturn len(path.Base("a/b"))',
    wrong: '\treturn len(path.Base("a/bc"))',
  },
  {
    what: "parameters that are called panic and println",
    x: `package p\n\n${one}\n// Two is still to be written.\nfunc Two(panic, println bool) int {\n\treturn 0 // TODO\n}\n\nfunc Three(panic int) int\n`,
  },
  {
    what: "a package that has a panic and a println of its own",
    x: `package p\n\n${one}`,
    more: {
      "own.go": "package p\n\nfunc panic(s string) {}\n\nfunc println(s string) {}\n\nfunc Two() int\n",
    },
  },
  {
    what: "a package that has an os of its own",
    x: `package p\n\n${one}`,
    more: { "own.go": 'package p\n\nvar os = "linux"\n' },
  },
  {
    what: "a licence that speaks of the package, above a build constraint",
    x: `/*\nUse this\npackage as you like.\n*/\n\n//go:build kettle && !ignore\n\npackage p\n\n${one}`,
    more: { "doc.go": "// Package p is one.\npackage p\n" },
  },
  {
    what: "a make of its own",
    x: `package p\n\nfunc make(a, b int) int { return a + b }\n\nvar _ = make(1+1, 2)\n\n${one}`,
    right: "\treturn make(2-1, 0)",
    wrong: "\treturn make(2+1, 0)",
  },
];

describe("a package that is laid out in its own way", () => {
  let deps: GoDeps;
  let root: string;
  before(async () => {
    deps = await realDeps();
    root = mkdtempSync(join(tmpdir(), "stubwright-layouts-"));
    writeFileSync(join(root, "go.mod"), "module example.com/layouts\n\ngo 1.21\n");
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const grade = async (dir: string, x: string, body: string): Promise<string> => {
    const candidateText = x.replace("BODY", () => body);
    const request = { file: join(dir, "x.go"), names: ["One"], candidateText };
    const judged = await checkCandidate(request, deps, () => {}, never);
    return judged.ok ? `${judged.value.grade}` : messageOf(judged.error);
  };
  for (const [i, { what, x, more, right, wrong }] of layouts.entries()) {
    it(what, async () => {
      const dir = join(root, `p${i}`);
      const tags = /^\/\/go:build .*/m.exec(x)?.[0] ?? "";
      const test = `${tags}\n\npackage p\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {\n\tif One() != 1 {\n\t\tt.Error(One())\n\t}\n}\n`;
      const files = { "x.go": x.replace("BODY", '\tpanic("not implemented")'), "x_test.go": test, ...more };
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(dir, name)), { recursive: true });
        writeFileSync(join(dir, name), text);
      }
      assert.equal(await grade(dir, x, right ?? "\treturn 1"), "passing");
      assert.equal(await grade(dir, x, wrong ?? "\treturn 2"), "rejected");
    });
  }

  it("a target that the grammar cannot read and Go can is judged", async () => {
    const dir = join(root, "unread");
    const body = "\treturn interface{ N(int) int }.N(t{}, 1)";
    const x = `package p\n\ntype t struct{}\n\nfunc (t) N(n int) int { return n }\n\n${one}`.replace(
      "BODY",
      body,
    );
    mkdirSync(dir);
    writeFileSync(join(dir, "x.go"), x);
    const request = { file: join(dir, "x.go"), names: ["One"], candidateText: x.replace("1)", "2)") };
    const judged = await checkCandidate(request, deps, () => {}, never);
    // Go 1.26's vet does not survive such a body, so what it says is left open here.
    const passed = judged.ok ? judged.value.verdicts.filter((v) => v.status === "passed") : [];
    assert.deepEqual(passed.map((v) => v.gate).slice(0, 6), [
      "shape",
      "imports",
      "redeclare",
      "forbidden",
      "format",
      "build",
    ]);
  });
});
