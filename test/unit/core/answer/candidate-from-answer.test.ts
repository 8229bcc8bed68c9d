import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AnswerInput, candidateFromAnswer } from "../../../../src/core/answer/candidate-from-answer";
import { isElision } from "../../../../src/core/answer/code-blocks";
import { combine } from "../../../../src/core/answer/combine";
import type { Candidate, NoCandidate } from "../../../../src/core/candidate";
import { unifiedDiff } from "../../../../src/core/edit/unified-diff";
import type { Result } from "../../../../src/core/result";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

interface Recorded {
  readonly names: readonly string[];
  readonly file: string;
  readonly answerPrefix: string;
  readonly answer: string;
  readonly expected:
    | { readonly adjustments: readonly string[]; readonly diff: readonly string[] }
    | { readonly refused: NoCandidate };
}

const folder = join(__dirname, "answers");
const path = (text: string) => `/m/${/package (\w+)/.exec(text)?.[1]}.go`;

function read(
  parser: GoParser,
  recorded: Omit<Recorded, "expected">,
  more: Partial<AnswerInput> = {},
): Result<Candidate, NoCandidate> {
  const { names, file: text, answer, answerPrefix } = recorded;
  return candidateFromAnswer(parser, {
    file: { path: path(text), text, hash: "h" },
    names,
    packageNames: new Set(),
    answer,
    answerPrefix,
    ...more,
  });
}

describe("from a real answer to a candidate", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const name of readdirSync(folder).filter((f) => f.endsWith(".json"))) {
    it(name.replace(/-/g, " ").replace(".json", ""), () => {
      const recorded = JSON.parse(readFileSync(join(folder, name), "utf8")) as Recorded;
      const result = read(parser, recorded);
      if (!result.ok) return assert.deepEqual({ refused: result.error }, recorded.expected);
      const originals = new Map([[path(recorded.file), recorded.file]]);
      const { edit, adjustments } = result.value;
      return assert.deepEqual(
        { adjustments, diff: unifiedDiff(edit, originals, "/m").split("\n") },
        recorded.expected,
      );
    });
  }
});

const stub =
  'package wharf\n\ntype Crane struct{ load int }\n\n// Lift adds weight.\nfunc (c *Crane) Lift(weight int) (total int, err error) {\n\tpanic("TODO")\n}\n';
const plain =
  'package wharf\n\n// Tally counts words.\nfunc Tally(words []string) int {\n\tpanic("TODO")\n}\n';

