import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdit } from "../../../../src/cli/apply";
import type { TestsResult } from "../../../../src/core/testgen/test-events";
import { writeTests } from "../../../../src/session/testgen/write";
import { type HelperFixture, helperFixture, moduleIn, never, sessionOf } from "../../helper-support";

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly name: string;
  readonly says: readonly string[];
  readonly answers?: readonly string[];
  readonly asItIs?: boolean;
  /** What the person says to each question. */
  readonly word?: "code" | "stated";
  /** The tests are red as the code is. */
  readonly red?: boolean;
  readonly outcome: TestsResult["outcome"];
  /** The cases that are kept. */
  readonly cases?: readonly string[];
  readonly questions?: readonly string[];
  /** Of the file with the tests, by name; what it must hold. */
  readonly holds?: Readonly<Record<string, readonly string[]>>;
}

const clamp =
  "package m\n\n// Clamp constrains v to [lo, hi].\nfunc Clamp(v, lo, hi int) int {\n\tif v < lo {\n\t\treturn lo\n\t}\n\tif v > hi {\n\t\treturn hi\n\t}\n\treturn v\n}\n";

const table: readonly Case[] = [
  {
    what: "a new file beside the function's, and a wrong expectation is a question",
    files: { "a.go": clamp },
    name: "Clamp",
    says: ['low", 0, 1, 3, 1},\n{"high", 5, 1, 3, 3},\n{"inside", 2, 1, 3, 2},\n{"wrong", 7, 1, 3, 7},'],
    outcome: "found",
    cases: ["Clamp(0, 1, 3) == 1", "Clamp(5, 1, 3) == 3", "Clamp(2, 1, 3) == 2"],
    questions: ["Clamp(7, 1, 3): model 7, code 3"],
    holds: { "a_test.go": ["package m\n", "for _, tt := range tests {", "func TestClamp(t *testing.T) {"] },
  },
  {
    what: "the comment's example is kept; who contradicts it loses",
    files: { "a.go": clamp.replace("[lo, hi].", "[lo, hi]: Clamp(5, 1, 3) = 3.") },
    name: "Clamp",
    says: ['x", 5, 1, 3, 5},\n{"y", 0, 1, 3, 1},\n{"z", 2, 1, 3, 2},'],
    outcome: "found",
    cases: ["Clamp(5, 1, 3) == 3", "Clamp(0, 1, 3) == 1", "Clamp(2, 1, 3) == 2"],
    questions: [],
  },
  {
    what: "the comment's example fails: the code is wrong, or the comment",
    files: { "a.go": clamp.replace("[lo, hi].", "[lo, hi]: Clamp(5, 1, 3) = 4.") },
    name: "Clamp",
    says: ['y", 0, 1, 3, 1},\n{"z", 2, 1, 3, 2},'],
    outcome: "found",
    cases: ["Clamp(0, 1, 3) == 1", "Clamp(2, 1, 3) == 2"],
    questions: ["Clamp(5, 1, 3): doc 4, code 3"],
  },
  {
    what: "the person says that the code is right: what it gives is expected",
    files: { "a.go": clamp },
    name: "Clamp",
    says: ['low", 0, 1, 3, 1},\n{"inside", 2, 1, 3, 2},\n{"wrong", 7, 1, 3, 7},'],
    word: "code",
    outcome: "found",
    cases: ["Clamp(7, 1, 3) == 3", "Clamp(0, 1, 3) == 1", "Clamp(2, 1, 3) == 2"],
    questions: [],
  },
  {
    what: "the person says that the code is wrong: a test that is red until it is fixed",
    files: { "a.go": clamp.replace("return hi", "return lo") },
    name: "Clamp",
    says: ['low", 0, 1, 3, 1},\n{"inside", 2, 1, 3, 2},\n{"high", 7, 1, 3, 3},'],
    word: "stated",
    red: true,
    outcome: "found",
    cases: ["Clamp(0, 1, 3) == 1", "Clamp(2, 1, 3) == 2", "Clamp(7, 1, 3) == 3"],
    questions: [],
  },
  {
    what: "a person's answer is a case of its own",
    files: { "a.go": clamp },
    name: "Clamp",
    says: [],
    answers: ["Clamp(9, 1, 3) == 3", "Clamp(0, 1, 3) == 1", "Clamp(2, 1, 3) = 2"],
    outcome: "found",
    cases: ["Clamp(9, 1, 3) == 3", "Clamp(0, 1, 3) == 1", "Clamp(2, 1, 3) == 2"],
    questions: [],
  },
  {
    what: "nobody states anything: what the code gives is said to be that, and no more is claimed",
    files: { "a.go": clamp },
    name: "Clamp",
    says: [],
    asItIs: true,
    outcome: "suggested",
    holds: { "a_test.go": ["// What the code gives today; nobody has stated it.\n"] },
  },
  {
    what: "nothing that is stated agrees with the code",
    files: { "a.go": clamp },
    name: "Clamp",
    says: ['x", 5, 1, 3, 5},'],
    outcome: "exhausted",
  },
  {
    what: "errors, strings and a file of tests that stands outside of the package",
    files: {
      "a.go":
        'package m\n\nimport (\n\t"errors"\n\t"strings"\n)\n\ntype Kind string\n\nfunc Parse(s string) (Kind, error) {\n\tif s == "" {\n\t\treturn "", errors.New("empty")\n\t}\n\treturn Kind(strings.ToUpper(s)), nil\n}\n\nfunc Other() int { return 1 }\n',
      "a_test.go":
        'package m_test\n\nimport (\n\t"testing"\n\n\t"example.com/m"\n)\n\nfunc TestOther(t *testing.T) {\n\tif m.Other() != 1 {\n\t\tt.Fail()\n\t}\n}\n',
    },
    name: "Parse",
    says: ['ok", "a", "A", false},\n{"typed", "b", Kind("B"), false},\n{"none", "", "", true},'],
    outcome: "found",
    cases: ['Parse("a") == "A", nil', 'Parse("b") == Kind("B"), nil', 'Parse("") == _, error'],
    holds: { "a_test.go": ['"reflect"\n\t"testing"\n', "m.Parse(tt.s)", 'm.Kind("B")', "want    m.Kind"] },
  },
  {
    what: "a method, lists, and a name that is taken",
    files: {
      "a.go":
        "package m\n\ntype Bag struct{ xs []int }\n\nfunc (b *Bag) Above(n int) []int {\n\tvar out []int\n\tfor _, x := range b.xs {\n\t\tif x > n {\n\t\t\tout = append(out, x)\n\t\t}\n\t}\n\treturn out\n}\n",
      "b_test.go": 'package m\n\nimport "testing"\n\nfunc TestBag_Above(t *testing.T) {}\n',
    },
    name: "Bag.Above",
    says: [
      'some", &Bag{xs: []int{1, 2, 3}}, 1, []int{2, 3}},\n{"none", &Bag{}, 1, nil},\n{"same", {xs: []int{1}}, 1, []int{}},',
    ],
    outcome: "found",
    cases: ["(&Bag{xs: []int{1, 2, 3}}).Above(1) == []int{2, 3}", "(&Bag{xs: []int{1}}).Above(1) == []int{}"],
    holds: { "a_test.go": ["func TestBag_AboveCases(t *testing.T)", "slices.Equal(got, tt.want)"] },
  },
  {
    what: "type parameters have no table",
    files: {
      "a.go":
        "package m\n\nfunc Keep[T any](xs []T, ok func(T) bool) []T { return xs }\n\ntype num interface{ ~int | ~float64 }\n\nfunc Most[T num](a, b T) T {\n\tif a > b {\n\t\treturn a\n\t}\n\treturn b\n}\n",
    },
    name: "Most",
    says: ["1, 2) == 2\nMost(2.5, 1) == 2.5\nMost(3, 3) == 3\nMost(-1, -2) == -1"],
    outcome: "found",
    holds: { "a_test.go": ['t.Run("Most(2.5, 1)"'] },
  },
  {
    what: "a function that changes what it is given",
    files: {
      "a.go":
        "package m\n\nfunc Reverse(xs []int) {\n\tfor i, j := 0, len(xs)-1; i < j; i, j = i+1, j-1 {\n\t\txs[i], xs[j] = xs[j], xs[i]\n\t}\n}\n",
    },
    name: "Reverse",
    says: [
      'three", []int{1, 2, 3}, []int{3, 2, 1}},\n{"two", []int{1, 2}, []int{2, 1}},\n{"four", []int{1, 2, 3, 4}, []int{4, 3, 2, 1}},',
    ],
    outcome: "found",
    holds: { "a_test.go": ["Reverse(tt.xs)\n"] },
  },
  {
    what: "an unexported function while the file's tests stand outside: a file of its own",
    files: {
      "a.go": "package m\n\nfunc double(x float64) float64 { return 2 * x }\n",
      "a_test.go": 'package m_test\n\nimport "testing"\n\nfunc TestNothing(t *testing.T) {}\n',
    },
    name: "double",
    says: ['x", 1.5, 3},\n{"y", -1, -2},\n{"z", 0.1, 0.2},'],
    outcome: "found",
    holds: { "a_internal_test.go": ["func Test_double(t *testing.T)", "math.Abs("] },
  },
  {
    what: "a stub: only what is stated twice and never otherwise, and nothing has confirmed it",
    files: { "a.go": '// Package m.\npackage m\n\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n' },
    name: "Twice",
    says: ['a", 1, 2},\n{"b", 2, 5},\n{"c", 3, 6},', 'a", 1, 2},\n{"b", 2, 4},\n{"c", 3, 6},'],
    outcome: "suggested",
    cases: ["Twice(1) == 2", "Twice(3) == 6"],
  },
  {
    what: "windows line endings, one import in a line of its own",
    files: {
      "a.go": clamp,
      "a_test.go":
        'package m\r\n\r\nimport "fmt"\r\n\r\nfunc ExampleClamp() {\r\n\tfmt.Println(1)\r\n\t// Output: 1\r\n}\r\n',
    },
    name: "Clamp",
    says: ['low", 0, 1, 3, 1},\n{"high", 5, 1, 3, 3},\n{"inside", 2, 1, 3, 2},'],
    outcome: "found",
    holds: {
      "a_test.go": ['import "fmt"\r\nimport "testing"\r\n', "}\r\n\r\nfunc TestClamp(t *testing.T) {\r\n"],
    },
  },
  {
    what: "the assertion library that the package's tests use",
    files: {
      "go.mod":
        "module example.com/m\n\ngo 1.21\n\nrequire github.com/stretchr/testify v1.9.0\n\nreplace github.com/stretchr/testify => ./fake\n",
      "fake/go.mod": "module github.com/stretchr/testify\n\ngo 1.21\n",
      "fake/assert/assert.go":
        'package assert\n\nimport "reflect"\n\ntype T interface{ Errorf(format string, args ...any) }\n\nfunc Equal(t T, want, got any, more ...any) bool {\n\tif !reflect.DeepEqual(want, got) {\n\t\tt.Errorf("want %v, got %v", want, got)\n\t}\n\treturn true\n}\n',
      "a.go": clamp,
      "b_test.go":
        'package m\n\nimport (\n\t"testing"\n\n\t"github.com/stretchr/testify/assert"\n)\n\nfunc TestNothing(t *testing.T) { assert.Equal(t, 1, 1) }\n',
    },
    name: "Clamp",
    says: ['low", 0, 1, 3, 1},\n{"high", 5, 1, 3, 3},\n{"inside", 2, 1, 3, 2},'],
    outcome: "found",
    holds: { "a_test.go": ["assert.Equal(t, tt.want, got)", '"github.com/stretchr/testify/assert"'] },
  },
];

