import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf, worded } from "../../../src/core/problem/problem-text";
import { checkCandidate } from "../../../src/go/judge/check";
import type { GoDeps, JudgeSettings } from "../../../src/go/snapshot/subject";
import { modules, never, type Rewrite, realDeps, rewritten } from "../judge-support";

interface Case extends Rewrite {
  readonly title: string;
  readonly file: string;
  readonly settings?: Partial<JudgeSettings>;
  readonly grade: "passing" | "suggested" | "rejected";
  /** Tests of the target that passed, of those that decide. */
  readonly tests: readonly [number, number];
  readonly reason: RegExp;
}

/** One right candidate (and some wrong ones) for every shape of module. */
const cases: readonly Case[] = [
  {
    title: "a module of a go.work",
    file: "workspace/shapes/shapes.go",
    bodies: { "Rect.Area": "\treturn r.W * r.H" },
    grade: "passing",
    tests: [1, 1],
    reason:
      /^TestArea was red on the stub and is green now; the tests of example\.com\/report stayed green too\.$/,
  },
  {
    title: "a test in another module of the go.work that turns red",
    file: "workspace/shapes/shapes.go",
    bodies: { "Rect.Area": "\tif r.W == r.H {\n\t\treturn r.W\n\t}\n\treturn r.W * r.H" },
    grade: "rejected",
    tests: [1, 1],
    reason: /report_test\.go:27: example\.com\/report: the area is wrong/,
  },
  {
    title: "an import that closes a cycle over two modules",
    file: "workspace/shapes/shapes.go",
    bodies: { "Rect.Area": "\treturn len(report.Size(r))" },
    imports: ["example.com/report"],
    grade: "rejected",
    tests: [0, 0],
    reason: /build gate rejects it: shapes\.go:4: import of "example\.com\/report": import cycle not allowed/,
  },
  {
    title: "an import of a package of this module that is not there",
    file: "workspace/shapes/shapes.go",
    bodies: { "Rect.Area": "\treturn nothing.Of(r)" },
    imports: ["example.com/shapes/nothing"],
    grade: "rejected",
    tests: [0, 0],
    reason: /build gate rejects it: shapes\.go:4: .*example\.com\/shapes\/nothing/,
  },
  {
    title: "a module of a go.work that imports another",
    file: "workspace/report/report.go",
    bodies: {
      Widest: `
	if len(rs) == 0 {
		return shapes.Rect{}, errors.New("no rectangles")
	}
	widest := rs[0]
	for _, r := range rs {
		if r.W > widest.W {
			widest = r
		}
	}
	return widest, nil`,
    },
    imports: ["errors"],
    grade: "passing",
    tests: [1, 1],
    reason: /^TestWidest was red on the stub and is green now; 1 other test stayed green\.$/,
  },
  {
    title: "an internal package of a module within a module, tested from outside",
    file: "nested/tools/internal/text/text.go",
    bodies: { Indent: '\treturn "  " + s' },
    grade: "passing",
    tests: [1, 1],
    reason: /the tests of example\.com\/nested\/tools stayed green too/,
  },
  {
    title: "a suite out of vendor/",
    file: "vendored/ring/ring.go",
    bodies: {
      "Ring.Add": `
	if len(r.values) < cap(r.values) {
		r.values = append(r.values, v)
		return
	}
	r.values[r.next] = v
	r.next = (r.next + 1) % len(r.values)`,
    },
    grade: "passing",
    tests: [1, 1],
    reason: /^TestRing was red/,
  },
  {
    title: "a suite's failing assertion, at its line",
    file: "vendored/ring/ring.go",
    bodies: { "Ring.Add": "\tr.values = append(r.values, v)" },
    grade: "rejected",
    tests: [0, 1],
    reason: /ring_test\.go:22: Not equal: expected \[3 2\], actual \[1 2 3\]/,
  },
  {
    title: "a file for a tag that the settings give",
    file: "tagged/fancy.go",
    settings: { tags: ["fancy"] },
    bodies: { Fancy: "\treturn n * n" },
    grade: "passing",
    tests: [1, 1],
    reason: /^TestFancy was red on the stub and is green now; 1 other test stayed green\.$/,
  },
  {
    title: "a file for a tag that only it asks for",
    file: "tagged/fancy.go",
    bodies: { Fancy: "\treturn 2 * n" },
    grade: "passing",
    tests: [1, 1],
    reason: /built with -tags fancy, which only this file requires/,
  },
  {
    title: "a file for another operating system: built and vetted for it, and no more",
    file: "tagged/path_windows.go",
    bodies: { Separator: "\treturn '\\\\'" },
    grade: "suggested",
    tests: [0, 0],
    reason:
      /tests did not run \(path_windows\.go is for windows\/amd64, and this machine is \S+\), so nothing decides Separator/,
  },
  {
    title: "a file for another operating system that does not compile there",
    file: "tagged/path_windows.go",
    bodies: { Separator: '\treturn "x"' },
    grade: "rejected",
    tests: [0, 0],
    reason: /build gate rejects it: path_windows\.go:5: cannot use "x"/,
  },
  {
    title: "subtests, a TestMain, and a red test that was red before",
    file: "kinds/kinds.go",
    bodies: { Sum: "\tfor _, n := range ns {\n\t\ttotal += n\n\t}\n\treturn total" },
    grade: "passing",
    tests: [1, 1],
    reason: /^TestSum was red on the stub and is green now; 1 other test stayed green\.$/,
  },
  {
    title: "a failing subtest, past what the test only logs",
    file: "kinds/kinds.go",
    bodies: { Sum: "\tfor _, n := range ns {\n\t\ttotal = n\n\t}\n\treturn total" },
    grade: "rejected",
    tests: [0, 1],
    reason: /kinds_test\.go:36: Sum\(\[4 5\]\) = 5, want 9/,
  },
  {
    title: "an example as the only test",
    file: "kinds/kinds.go",
    bodies: { Title: "\treturn strings.ToUpper(s[:1]) + s[1:]" },
    imports: ["strings"],
    grade: "passing",
    tests: [1, 1],
    reason: /^ExampleTitle was red/,
  },
  {
    title: "an example that prints something else",
    file: "kinds/kinds.go",
    bodies: { Title: "\treturn s" },
    grade: "rejected",
    tests: [0, 1],
    reason: /kinds_test\.go:50: got: go want: Go/,
  },
  {
    title: "a fuzz test's seeds",
    file: "kinds/kinds.go",
    bodies: { Even: "\treturn n%2 == 0" },
    grade: "passing",
    tests: [1, 1],
    reason: /^FuzzEven was red/,
  },
  {
    title: "a fuzz test's seed that fails",
    file: "kinds/kinds.go",
    bodies: { Even: "\treturn n == 2" },
    grade: "rejected",
    tests: [0, 1],
    reason: /kinds_test\.go:60: Even\(7\) == Even\(8\)/,
  },
  {
    title: "a function that no test reaches",
    file: "kinds/kinds.go",
    bodies: { Loud: '\treturn s + "!"' },
    grade: "suggested",
    tests: [0, 0],
    reason: /^It compiles, and go vet finds nothing new; 1 other test stayed green; no test decides Loud\.$/,
  },
  {
    title: "a function of a file that uses cgo",
    file: "withc/native.go",
    bodies: { Thrice: "\treturn Twice(n) + n" },
    grade: "passing",
    tests: [1, 1],
    reason: /^TestThrice was red/,
  },
  {
    title: "a function beside a file that uses cgo",
    file: "withc/plain.go",
    bodies: { FourTimes: "\treturn Twice(Twice(n))" },
    grade: "passing",
    tests: [1, 1],
    reason: /^TestFourTimes was red/,
  },
  {
    title: "tests that do not compile",
    file: "broken/tests/tests.go",
    bodies: { One: "\treturn 1" },
    grade: "suggested",
    tests: [0, 0],
    reason: /tests do not compile: \S*tests_test\.go:6:\d+: undefined: missing\), so nothing decides One/,
  },
  {
    title: "a package without tests",
    file: "broken/none/none.go",
    bodies: { One: "\treturn 1" },
    grade: "suggested",
    tests: [0, 0],
    reason: /no test decides One/,
  },
  {
    title: "a command",
    file: "command/main.go",
    bodies: {
      greet: `
	if len(names) < 2 {
		return "hello " + strings.Join(names, "")
	}
	last := len(names) - 1
	return "hello " + strings.Join(names[:last], ", ") + " and " + names[last]`,
    },
    imports: ["strings"],
    grade: "passing",
    tests: [1, 1],
    reason: /^TestGreet was red/,
  },
  {
    title: "a function that is written already",
    file: "repair/repair.go",
    bodies: {
      Initials: `
	var b strings.Builder
	for _, word := range strings.Fields(s) {
		b.WriteByte(word[0])
	}
	return b.String()`,
    },
    grade: "passing",
    tests: [3, 3],
    reason: /^TestInitials, TestInitialsOfTwoSpaces and TestShout were red/,
  },
  {
    title: "a repair that breaks what was right",
    file: "repair/repair.go",
    bodies: {
      Initials: `
	var b strings.Builder
	for _, word := range strings.Fields(s)[1:] {
		b.WriteByte(word[0])
	}
	return b.String()`,
    },
    grade: "rejected",
    tests: [0, 3],
    reason: /repair_test\.go:7: got "l"/,
  },
  {
    title: "a test that is red behind another one, and was so before",
    file: "order/order.go",
    bodies: { Twice: "\treturn 2 * n" },
    grade: "passing",
    tests: [1, 1],
    reason: /^TestTwice was red on the stub and is green now; 1 other test stayed green\.$/,
  },
  {
    title: "a function that leaves behind what breaks a later test",
    file: "order/order.go",
    bodies: { Twice: "\tVisit()\n\treturn 2 * n" },
    grade: "rejected",
    tests: [1, 1],
    reason:
      /order_test\.go:14: TestVisit was green before: Visit\(\) = 2 \(alone it is green: an earlier test changes what it needs\)$/,
  },
  {
    title: "a generic type, one method of it, where a test needs another stub too",
    file: "stack/stack.go",
    bodies: { "Stack.Push": "\ts.items = append(s.items, v)" },
    grade: "passing",
    tests: [1, 1],
    reason: /TestPushPop needs Stack\.Pop, which is still a stub/,
  },
  {
    title: "two methods at once, of which tests reach one only behind the other",
    file: "stack/stack.go",
    bodies: {
      "Stack.Push": "\ts.items = append(s.items, v)",
      "Stack.Pop": `
	if n := len(s.items); n > 0 {
		v, ok = s.items[n-1], true
		s.items = s.items[:n-1]
	}
	return v, ok`,
    },
    grade: "passing",
    tests: [2, 2],
    reason: /^TestPushPop and TestPushLen were red/,
  },
  {
    title: "two methods at once, of which no test reaches one",
    file: "stack/stack.go",
    bodies: {
      "Stack.Push": "\ts.items = append(s.items, v)",
      "Stack.Peek": "\tvar none T\n\treturn none, false",
    },
    grade: "suggested",
    tests: [1, 1],
    reason: /no test decides Stack\.Peek/,
  },
  {
    title: "goroutines",
    file: "workers/workers.go",
    bodies: {
      Squares: `
	out := make(chan int)
	go func() {
		defer close(out)
		for _, n := range ns {
			out <- n * n
		}
	}()
	return out`,
    },
    grade: "passing",
    tests: [2, 2],
    reason: /^TestSquares and TestSquaresOfNothing were red/,
  },
];