/** What an answer is, and the target's body in the candidate (or the reason why there is none). */
const spellings: readonly {
  readonly it: string;
  readonly file: string;
  readonly name: string;
  readonly answer: string;
  readonly prefix?: string;
  readonly body: string;
  readonly known?: readonly string[];
}[] = [
  {
    it: "renames a local that collides with a new name",
    file: plain,
    name: "Tally",
    answer: "func Tally(list []string) int {\n\twords := len(list)\n\treturn words\n}",
    body: "{\n\twords2 := len(words)\n\treturn words2\n}",
  },
  {
    it: "renames only the parameter, not a field or a key of its name",
    file: plain,
    name: "Tally",
    answer:
      'func Tally(n []string) int {\n\ts := box{n: len(n)}\n\tm := map[string]int{"n": s.n}\n\treturn m["n"]\n}',
    body: '{\n\ts := box{n: len(words)}\n\tm := map[string]int{"n": s.n}\n\treturn m["n"]\n}',
  },
  {
    it: "leaves a local that hides the parameter",
    file: plain,
    name: "Tally",
    answer: "func Tally(ws []string) int {\n\tfor _, ws := range ws {\n\t\t_ = ws\n\t}\n\treturn len(ws)\n}",
    body: "{\n\tfor _, ws := range words {\n\t\t_ = ws\n\t}\n\treturn len(words)\n}",
  },
  {
    it: "lets a renamed function call itself",
    file: plain,
    name: "Tally",
    answer:
      "func tally(words []string) int {\n\tif len(words) == 0 {\n\t\treturn 0\n\t}\n\treturn 1 + tally(words[1:])\n}",
    body: "{\n\tif len(words) == 0 {\n\t\treturn 0\n\t}\n\treturn 1 + Tally(words[1:])\n}",
  },
  {
    it: "declares results that only the answer names",
    file: plain,
    name: "Tally",
    answer: "func Tally(words []string) (n int) {\n\tn = len(words)\n\treturn\n}",
    body: "{\n\tvar n int\n\tn = len(words)\n\treturn n\n}",
  },
  {
    it: "leaves the returns of an inner function alone",
    file: plain,
    name: "Tally",
    answer: "func Tally(words []string) (n int) {\n\tf := func() { return }\n\tf()\n\treturn\n}",
    body: "{\n\tvar n int\n\tf := func() { return }\n\tf()\n\treturn n\n}",
  },
  {
    it: "takes a method's body under the stub's result names",
    file: stub,
    name: "Crane.Lift",
    answer: "func (k *Crane) Lift(w int) (int, error) {\n\ttotal := k.load + w\n\treturn total, nil\n}",
    body: "{\n\ttotal2 := c.load + weight\n\treturn total2, nil\n}",
  },
  {
    it: "takes a function with a value receiver as its parameter",
    file: stub,
    name: "Crane.Lift",
    answer: "func lift(c Crane, weight int) (int, error) {\n\treturn c.load + weight, nil\n}",
    body: "{\n\treturn c.load + weight, nil\n}",
  },
  {
    it: "takes a method written as a function without its receiver",
    file: stub,
    name: "Crane.Lift",
    answer: "func Lift(weight int) (int, error) {\n\treturn weight, nil\n}",
    body: "{\n\treturn weight, nil\n}",
  },
  {
    it: "takes a function written as a method of a type of its own",
    file: plain,
    name: "Tally",
    answer: "type Solution struct{}\n\nfunc (s Solution) Tally(words []string) int {\n\treturn len(words)\n}",
    body: "{\n\treturn len(words)\n}",
  },
  {
    it: "puts types back where only their spelling differs",
    file: plain,
    name: "Tally",
    answer: "func Tally(words [] string) (int) {\n\treturn len(words)\n}",
    body: "{\n\treturn len(words)\n}",
  },
  {
    it: "reads a body in braces of its own",
    file: plain,
    name: "Tally",
    answer: "```go\n{\n\treturn len(words)\n}\n```",
    body: "{\n\treturn len(words)\n}",
  },
  {
    it: "reads a body with a brace too many",
    file: plain,
    name: "Tally",
    answer: "\tn := len(words)\n\treturn n\n}",
    body: "{\n\tn := len(words)\n\treturn n\n}",
  },
  {
    it: "does not indent a raw string",
    file: plain,
    name: "Tally",
    answer: "```\nreturn len(`a\nb`)\n```",
    body: "{\nreturn len(`a\nb`)\n}",
  },
  {
    it: "joins what it was made to continue",
    file: plain,
    name: "Tally",
    prefix: "func Tally(words []string) int {\n",
    answer: "\treturn len(words)\n}\n\nfunc Other() {}\n",
    body: "{\n\treturn len(words)\n}",
  },
  {
    it: "joins a prefill that opened a fence",
    file: plain,
    name: "Tally",
    prefix: "```go\nfunc Tally(words []string) int {\n",
    answer: "\treturn len(words)\n}\n```\nThat is all.",
    body: "{\n\treturn len(words)\n}",
  },
  {
    it: "sees an answer that begins anew behind its prefill",
    file: plain,
    name: "Tally",
    prefix: "```go\nfunc Tally(words []string) int {\n",
    answer: "```go\nfunc Tally(words []string) int {\n\treturn 1\n}\n```",
    body: "{\n\treturn 1\n}",
  },
  {
    it: "stops at special tokens",
    file: plain,
    name: "Tally",
    prefix: "func Tally(words []string) int {\n",
    answer: "\treturn 2\n}<|endoftext|>func Tally() {}",
    body: "{\n\treturn 2\n}",
  },
  {
    it: "reads a fence that closes behind the last brace",
    file: plain,
    name: "Tally",
    answer: "```go\nfunc Tally(words []string) int {\n\treturn 3\n}```\nDone.",
    body: "{\n\treturn 3\n}",
  },
  {
    it: "reads CRLF",
    file: plain,
    name: "Tally",
    answer: "```go\r\nfunc Tally(words []string) int {\r\n\treturn 4\r\n}\r\n```\r\n",
    body: "{\n\treturn 4\n}",
  },
  {
    it: "brings braces up to their lines",
    file: plain,
    name: "Tally",
    answer:
      "func Tally(words []string) int\n{\n\tif len(words) > 1\n\t{\n\t\treturn 1\n\t}\n\telse\n\t{\n\t\treturn 2\n\t}\n}",
    body: "{\n\tif len(words) > 1 {\n\t\treturn 1\n\t} else {\n\t\treturn 2\n\t}\n}",
  },
  {
    it: "spells while, and, not in Go",
    file: plain,
    name: "Tally",
    answer:
      'func Tally(words []string) int {\n\tn := 0\n\twhile n < 3 and not done("x and y") {\n\t\t++n\n\t}\n\treturn n\n}',
    body: '{\n\tn := 0\n\tfor n < 3 && !done("x and y") {\n\t\tn++\n\t}\n\treturn n\n}',
  },
  {
    it: "writes out a ternary",
    file: plain,
    name: "Tally",
    answer: "func Tally(words []string) int {\n\treturn len(words) > 0 ? 1 : 0\n}",
    body: "{\n\tif len(words) > 0 {\n\t\treturn 1\n\t}\n\treturn 0\n}",
  },
  {
    it: "makes an inner function that calls itself a variable",
    file: plain,
    name: "Tally",
    answer:
      "func Tally(words []string) int {\n\tfunc down(n int) int {\n\t\treturn down(n - 1)\n\t}\n\treturn down(3)\n}",
    body: "{\n\tvar down func(n int) int\n\tdown = func(n int) int {\n\t\treturn down(n - 1)\n\t}\n\treturn down(3)\n}",
  },
  {
    it: "takes the first complete one of two",
    file: plain,
    name: "Tally",
    answer:
      '```go\nfunc Tally(words []string) int {\n\tpanic("not implemented")\n}\n```\n```go\nfunc Tally(words []string) int {\n\treturn 5\n}\n```',
    body: "{\n\treturn 5\n}",
  },
  { it: "refuses an empty answer", file: plain, name: "Tally", answer: "  \n", body: "no-code" },
  { it: "refuses a word", file: plain, name: "Tally", answer: "Tally", body: "no-code" },
  {
    it: "refuses a helper that leaves code out",
    file: plain,
    name: "Tally",
    answer:
      "func Tally(words []string) int {\n\treturn help()\n}\n\nfunc help() int {\n\t// rest of the code\n\treturn 1\n}",
    body: "elided",
  },
  {
    it: "refuses a cut statement",
    file: plain,
    name: "Tally",
    answer: "func Tally(words []string) int {\n\tn := len(words",
    body: "syntax",
  },
  {
    it: "does not take a test for the target",
    file: plain,
    name: "Tally",
    answer: "func TestTally(words []string) int {\n\treturn 1\n}",
    body: "missing-declaration",
  },
];

