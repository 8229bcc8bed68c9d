import assert from "node:assert/strict";
import { statedTests } from "../../../../src/core/testgen/stated-tests";
import { loadGoParser } from "../../../../src/go/toolchain/parser";
import { packageOf } from "../context-fixture";

interface Case {
  readonly it: string;
  readonly source: string;
  readonly name: string;
  readonly tests?: Readonly<Record<string, string>>;
  readonly answers?: readonly string[];
  /** In the text of the test file; undefined where nothing is stated. */
  readonly holds: readonly RegExp[] | undefined;
  readonly lacks?: RegExp;
}

const double =
  '// Double doubles: Double(2) == 4 and Double(0) == 0.\nfunc Double(n int) int { panic("TODO") }';

const cases: readonly Case[] = [
  {
    it: "examples of a comment",
    source: double,
    name: "Double",
    holds: [/^package p/m, /func TestDouble\(t \*testing\.T\)/, /4/, /"testing"/],
  },
  {
    it: "examples of strings, lists and maps",
    source:
      '// Split cuts: Split("a,b") == []string{"a", "b"}\n// Split("") == nil\nfunc Split(s string) []string { panic("TODO") }',
    name: "Split",
    holds: [/func TestSplit/, /"a,b"/],
  },
  {
    it: "examples of a function that may fail",
    source:
      '// Parse reads a number.\n//\n//\tParse("7") == 7\nfunc Parse(s string) (int, error) { panic("TODO") }',
    name: "Parse",
    holds: [/func TestParse/, /"7"/, /err/],
  },
  {
    it: "nothing where no example stands",
    source: '// Double doubles.\nfunc Double(n int) int { panic("TODO") }',
    name: "Double",
    holds: undefined,
  },
  {
    it: "nothing of the comment where tests decide",
    source: double,
    name: "Double",
    tests: {
      "p_test.go":
        'package p\n\nimport "testing"\n\nfunc TestDouble(t *testing.T) {\n\tif got := Double(3); got != 6 {\n\t\tt.Errorf("Double = %d", got)\n\t}\n}\n',
    },
    holds: undefined,
  },
  {
    it: "a person's answer, beside the tests that are there",
    source: double,
    name: "Double",
    tests: {
      "p_test.go":
        'package p\n\nimport "testing"\n\nfunc TestDouble(t *testing.T) {\n\tif got := Double(3); got != 6 {\n\t\tt.Errorf("Double = %d", got)\n\t}\n}\n',
    },
    answers: ["Double(-1) == -2"],
    holds: [/Double\(3\)/, /-1/, /-2/],
    lacks: /Double\(0\)/,
  },
  {
    it: "an answer that says otherwise than the comment",
    source: double,
    name: "Double",
    answers: ["Double(2) == 5"],
    holds: [/5/],
    lacks: /\b4\b/,
  },
  {
    it: "tests in the package's external style",
    source: double,
    name: "Double",
    tests: { "other_test.go": 'package p_test\n\nimport "testing"\n\nfunc TestOther(t *testing.T) {}\n' },
    holds: [/TestDouble/],
  },
  {
    it: "a method's examples",
    source:
      'type Crane struct{ load int }\n\n// Lift adds.\n//\n//\t(&Crane{}).Lift(2) == 2\nfunc (c *Crane) Lift(n int) int { panic("TODO") }',
    name: "Crane.Lift",
    answers: ["(&Crane{load: 1}).Lift(2) == 3"],
    holds: [/Lift/],
  },
];

describe("what is stated beyond the tests becomes tests", () => {
  for (const c of cases) {
    it(c.it, async () => {
      const parser = await loadGoParser();
      const {
        target,
        file,
        package: pkg,
        module,
      } = packageOf({ "p.go": `package p\n\n${c.source}\n` }, [c.name], c.tests);
      const { answers = [] } = c;
      const format = async (text: string) => text;
      const input = { target, file, package: pkg, module, answers, std: new Set(["testing"]), format };
      const made = await statedTests(parser, input, new Set());
      if (c.holds === undefined) return assert.equal(made, undefined);
      assert.ok(made);
      const text = [...made.texts.values()].join("\n");
      for (const pattern of c.holds) assert.match(text, pattern);
      if (c.lacks !== undefined) assert.doesNotMatch(text, c.lacks);
      return assert.equal(made.tests[0]?.of, c.name);
    });
  }
});
