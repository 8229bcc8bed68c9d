import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openBrackets } from "../../../../src/core/answer/braces";
import { candidateFromAnswer } from "../../../../src/core/answer/candidate-from-answer";
import { beyondRescue, draftEnd } from "../../../../src/core/answer/stop";
import { namesOf } from "../../../../src/core/syntax/decls";
import { indexFile } from "../../../../src/core/syntax/index-file";
import { memberNames } from "../../../../src/core/syntax/members";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const prefix = "func Tally(words []string) int {\n";
const helper = "\nfunc count(w string) int {\n\treturn len(w)\n}\n";

const ends: readonly {
  readonly it: string;
  readonly text: string;
  readonly says: "continue" | "stop";
  readonly prefix?: string;
}[] = [
  { it: "goes on inside the body", text: "\tn := 0\n", says: "continue" },
  { it: "goes on at an inner brace", text: "\tif true {\n\t}\n", says: "continue" },
  { it: "stops at the brace in column 0", text: "\treturn len(words)\n}", says: "stop" },
  { it: "goes on while a function is missing", text: "\treturn count(words[0])\n}\n", says: "continue" },
  { it: "stops when it is written", text: `\treturn count(words[0])\n}\n${helper}`, says: "stop" },
  {
    it: "goes on for the helper of a helper",
    text: `\treturn count(words[0])\n}\n${helper.replace("len(w)", "size(w)")}`,
    says: "continue",
  },
  {
    it: "stops where what is called exists in the package",
    text: "\treturn known(words[0])\n}\n",
    says: "stop",
  },
  {
    it: "takes conversions, built-ins, packages, methods and locals for known",
    text: "\tf := func() int { return int(float64(len(words))) }\n\treturn f() + strings.Count(words[0], ``)\n}\n",
    says: "stop",
  },
  {
    it: "gives up on a helper that does not come",
    text: `\treturn absent(words[0])\n}\n${helper}\nfunc a() {\n}\n\nfunc b() {\n}\n`,
    says: "stop",
  },
  {
    it: "waits for the target in a whole file",
    prefix: "",
    text: "```go\npackage p\n\nfunc Other() {\n}\n",
    says: "continue",
  },
  {
    it: "stops in a whole file before what follows",
    prefix: "",
    text: `\`\`\`go\npackage p\n\n${prefix}\treturn 1\n}\n`,
    says: "stop",
  },
];

const types =
  "package p\n\ntype Crane struct {\n\tload int\n\tready func() bool\n}\n\ntype Ship struct{ *Crane }\n";
const empty = "\nfunc (c *Crane) isEmpty() bool {\n\treturn c.load == 0\n}\n";

const methods: readonly (readonly [string, string, "continue" | "stop"])[] = [
  [
    "goes on while a method of its receiver is missing",
    "\tif c.isEmpty() {\n\t}\n\treturn 1\n}\n",
    "continue",
  ],
  ["stops when it is written", `\tif c.isEmpty() {\n\t}\n\treturn 1\n}\n${empty}`, "stop"],
  ["knows methods and fields of its receiver", "\tif c.ready() {\n\t}\n\treturn c.total()\n}\n", "stop"],
  [
    "does not wait for what an embedded type may have",
    "\treturn 1 + size(Ship{})\n}\n\nfunc size(s Ship) int {\n\treturn 1\n}\n\nfunc (s Ship) tons() int {\n\treturn s.lift()\n}\n",
    "stop",
  ],
];

const rescues: readonly {
  readonly it: string;
  readonly text: string;
  readonly says: "repetition" | "syntax" | undefined;
}[] = [
  {
    it: "sees a line over and over",
    text: "\twords = append(words, words[0])\n".repeat(5),
    says: "repetition",
  },
  {
    it: "sees a block over and over",
    text: "\tif len(words) == 1 {\n\t\treturn 1\n\t}\n".repeat(5),
    says: "repetition",
  },
  {
    it: "sees a phrase over and over in one line",
    text: `\tn := 0 ${"// count the words ".repeat(8)}`,
    says: "repetition",
  },
  {
    it: "lets braces and blank lines repeat",
    text: "\t{\n\t\t{\n\t\t\t{\n\t\t\t\t{\n\t\t\t\t\t{\n\t\t\t\t\t}\n\t\t\t\t}\n\t\t\t}\n\t\t}\n\t}\n",
    says: undefined,
  },
  {
    it: "lets similar lines be",
    text: [1, 2, 3, 4, 5, 6].map((n) => `\tif n == ${n} {\n\t\treturn ${n}\n\t}\n`).join(""),
    says: undefined,
  },
  {
    it: "sees broken code further up",
    text: "\tn := [::-1]words\n\ta := 1\n\tb := 2\n\tc := 3\n\td := 4\n",
    says: "syntax",
  },
  { it: "waits at the line being written", text: "\ta := 1\n\tn := foo(1,\n\t\t2,\n", says: undefined },
  {
    it: "knows what can be mended",
    text: "\tif len(words) == 0 {\n\t\treturn (0, 1)\n\t}\n\ta := 1\n\tb := 2\n\tc := 3\n",
    says: undefined,
  },
];

describe("the end of a draft", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const e of ends) {
    it(e.it, () =>
      assert.equal(
        draftEnd(
          parser,
          { names: ["Tally"], known: new Set(["known"]), answerPrefix: e.prefix ?? prefix },
          e.text,
        ),
        e.says,
      ),
    );
  }
  for (const [title, body, says] of methods) {
    it(title, () => {
      const answerPrefix = "func (c *Crane) Lift(weight int) int {\n";
      const known = new Set(["Crane", "Crane.Lift", "Crane.total", "Ship", ...memberNames(parser, types)]);
      assert.equal(draftEnd(parser, { names: ["Crane.Lift"], known, answerPrefix }, body), says);
    });
  }
  for (const r of rescues) it(r.it, () => assert.equal(beyondRescue(parser, r.text, prefix), r.says));

  it("ends real answers early without losing anything", () => {
    const folder = join(__dirname, "answers");
    const ended: string[] = [];
    for (const name of readdirSync(folder).filter((f) => f.endsWith(".json"))) {
      const { names, file, answer, answerPrefix } = JSON.parse(readFileSync(join(folder, name), "utf8"));
      const known = new Set([
        ...indexFile(parser, file).decls.flatMap(namesOf),
        ...memberNames(parser, file),
      ]);
      const read = (text: string) => {
        const result = candidateFromAnswer(parser, {
          file: { path: "/m/f.go", text: file, hash: "h" },
          names,
          packageNames: new Set(),
          answer: text,
          answerPrefix,
        });
        return result.ok ? result.value.text : result.error.reason;
      };
      for (let at = 1; at < answer.length; at++) {
        const soFar = answer.slice(0, at);
        if (soFar.endsWith("\n")) assert.equal(beyondRescue(parser, soFar, answerPrefix), undefined, name);
        if (draftEnd(parser, { names, known, answerPrefix }, soFar) === "continue") continue;
        assert.equal(read(soFar), read(answer), name);
        ended.push(name);
        break;
      }
    }
    assert.ok(
      ended.includes("no-fence-main-prose.json") && ended.includes("continuation-runs-on.json"),
      ended.join(),
    );
  });

  const brackets: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["f(a[0]) {", ["{"]],
    ["\"{\" + `(` + '{' // {", []],
    ["a)", undefined],
    ["{ ( }", undefined],
    ["/* {", undefined],
    ["`open {", undefined],
    ['x := "a', undefined],
  ];
  for (const [code, want] of brackets)
    it(`finds open brackets in ${code}`, () => assert.deepEqual(openBrackets(code), want));
});
