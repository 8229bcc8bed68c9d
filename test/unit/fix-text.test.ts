import assert from "node:assert/strict";
import type { SourceFile } from "../../src/core/edit";
import { type ImportLookup, offsetAt } from "../../src/core/fix";
import { addMissingImports, fixText, textFixes } from "../../src/core/fix-text";
import { positionAt } from "../../src/core/gate-input";
import { candidateFromText } from "../../src/core/splice";
import type { GoParser } from "../../src/core/syntax";
import type { Finding } from "../../src/core/verdict";
import { loadGoParser } from "../../src/go/parser";

const file: SourceFile = {
  path: "/m/f.go",
  hash: "h",
  text: 'package p\n\nimport "fmt"\n\nfunc F(m map[string]int, q any) error {\n\tpanic("TODO")\n}\n\nfunc G() { fmt.Println() }\n',
};
const withBody = (body: string, text = file.text) => text.replace('\tpanic("TODO")\n', body);

const exports: Readonly<Record<string, readonly string[]>> = {
  "math/rand": ["Intn", "Seed"],
  "crypto/rand": ["Read", "Int"],
  strings: ["ToUpper", "Repeat"],
  sort: ["Ints"],
  "text/template": ["New"],
  "html/template": ["New"],
};
const lookup: ImportLookup = (name, symbol) =>
  Object.keys(exports).filter((path) => path.split("/").at(-1) === name && exports[path]?.includes(symbol));

const error = (text: string, at: string, message: string): Finding => ({
  gate: "build",
  class: "other",
  file: file.path,
  message,
  ...positionAt(text, text.indexOf(at) + (at.length - at.trimStart().length)),
});

/** A body, where the compiler points and what it says, and the body as mended. */
const mends: readonly {
  readonly it: string;
  readonly body: string;
  readonly at: string;
  readonly says: string;
  readonly after: string;
}[] = [
  {
    it: "blanks an index that a range does not use",
    body: "\tfor i, v := range m {\n\t\tprintln(v)\n\t}\n",
    at: "i, v",
    says: "declared and not used: i",
    after: "\tfor _, v := range m {\n\t\tprintln(v)\n\t}\n",
  },
  {
    it: "drops a value that a range does not use",
    body: "\tfor k, v := range m {\n\t\tprintln(k)\n\t}\n",
    at: "v := range",
    says: "declared and not used: v",
    after: "\tfor k := range m {\n\t\tprintln(k)\n\t}\n",
  },
  {
    it: "drops the only name of a range",
    body: "\tfor k := range m {\n\t}\n",
    at: "k := range",
    says: "declared and not used: k",
    after: "\tfor range m {\n\t}\n",
  },
  {
    it: "blanks one of two results",
    body: "\tn, err := G2()\n\treturn err\n",
    at: "n, err",
    says: "declared and not used: n",
    after: "\t_, err := G2()\n\treturn err\n",
  },
  {
    it: "assigns where the only new name is blanked",
    body: "\tvar err error\n\tn, err := G2()\n\treturn err\n",
    at: "n, err",
    says: "declared and not used: n",
    after: "\tvar err error\n\t_, err = G2()\n\treturn err\n",
  },
  {
    it: "uses a lone variable once",
    body: "\tx := 1\n\treturn nil\n",
    at: "x := 1",
    says: "declared and not used: x",
    after: "\tx := 1\n\t_ = x\n\treturn nil\n",
  },
  {
    it: "uses a variable that is only assigned",
    body: "\tvar u int\n\tu = 3\n\treturn nil\n",
    at: "u int",
    says: "declared and not used: u",
    after: "\tvar u int\n\t_ = u\n\tu = 3\n\treturn nil\n",
  },
  {
    it: "indents like its neighbours",
    body: "\tif true {\n\t\tx := 1\n\t}\n\treturn nil\n",
    at: "x := 1",
    says: "declared and not used: x",
    after: "\tif true {\n\t\tx := 1\n\t\t_ = x\n\t}\n\treturn nil\n",
  },
  {
    it: "drops the name of a type switch",
    body: "\tswitch t := q.(type) {\n\tcase int:\n\t}\n\treturn nil\n",
    at: "t := q",
    says: "t declared and not used",
    after: "\tswitch q.(type) {\n\tcase int:\n\t}\n\treturn nil\n",
  },
  {
    it: "blanks one of two in a header",
    body: "\tif z, ok := m[``]; ok {\n\t}\n\treturn nil\n",
    at: "z, ok",
    says: "declared and not used: z",
    after: "\tif _, ok := m[``]; ok {\n\t}\n\treturn nil\n",
  },
  {
    it: "assigns where nothing is new",
    body: "\te := G3()\n\te := G3()\n\treturn e\n",
    at: " := G3()\n\treturn",
    says: "no new variables on left side of :=",
    after: "\te := G3()\n\te = G3()\n\treturn e\n",
  },
  {
    it: "adds a comma to a literal",
    body: "\tx := []int{\n\t\t1,\n\t\t2 // two\n\t}\n\treturn x\n",
    at: " // two",
    says: "missing ',' before newline in composite literal",
    after: "\tx := []int{\n\t\t1,\n\t\t2, // two\n\t}\n\treturn x\n",
  },
  {
    it: "adds a comma to arguments",
    body: "\tprintln(1,\n\t\t2\n\t)\n\treturn nil\n",
    at: "2\n\t)",
    says: "syntax error: unexpected newline in argument list; possibly missing comma or )",
    after: "\tprintln(1,\n\t\t2,\n\t)\n\treturn nil\n",
  },
  {
    it: "leaves a name alone that the text does not show",
    body: "\tx := 1\n\treturn x\n",
    at: "return",
    says: "declared and not used: y",
    after: "\tx := 1\n\treturn x\n",
  },
  {
    it: "leaves what it does not know",
    body: "\treturn 1\n",
    at: "return",
    says: "cannot use 1 (untyped int constant) as error value in return statement",
    after: "\treturn 1\n",
  },
];