describe("writing tests", () => {
  let g: HelperFixture;
  before(async function () {
    this.timeout(240_000);
    g = await helperFixture();
  });
  after(() => g.end());

  for (const one of table) {
    it(one.what, async function () {
      this.timeout(240_000);
      const root = moduleIn(g, one.files);
      const request = {
        file: join(root, "a.go"),
        name: one.name,
        budget: 3,
        seed: 1,
        settings: {},
        answers: one.answers ?? [],
        characterise: one.asItIs ?? false,
        ...(one.word === undefined ? {} : { ask: async () => one.word }),
        cwd: root,
      };
      const written = await writeTests(request, sessionOf(g, one.says), () => {}, never);
      assert.ok(written.ok, JSON.stringify(written));
      const result = written.value;
      assert.equal(result.outcome, one.outcome, result.reason);
      if (one.cases !== undefined)
        assert.deepEqual(
          result.cases.map((c) => c.text),
          one.cases,
        );
      if (one.questions !== undefined)
        assert.deepEqual(
          result.questions.map((q) => `${q.call}: ${q.origin} ${q.stated}, code ${q.gives}`),
          one.questions,
        );
      if (result.edit === undefined) return;
      for (const file of result.edit.files)
        for (const c of file.changes) assert.equal(c.start, c.end, "an insertion");
      // It stands alone: applied, the person's own go test is green (or, on a stub, red).
      const copy = mkdtempSync(join(g.dir, "applied-"));
      cpSync(root, copy, { recursive: true });
      const moved = result.edit.files.map((f) => ({ ...f, file: f.file.replace(root, copy) }));
      const applied = await applyEdit({ files: moved });
      assert.ok(applied.ok, JSON.stringify(applied));
      for (const [name, texts] of Object.entries(one.holds ?? {})) {
        const text = readFileSync(join(copy, name), "utf8");
        for (const part of texts) assert.ok(text.includes(part), `${part}\nis not in\n${text}`);
      }
      const goTest = () => execFileSync("go", ["test", "./..."], { cwd: copy, stdio: "pipe" });
      if (one.red === true || /stub/.test(one.what)) assert.throws(goTest);
      else goTest();
    });
  }
});
