import assert from "node:assert/strict";
import type { SourceFile } from "../../../../src/core/edit/edit";
import { addMissingImports, type ImportLookup } from "../../../../src/core/splice/missing-imports";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const file: SourceFile = {
  path: "/m/f.go",
  hash: "h",
  text: 'package p\n\nimport "fmt"\n\nfunc F(m map[string]int, q any) error {\n\tpanic("TODO")\n}\n\nfunc G() { fmt.Println() }\n',
};
const withBody = (body: string) => file.text.replace('\tpanic("TODO")\n', body);

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

describe("imports that a candidate lacks", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      "what is named and declared nowhere is imported",
      "\trand.Intn(len(strings.ToUpper(``)))\n\tother.Do()\n\tmine.Do()\n\tm2 := box{}\n\tm2.Do()\n\treturn nil\n",
      /import \(\n\t"fmt"\n\t"math\/rand"\n\t"strings"\n\)/,
    ],
    ["of several the first", "\ttemplate.New(``)\n\treturn nil\n", /"fmt"\n\t"text\/template"\n\)/],
    ["only one that has every symbol", "\trand.Intn(3)\n\trand.Read(nil)\n", /\n\nimport "fmt"\n\n/],
    ["none that is there", "\tfmt.Println()\n\treturn nil\n", /\n\nimport "fmt"\n\n/],
  ];
  for (const [title, body, imports] of cases) {
    it(title, () => {
      const text = withBody(body);
      const made = addMissingImports(parser, file, ["F"], text, { known: new Set(["mine"]), lookup });
      assert.match(made, imports);
      assert.equal(made.slice(made.indexOf("func F")), text.slice(text.indexOf("func F")));
    });
  }
});
