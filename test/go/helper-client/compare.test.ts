import assert from "node:assert/strict";
import { confirm, defaultConfirmOptions } from "../../../src/go/helper-client/compare";
import { candidateOf, courtFor, type HelperFixture, helperFixture, never } from "../helper-support";

interface Case {
  readonly name: string;
  /** The file around the target; `@` stands for the target's declaration. */
  readonly file: string;
  readonly target: string;
  /** Signature and body apart, so that each candidate is one body. */
  readonly signature: string;
  readonly test: string;
  readonly bodies: readonly string[];
  /** What the question's call looks like; `agree`; or the reason for which it is impossible. */
  readonly expect: "agree" | RegExp | { readonly impossible: RegExp } | { readonly nondeterministic: RegExp };
  /** What each answer looks like, in the order of candidates. */
  readonly answers?: readonly RegExp[];
  /** Candidates that misbehave where another one does not. */
  readonly misbehaving?: readonly number[];
  /** Whether that is all by which they differ. */
  readonly differOnlyByMisbehaviour?: boolean;
}

const cases: readonly Case[] = [
  {
    name: "two ways to clamp agree",
    file: "package m\n\n// Clamp keeps n within lo and hi; lo is not above hi.\n@\n",
    target: "Clamp",
    signature: "func Clamp(n, lo, hi int) int",
    test: "if Clamp(5, 0, 3) != 3 { t.Fatal() }",
    bodies: [
      "if n > hi { return hi }\nif n < lo { return lo }\nreturn n",
      "if n >= hi { n = hi } else if n <= lo { n = lo }\nreturn n",
    ],
    expect: "agree",
  },
  {
    name: "a difference is shrunk to the smallest call",
    file: 'package m\n\nimport "strings"\n\nvar _ = strings.TrimSpace\n\n// Initials of the words of s.\n@\n',
    target: "Initials",
    signature: "func Initials(s string) string",
    test: 'if Initials("ada lovelace") != "al" { t.Fatal() }',
    bodies: [
      'out := ""\nfor _, w := range strings.Fields(s) { out += w[:1] }\nreturn out',
      'out := ""\nfor _, w := range strings.Fields(s) { for _, r := range w { out += string(r); break } }\nreturn out',
    ],
    expect: /^Initials\("."\)$/u,
  },
  {
    name: "nil and empty slices are one answer",
    file: "package m\n\n@\n",
    target: "Evens",
    signature: "func Evens(xs []int) []int",
    test: "if len(Evens([]int{1, 2})) != 1 { t.Fatal() }",
    bodies: [
      "var out []int\nfor _, x := range xs { if x%2 == 0 { out = append(out, x) } }\nreturn out",
      "out := []int{}\nfor _, x := range xs { if x%2 == 0 { out = append(out, x) } }\nreturn out",
    ],
    expect: "agree",
  },
  {
    name: "a changed argument is a result",
    file: 'package m\n\nimport "sort"\n\nvar _ = sort.Ints\n\n@\n',
    target: "Largest",
    signature: "func Largest(xs []int) int",
    test: "if Largest([]int{1, 3, 2}) != 3 { t.Fatal() }",
    bodies: [
      "if len(xs) == 0 { return 0 }\nsort.Ints(xs)\nreturn xs[len(xs)-1]",
      "best := 0\nfor i, x := range xs { if i == 0 || x > best { best = x } }\nreturn best",
    ],
    expect: /^Largest\(\[\]int\{-?\d, -?\d\}\)$/,
    misbehaving: [0],
    differOnlyByMisbehaviour: true,
  },
  {
    name: "a panic against a value",
    file: "package m\n\n@\n",
    target: "First",
    signature: "func First(xs []string) string",
    test: 'if First([]string{"a"}) != "a" { t.Fatal() }',
    bodies: ["return xs[0]", 'for _, x := range xs { return x }\nreturn ""'],
    expect: /^First\(nil\)$/,
    answers: [/^panics: .*index out of range/, /^""$/],
    misbehaving: [0],
    differOnlyByMisbehaviour: true,
  },
  {
    name: "a call that does not return",
    file: "package m\n\n@\n",
    target: "Halve",
    signature: "func Halve(n int) int",
    test: "if Halve(8) != 0 { t.Fatal() }",
    bodies: [
      "for n > 0 { n /= 2 }\nreturn n",
      "for n != 0 && n != -1 { n >>= 1 }\nreturn n",
      "for n > 0 { n -= n/2 + n%2 }\nfor n < 0 {}\nreturn n",
    ],
    expect: /^Halve\(-\d+\)$/,
    misbehaving: [2],
    differOnlyByMisbehaviour: false,
  },
  {
    name: "a stack overflow is survived",
    file: "package m\n\n@\n",
    target: "Down",
    signature: "func Down(n int) int",
    test: "if Down(3) != 0 { t.Fatal() }",
    bodies: ["if n == 0 { return 0 }\nreturn Down(n - 1)", "return 0"],
    expect: /^Down\(-?\d+\)$/,
    answers: [/crashes the program|does not return/, /^0$/],
  },
  {
    name: "helpers of one name in each candidate",
    file: "package m\n\n@\n",
    target: "Twice",
    signature: "func Twice(n int) int",
    test: "if Twice(2) != 4 { t.Fatal() }",
    bodies: [
      "return by(n)\n}\n\nfunc by(n int) int { return n * 2",
      "return by(n, 2)\n}\n\nfunc by(n, k int) int { return n * k",
    ],
    expect: "agree",
  },
  {
    name: "generic functions, with functions as arguments",
    file: "package m\n\n// Filter keeps what keep says.\n@\n",
    target: "Filter",
    signature: "func Filter[T any](xs []T, keep func(T) bool) []T",
    test: "if len(Filter([]int{1, 2, 3}, func(n int) bool { return n > 1 })) != 2 { t.Fatal() }",
    bodies: [
      "var out []T\nfor _, x := range xs { if keep(x) { out = append(out, x) } }\nreturn out",
      "var out []T\nfor i, x := range xs { if i == 0 { continue }; if keep(x) { out = append(out, x) } }\nreturn out",
    ],
    expect: /^Filter\[\w+\]\(\[\]\w+\{[^,]+\}, func\(a \w+\) bool \{ return .* \}\)$/,
  },
  {
    name: "constraints with a union",
    file: "package m\n\ntype Number interface{ ~int | ~float64 }\n\n@\n",
    target: "Sum",
    signature: "func Sum[N Number](xs ...N) N",
    test: "if Sum(1, 2) != 3 { t.Fatal() }",
    bodies: [
      "var n N\nfor _, x := range xs { n += x }\nreturn n",
      "var n N\nfor _, x := range xs { if x > 0 { n += x } }\nreturn n",
    ],
    expect: /^Sum\[int\]\(-\d+\)$|^Sum\[float64\]\(-[\d.]+\)$/,
  },
  {
    name: "methods are tried in sequences, by what they show",
    file: "package m\n\n// Stack is last in, first out.\ntype Stack struct{ items []int }\n\nfunc (s *Stack) Push(n int) { s.items = append(s.items, n) }\n\nfunc (s *Stack) Len() int { return len(s.items) }\n\n// Pop takes the newest away.\n@\n",
    target: "Stack.Pop",
    signature: "func (s *Stack) Pop() (int, bool)",
    test: "s := &Stack{}; s.Push(1); if n, ok := s.Pop(); n != 1 || !ok { t.Fatal() }",
    bodies: [
      "if len(s.items) == 0 { return 0, false }\nn := s.items[len(s.items)-1]\ns.items = s.items[:len(s.items)-1]\nreturn n, true",
      "if len(s.items) == 0 { return 0, false }\nn := s.items[0]\ns.items = s.items[1:]\nreturn n, true",
    ],
    expect: /v\.Push\(-?\d+\); v\.Push\(-?\d+\); v\.Pop\(\)$/,
  },
  {
    name: "a receiver made by its constructor",
    file: "package m\n\ntype Counter struct{ seen map[string]int }\n\nfunc NewCounter() *Counter { return &Counter{seen: map[string]int{}} }\n\nfunc (c *Counter) Count(w string) int { return c.seen[w] }\n\n@\n",
    target: "Counter.Add",
    signature: "func (c *Counter) Add(w string)",
    test: 'c := NewCounter(); c.Add("a"); if c.Count("a") != 1 { t.Fatal() }',
    bodies: ["c.seen[w]++", "c.seen[w] = 1"],
    expect: /^v := NewCounter\(\); v\.Add\("(.*)"\); v\.Add\("\1"\); v\.Count\("\1"\)$/,
  },
  {
    name: "trees of the package's own type",
    file: "package m\n\ntype Node struct {\n\tVal int\n\tLeft, Right *Node\n}\n\n// Depth counts levels.\n@\n",
    target: "Depth",
    signature: "func Depth(n *Node) int",
    test: "if Depth(&Node{Val: 1}) != 1 { t.Fatal() }",
    bodies: [
      "if n == nil { return 0 }\nreturn 1 + max(Depth(n.Left), Depth(n.Right))",
      "if n == nil { return 0 }\nreturn 1 + Depth(n.Left)",
    ],
    expect: /^Depth\(&Node\{Right: &Node\{\}\}\)$/,
  },
  {
    name: "the text of an error does not make a difference, its being there does",
    file: 'package m\n\nimport "errors"\n\nvar ErrNegative = errors.New("negative")\n\nvar _ = errors.New\n\n@\n',
    target: "Root",
    signature: "func Root(n int) (int, error)",
    test: "if _, err := Root(-1); err == nil { t.Fatal() }",
    bodies: [
      'if n < 0 { return -1, errors.New("below zero") }\nreturn n / 2, nil',
      'if n < 0 { return 0, errors.New("no") }\nreturn n / 2, nil',
    ],
    expect: "agree",
  },
  {
    name: "an error of the package's own counts by its name",
    file: 'package m\n\nimport "errors"\n\nvar ErrNegative = errors.New("negative")\n\nvar _ = errors.New\n\n@\n',
    target: "Root",
    signature: "func Root(n int) (int, error)",
    test: "if _, err := Root(-1); err == nil { t.Fatal() }",
    bodies: [
      'if n < 0 { return 0, errors.New("negative") }\nreturn n / 2, nil',
      "if n < 0 { return 0, ErrNegative }\nreturn n / 2, nil",
    ],
    expect: /^Root\(-1\)$/,
    answers: [/errors\.New\("negative"\)/, /ErrNegative/],
  },
  {
    name: "maps in random order are told as such",
    file: "package m\n\n@\n",
    target: "Keys",
    signature: "func Keys(m map[string]int) []string",
    test: 'if len(Keys(map[string]int{"a": 1})) != 1 { t.Fatal() }',
    bodies: [
      "var out []string\nfor k := range m { out = append(out, k) }\nreturn out",
      "out := []string{}\nfor k := range m { out = append(out, k) }\nreturn out",
    ],
    expect: { nondeterministic: /^Keys\(map\[string\]int\{/ },
  },
  {
    name: "ties that a map's order decides are seen",
    file: "package m\n\n@\n",
    target: "Best",
    signature: "func Best(scores map[string]int) string",
    test: 'if Best(map[string]int{"a": 1, "b": 2}) != "b" { t.Fatal() }',
    bodies: [
      'best := ""\nfor k, n := range scores { if best == "" || n > scores[best] { best = k } }\nreturn best',
      'most, best := -1, ""\nfor k, n := range scores { if n > most { most, best = n, k } }\nreturn best',
    ],
    expect: { nondeterministic: /^Best\(map\[string\]int\{/ },
  },
  {
    name: "what only the outside can make is said",
    file: 'package m\n\nimport "net/http"\n\n@\n',
    target: "Name",
    signature: "func Name(w http.ResponseWriter) int",
    test: "if Name(nil) != 1 { t.Fatal() }",
    bodies: ["return 1", "x := 1\nreturn x"],
    expect: { impossible: /interface without an implementation here: http\.ResponseWriter/ },
  },
  {
    name: "channels are said",
    file: "package m\n\n@\n",
    target: "Drain",
    signature: "func Drain(c chan int) int",
    test: "if Drain(nil) != 0 { t.Fatal() }",
    bodies: ["return 0", "return len(c)"],
    expect: { impossible: /a channel/ },
  },
  {
    name: "readers are made",
    file: 'package m\n\nimport (\n\t"bufio"\n\t"io"\n)\n\nvar _ = bufio.NewReader\n\n// Lines counts lines.\n@\n',
    target: "Lines",
    signature: "func Lines(r io.Reader) int",
    test: "if Lines(nil) != 0 { t.Skip() }",
    bodies: [
      "n := 0\ns := bufio.NewScanner(r)\nfor s.Scan() { n++ }\nreturn n",
      "n := 0\nb, _ := io.ReadAll(r)\nfor _, c := range b { if c == '\\n' { n++ } }\nreturn n",
    ],
    expect: /^Lines\(strings\.NewReader\(/,
  },
  {
    name: "package-level functions that are returned are called",
    file: "package m\n\n// Adder adds up.\n@\n",
    target: "Adder",
    signature: "func Adder() func(int) int",
    test: "if Adder()(2) != 2 { t.Fatal() }",
    bodies: [
      "sum := 0\nreturn func(n int) int { sum += n; return sum }",
      "return func(n int) int { return n }",
    ],
    expect: /^Adder\(\)$/,
  },
];

describe("confirm: candidates on generated inputs", function () {
  this.timeout(120_000);
  let g: HelperFixture;
  before(async () => {
    g = await helperFixture();
  });
  after(() => g.end());

  for (const c of cases) {
    it(c.name, async () => {
      const at = (body: string) => c.file.replace("@", () => `${c.signature} {\n${body}\n}`);
      const files = {
        "a.go": at('panic("not implemented")'),
        "a_test.go": `package m\n\nimport "testing"\n\nfunc TestIt(t *testing.T) { ${c.test} }\n`,
      };
      const ctx = await courtFor(g, files, [c.target]);
      const result = await confirm(
        c.bodies.map((b) => candidateOf(at(b))),
        ctx,
        g.helper,
        defaultConfirmOptions,
        never,
      );
      if (typeof c.expect === "object" && "nondeterministic" in c.expect) {
        assert.equal(result.kind, "nondeterministic", JSON.stringify(result));
        if (result.kind === "nondeterministic")
          assert.match([...result.calls.values()][0] ?? "", c.expect.nondeterministic);
        return;
      }
      if (typeof c.expect === "object" && "impossible" in c.expect) {
        assert.equal(result.kind, "impossible", JSON.stringify(result));
        assert.match((result as { reason: string }).reason, c.expect.impossible);
        return;
      }
      assert.equal(result.kind, "compared", JSON.stringify(result));
      if (result.kind !== "compared") return;
      if (c.expect === "agree") {
        assert.deepEqual(result.classes, [c.bodies.map((_, i) => i)], JSON.stringify(result.question));
        assert.ok(result.inputs >= 100);
        return;
      }
      assert.match(result.question?.call ?? "", c.expect, JSON.stringify(result.question));
      for (const [i, pattern] of (c.answers ?? []).entries()) {
        const answer = result.question?.answers.find((a) => a.candidates.includes(i));
        assert.match(answer?.value ?? "", pattern);
      }
      if (c.misbehaving !== undefined) assert.deepEqual(result.misbehaving, c.misbehaving);
      if (c.differOnlyByMisbehaviour !== undefined)
        assert.equal(
          result.differOnlyByMisbehaviour,
          c.differOnlyByMisbehaviour,
          JSON.stringify(result.report?.differing),
        );
    });
  }

  it("takes rows and type arguments from external tests, and keeps to intervals as the tests have them", async () => {
    const file = (apply: string, spans: string) =>
      `package m\n\nfunc Apply[A, B any](xs []A, f func(A) B) []B {${apply}}\n\nfunc Cover(spans [][2]int) int {${spans}}\n`;
    const files = {
      "a.go": file(' panic("TODO") ', ' panic("TODO") '),
      "a_test.go":
        'package m_test\n\nimport (\n\t"strconv"\n\t"testing"\n\n\t"example.com/m"\n)\n\nfunc TestBoth(t *testing.T) {\n\tif m.Apply([]int{7}, strconv.Itoa)[0] != "7" {\n\t\tt.Fatal()\n\t}\n\tfor _, c := range []struct {\n\t\tin [][2]int\n\t\tn  int\n\t}{{[][2]int{{1, 3}, {5, 5}}, 2}} {\n\t\tif m.Cover(c.in) != c.n {\n\t\t\tt.Fatal()\n\t\t}\n\t}\n}\n',
    };
    const ctx = await courtFor(g, files, ["Apply", "Cover"]);
    const map =
      "\n\tout := []B{}\n\tfor _, x := range xs {\n\t\tout = append(out, f(x))\n\t}\n\treturn out\n";
    const one = "\n\tn := 0\n\tfor _, s := range spans {\n\t\tn += s[1] - s[0]\n\t}\n\treturn n\n";
    const two = "\n\tn := 0\n\tfor _, s := range spans {\n\t\tn += max(s[0], s[1]) - s[0]\n\t}\n\treturn n\n";
    const both = [file(map, one), file(map, two)].map(candidateOf);
    const result = await confirm(both, ctx, g.helper, defaultConfirmOptions, never);
    assert.equal(result.kind, "compared", JSON.stringify(result));
    assert.deepEqual(result.kind === "compared" && result.classes, [[0, 1]], JSON.stringify(result));
  });

  it("answers alike for one seed", async () => {
    const file = (body: string) => `package m\n\nfunc Abs(n int) int {\n${body}\n}\n`;
    const files = {
      "a.go": file('panic("not implemented")'),
      "a_test.go":
        'package m\n\nimport "testing"\n\nfunc TestAbs(t *testing.T) { if Abs(2) != 2 { t.Fatal() } }\n',
    };
    const ctx = await courtFor(g, files, ["Abs"]);
    const both = [file("if n < 0 { return -n }\nreturn n"), file("return n")].map(candidateOf);
    const [one, two] = [
      await confirm(both, ctx, g.helper, defaultConfirmOptions, never),
      await confirm(both, ctx, g.helper, defaultConfirmOptions, never),
    ];
    assert.deepEqual(one, two);
  });
});