const right = "func Tally(words []string) int {\n\treturn len(words)\n}";
const wrong = "func Tally(words []string) int {\n\treturn 0\n}";
const rightBody = "{\n\treturn len(words)\n}";
const fenced = (code: string): string => `\n\`\`\`go\n${code}\n\`\`\`\n`;

/** Thoughts before an answer, as templates of several models have them: [what it is, answer, prefix]. */
const thoughts: readonly (readonly [string, string, string?])[] = [
  ["<think>", `<think>\nA first idea:${fenced(wrong)}That is wrong.\n</think>\nHere:${fenced(right)}`],
  ["<thinking>", `<thinking>${wrong}\n</thinking>\n\n${right}`],
  ["<seed:think>", `<seed:think>\n${wrong}\n</seed:think>\n${right}`],
  ["[THINK]", `[THINK]Perhaps${fenced(wrong)}[/THINK]${fenced(right)}`],
  ["◁think▷", `◁think▷${wrong}◁/think▷${fenced(right)}`],
  ["a mark that the template has opened", `First${fenced(wrong)}No.\n</think>\n\n${fenced(right)}`],
  [
    "channels",
    `<|channel|>analysis<|message|>Draft:${fenced(wrong)}<|end|><|start|>assistant<|channel|>final<|message|>${fenced(right)}<|return|>`,
  ],
  [
    "a final channel that is constrained",
    `<|channel|>analysis<|message|>${wrong}<|end|><|start|>assistant<|channel|>final <|constrain|>go<|message|>${right}`,
  ],
  [
    "thoughts in place of a continuation",
    `<think>\n${wrong}\n</think>\n${fenced(right)}`,
    "```go\nfunc Tally(",
  ],
];