describe("fixers on text", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  const fix = (text: string, findings: readonly Finding[]) => {
    const candidate = candidateFromText(parser, file, ["F"], text, []);
    return fixText(parser, { file, names: ["F"], candidate, findings, lookup });
  };

  for (const m of mends) {
    it(m.it, () => {
      const text = withBody(m.body);
      assert.equal(fix(text, [error(text, m.at, m.says)])?.text ?? text, withBody(m.after));
    });
  }

  it("mends many at once and says so", () => {
    const text = withBody("\ta, err := G2()\n\tx := 1\n\treturn strings.ToUpper(err)\n");
    const found = [
      error(text, "a, err", "declared and not used: a"),
      error(text, "x := 1", "declared and not used: x"),
      error(text, "strings.", "undefined: strings"),
    ];
    const fixed = fix(text, found);
    assert.equal(
      fixed?.text,
      withBody("\t_, err := G2()\n\tx := 1\n\t_ = x\n\treturn strings.ToUpper(err)\n").replace(
        'import "fmt"',
        'import (\n\t"fmt"\n\t"strings"\n)',
      ),
    );
    assert.deepEqual(fixed?.mended, ["a was not used", "x was not used", "imported strings"]);
  });

  it("drops an unused import of the candidate", () => {
    const text = withBody("\treturn nil\n").replace('import "fmt"', 'import (\n\t"fmt"\n\t"os"\n)');
    assert.equal(
      fix(text, [error(text, '"os"', '"os" imported and not used')])?.text,
      withBody("\treturn nil\n"),
    );
  });

  it("offers every package of a name that has the symbol, and none that has not", () => {
    const offers = (body: string) => {
      const text = withBody(body);
      return textFixes(
        parser,
        text,
        error(text, body.trim().split(".")[0] ?? "", `undefined: ${body.trim().split(".")[0]}`),
        lookup,
      ).map((f) => f.note);
    };
    assert.deepEqual(offers("\ttemplate.New(``)\n"), ["imported text/template", "imported html/template"]);
    assert.deepEqual(offers("\trand.Intn(3)\n"), ["imported math/rand"]);
    assert.deepEqual(offers("\tsort.Floats(nil)\n"), []);
    assert.deepEqual(offers("\thelper()\n"), []);
  });

  it("mends nothing outside the target, in other files, or without a line", () => {
    const text = withBody("\treturn nil\n", file.text.replace("fmt.Println()", "x := 1"));
    const base = error(text, "x := 1", "declared and not used: x");
    assert.equal(fix(text, [base]), undefined);
    assert.equal(fix(text, [{ ...base, file: "/m/other.go" }]), undefined);
    assert.equal(fix(text, [{ ...base, line: 0 }]), undefined);
  });

  it("imports what is named and declared nowhere", () => {
    const text = withBody(
      "\trand.Intn(len(strings.ToUpper(``)))\n\tother.Do()\n\tmine.Do()\n\tm2 := box{}\n\tm2.Do()\n\treturn nil\n",
    );
    const candidate = candidateFromText(parser, file, ["F"], text, []);
    const made = addMissingImports(parser, file, ["F"], candidate, new Set(["mine"]), lookup);
    assert.deepEqual(made.mended, ["imported math/rand", "imported strings"]);
    assert.match(made.text, /import \(\n\t"fmt"\n\t"math\/rand"\n\t"strings"\n\)/);
    const complete = candidateFromText(parser, file, ["F"], withBody("\tfmt.Println()\n\treturn nil\n"), []);
    assert.equal(addMissingImports(parser, file, ["F"], complete, new Set(), lookup), complete);
  });

  it("imports only a package that has every symbol", () => {
    const text = withBody("\trand.Intn(3)\n\trand.Read(nil)\n\treturn nil\n");
    const candidate = candidateFromText(parser, file, ["F"], text, []);
    assert.deepEqual(addMissingImports(parser, file, ["F"], candidate, new Set(), lookup).mended, []);
  });

  it("finds offsets from lines and byte columns", () => {
    const text = "a\n\tü\u{1F40B} := 1\n";
    for (const at of ["ü", "\u{1F40B}", ":="]) {
      const { line, column } = positionAt(text, text.indexOf(at));
      assert.equal(offsetAt(text, line, column), text.indexOf(at));
    }
    assert.equal(offsetAt(text, 9, 1), text.length);
  });
});