describe("a candidate in every shape of module", () => {
  let deps: GoDeps;
  before(async () => {
    deps = await realDeps();
  });
  for (const c of cases) {
    it(c.title, async () => {
      const file = join(modules, c.file);
      const request = {
        file,
        names: Object.keys(c.bodies),
        candidateText: rewritten(deps.parser, file, c),
        settings: c.settings ?? {},
      };
      const judged = await checkCandidate(request, deps, () => {}, never);
      assert.ok(judged.ok, judged.ok ? "" : messageOf(judged.error));
      const { grade, tests, reason } = judged.value;
      assert.match(reason, c.reason);
      assert.equal(grade, c.grade);
      assert.deepEqual([tests.passed, tests.total], c.tests);
    });
  }
});

describe("what cannot be judged", () => {
  const problems: readonly [string, string, string, RegExp][] = [
    [
      "a file outside a module",
      "outside/loose.go",
      "One",
      /loose\.go is outside any Go module\. Create one with/,
    ],
    ["a tree of Bazel", "bazel/pkg/loose.go", "One", /built by Bazel \(.*WORKSPACE\).* Add a go\.mod/],
    [
      "a package that does not compile",
      "broken/code/code.go",
      "One",
      /example\.com\/broken\/code does not compile: \S*code\.go:9:\d+: cannot use "two"/,
    ],
    [
      "a module that go.work leaves out",
      "workspace/unlisted/unlisted.go",
      "One",
      /go\.work does not list.*go work use/,
    ],
    ["a file that is in no build", "tagged/never.go", "Never", /never\.go excludes it from every build/],
    [
      "a name that is not there",
      "words/words.go",
      "Revers",
      /no function Revers in .* Its stubs are Reverse and Longest\./,
    ],
    ["a file that is not there", "words/word.go", "Reverse", /cannot read \S*word\.go\./],
  ];
  let deps: GoDeps;
  before(async () => {
    deps = await realDeps();
  });
  for (const [title, path, name, expected] of problems) {
    it(title, async () => {
      const file = join(modules, path);
      const there = existsSync(file);
      const candidateText = there ? rewritten(deps.parser, file, { bodies: { One: "\treturn 1" } }) : "";
      const request = { file, names: [name], candidateText };
      const judged = await checkCandidate(request, deps, () => {}, never);
      assert.ok(!judged.ok);
      assert.match(`${worded(judged.error, "terminal")}`, expected);
    });
  }
});