describe("an answer with thoughts before it", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  const answered = (answer: string, prefix = "", more: Partial<AnswerInput> = {}) =>
    read(parser, { names: ["Tally"], file: plain, answer, answerPrefix: prefix }, more);

  for (const [title, answer, prefix] of thoughts) {
    it(`${title}: what comes after them is the candidate`, () => {
      const result = answered(answer, prefix);
      assert.ok(result.ok, JSON.stringify(result));
      assert.ok(result.value.text.includes(rightBody), result.value.text);
    });
  }

  const spent: readonly (readonly [string, string, Partial<AnswerInput>?])[] = [
    ["without an end", `<think>\nPerhaps${fenced(right)}and`],
    ["without a final channel", `<|channel|>analysis<|message|>Perhaps${fenced(right)}`],
    ["delivered apart", "", { reasoned: true }],
  ];
  for (const [title, answer, more] of spent) {
    it(`${title}: it says where the answer went`, () => {
      const result = answered(answer, "", more);
      assert.deepEqual(result.ok ? result.value.text : result.error, {
        reason: "no-code",
        message: "The model spent the whole answer on reasoning and wrote no code.",
      });
    });
  }

  it("takes a tag in a string for what it is", () => {
    const result = answered('func Tally(words []string) int {\n\treturn len("</think>")\n}');
    assert.ok(result.ok && result.value.text.includes('len("</think>")'));
  });
});

const hidden = "\u200b";
const look = (body: string): string => `func Tally(words []string) int {\n\t${body}\n}`;
/** Code with what is not Go's: [what it is, the answer's body, the candidate's]. */
const odd: readonly (readonly [string, string, string])[] = [
  ["escapes of a web page", "return len(words) &lt;&lt; 1 &amp; 3", "return len(words) << 1 & 3"],
  ["escaped quotes", "return len(&quot;a&amp;b&quot;)", 'return len("a&b")'],
  ["an entity in a string alone", 'return len("&lt;")', 'return len("&lt;")'],
  ["hard spaces", "return\u00a0len(words)\u202f+ 1", "return len(words) + 1"],
  ["a hard space in a string", 'return len("a\u00a0b")', 'return len("a\u00a0b")'],
  ["marks without width", `ret${hidden}urn len(words)\ufeff`, "return len(words)"],
  ["curly quotes", "return len(\u201cab\u201d)", 'return len("ab")'],
  ["a curly quote in a comment", "return 1 // it\u2019s one", "return 1 // it\u2019s one"],
];

describe("code that is not quite Go's characters", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const [title, written, expected] of odd) {
    it(title, () => {
      const result = read(parser, {
        names: ["Tally"],
        file: plain,
        answer: `\`\`\`go\n${look(written)}\n\`\`\`\n`,
        answerPrefix: "",
      });
      assert.ok(result.ok, JSON.stringify(result));
      assert.ok(result.value.text.includes(look(expected)), result.value.text);
    });
  }
});

describe("an answer's spelling", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const s of spellings) {
    it(s.it, () => {
      const result = read(parser, {
        names: [s.name],
        file: s.file,
        answer: s.answer,
        answerPrefix: s.prefix ?? "",
      });
      const text = result.ok ? result.value.text : "";
      assert.equal(
        result.ok
          ? text.slice(text.indexOf("{", text.indexOf("func ")), text.trimEnd().length)
          : result.error.reason,
        s.body,
      );
    });
  }

  it("drops declarations that exist and keeps new ones with the imports they use", () => {
    const answer =
      'package main\n\nimport (\n\t"fmt"\n\t"os"\n\t"strings"\n)\n\ntype Crane struct{ other bool }\n\nfunc known() {}\n\ntype scale struct{}\n\nfunc (scale) String() string { return strings.Repeat("x", 2) }\n\nfunc unused() { os.Exit(1) }\n\nfunc (c *Crane) Lift(weight int) (total int, err error) {\n\tknown()\n\treturn len(fmt.Sprint(scale{})), nil\n}\n\nfunc main() {}\n';
    const result = read(
      parser,
      { names: ["Crane.Lift"], file: stub, answer, answerPrefix: "" },
      { packageNames: new Set(["known"]) },
    );
    assert.ok(result.ok);
    const added = unifiedDiff(result.value.edit, new Map([["/m/wharf.go", stub]]), "/m")
      .split("\n")
      .filter((l) => /^[+-](?![+-])/.test(l));
    assert.deepEqual(
      added,
      [
        "+import (",
        '+\t"fmt"',
        '+\t"strings"',
        "+)",
        "+",
        '-\tpanic("TODO")',
        "+\tknown()",
        "+\treturn len(fmt.Sprint(scale{})), nil",
        "+}",
        "+",
        "+type scale struct{}",
        "+",
        '+func (scale) String() string { return strings.Repeat("x", 2) }',
      ].filter((l) => l !== "+}"),
    );
  });

  const methods: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "brings an unexported method that it calls of a type that is there",
      "func (c *Crane) Lift(weight int) (int, error) {\n\tif c.isEmpty() {\n\t\treturn 0, nil\n\t}\n\treturn c.load, nil\n}\n\n// isEmpty tells whether nothing hangs.\nfunc (c *Crane) isEmpty() bool { return c.load == 0 && c.idle() }\n\nfunc (c *Crane) idle() bool { return true }\n\nfunc (c *Crane) unused() {}\n",
      [
        "// isEmpty tells whether nothing hangs.",
        "func (c *Crane) isEmpty() bool { return c.load == 0 && c.idle() }",
        "",
        "func (c *Crane) idle() bool { return true }",
      ],
    ],
    [
      "makes an exported one unexported, and a package's function of that name is another",
      'import "strings"\n\nfunc (k *Crane) Lift(weight int) (int, error) {\n\tif k.Count() > strings.Count("a", "a") {\n\t\treturn 0, nil\n\t}\n\treturn k.load, nil\n}\n\n// Count counts.\nfunc (c *Crane) Count() int { return 1 }\n',
      ["// count counts.", "func (c *Crane) count() int { return 1 }"],
    ],
    [
      "leaves a method that only a package's function is called like",
      'import "strings"\n\nfunc (c *Crane) Lift(weight int) (int, error) {\n\treturn strings.Count("a", "a"), nil\n}\n\nfunc (c *Crane) Count() int { return 1 }\n',
      [],
    ],
    [
      "leaves a method that is there already",
      "func (c *Crane) Lift(weight int) (int, error) {\n\treturn c.total(), nil\n}\n\nfunc (c *Crane) total() int { return 1 }\n",
      [],
    ],
  ];
  for (const [title, answer, helpers] of methods) {
    it(title, () => {
      const recorded = { names: ["Crane.Lift"], file: stub, answer, answerPrefix: "" };
      const result = read(parser, recorded, { packageNames: new Set(["Crane.total"]) });
      assert.ok(result.ok);
      const { text } = result.value;
      const behind = text.slice(text.indexOf("\n}\n", text.indexOf("Lift(")) + 3).trim();
      assert.equal(behind, helpers.join("\n"));
      assert.doesNotMatch(text, /\.Count\(\)/);
    });
  }

  it("combines names from several candidates and keeps helpers of one name apart", () => {
    const file =
      'package wharf\n\nfunc A() int {\n\tpanic("TODO")\n}\n\nfunc B() int {\n\tpanic("TODO")\n}\n';
    const make = (name: string, n: number) => {
      const answer = `import "fmt"\n\nfunc ${name}() int {\n\tfmt.Println()\n\treturn help()\n}\n\n// help gives ${n}.\nfunc help() int { return ${n} }\n`;
      const result = read(parser, { names: ["A", "B"], file, answer, answerPrefix: "" });
      assert.ok(result.ok);
      return result.value;
    };
    const both = combine(
      parser,
      { path: "/m/wharf.go", text: file, hash: "h" },
      new Map([
        ["A", make("A", 1)],
        ["B", make("B", 2)],
      ]),
    );
    assert.equal(
      both.text,
      'package wharf\n\nimport "fmt"\n\nfunc A() int {\n\tfmt.Println()\n\treturn help()\n}\n\nfunc B() int {\n\tfmt.Println()\n\treturn help2()\n}\n\n// help gives 1.\nfunc help() int { return 1 }\n\n// help2 gives 2.\nfunc help2() int { return 2 }\n',
    );
  });

  const comments: readonly (readonly [string, boolean])[] = [
    ["// ... rest of code", true],
    ["// rest of the function stays the same", true],
    ["// ...", true],
    ["/* ... existing code ... */", true],
    ["// … unchanged", true],
    ["// your code here", true],
    ["// implementation goes here", true],
    ["// omitted for brevity", true],
    ["// (existing code)", true],
    ["// the rest of the words", false],
    ["// rest is what remains of n", false],
    ["// keep existing entries", false],
    ["// ...then the tail", false],
    ["// same key: count once", false],
    ["// other runes stay as they are", false],
    ["// TODO: faster", false],
    ["// returns the code of r", false],
  ];
  for (const [comment, elided] of comments)
    it(`${elided ? "is" : "is not"} an elision: ${comment}`, () => assert.equal(isElision(comment), elided));
});
