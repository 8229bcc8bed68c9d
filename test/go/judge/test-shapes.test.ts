import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { adviceOf } from "../../../src/core/problem/problem-text";
import { findingsOf } from "../../../src/core/verdict";
import { checkCandidate } from "../../../src/go/judge/check";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { never, realDeps } from "../judge-support";

const double = `
// Double is twice n.
func Double(n int) int {
	HERE
}
`;
const right = "return 2 * n";
const wrong = "return n";
const isTwo = 'if got := Double(1); got != 2 {\n\t\tt.Errorf("Double(1) = %d, want 2", got)\n\t}';
const plainTest = `func TestDouble(t *testing.T) {\n\t${isTwo}\n}\n`;
const mainWithFlag = (value: string): string => `
var level = flag.String("level", "${value}", "how hard to test")

func TestMain(m *testing.M) {
	flag.Parse()
	if *level == "" {
		fmt.Fprintln(os.Stderr, "usage: go test . -level easy")
		os.Exit(2)
	}
	os.Exit(m.Run())
}
`;

const asking = `package asking

import "testing"

func Same(t *testing.T, got, want int) {
	t.Logf("asked for %d", want)
	if got != want {
		t.Errorf("%d, want %d", got, want)
	}
}
`;

interface Case {
  readonly title: string;
  readonly body: string;
  readonly imports: readonly string[];
  readonly tests: string;
  readonly grade: "passing" | "suggested" | "rejected";
  readonly reason: RegExp;
  /** Where the first finding is shown. */
  readonly place?: string;
  readonly advice?: RegExp;
}

/** Tests of every shape, and what they say of a candidate. */
const cases: readonly Case[] = [
  {
    title: "a TestMain that needs a flag: what it says is the reason",
    body: right,
    imports: ["flag", "fmt", "os", "testing"],
    tests: mainWithFlag("") + plainTest,
    grade: "suggested",
    reason:
      /tests did not run \(the test process ends before any test begins, with exit status 2: usage: go test \. -level easy\), so nothing decides Double/,
    advice: /with a default for each flag/,
  },
  {
    title: "the same with a default, as advised",
    body: right,
    imports: ["flag", "fmt", "os", "testing"],
    tests: mainWithFlag("easy") + plainTest,
    grade: "passing",
    reason: /^TestDouble was red on the stub and is green now/,
  },
  {
    title: "a TestMain that runs no test",
    body: right,
    imports: ["testing"],
    tests: `func TestMain(*testing.M) {}\n\n${plainTest}`,
    grade: "suggested",
    reason: /tests did not run \(the test process ends without running any test\)/,
  },
  {
    title: "a package of tests that panics as it is initialised",
    body: right,
    imports: ["testing"],
    tests: `func init() { panic("no database") }\n\n${plainTest}`,
    grade: "suggested",
    reason: /ends before any test begins, with exit status 2: panic: no database/,
  },
  {
    title: "a TestMain that reaches the stub",
    body: wrong,
    imports: ["os", "testing"],
    tests: `func TestMain(m *testing.M) {\n\tDouble(1)\n\tos.Exit(m.Run())\n}\n\n${plainTest}`,
    grade: "rejected",
    reason: /Double\(1\) = 1, want 2/,
  },
  {
    title: "a test that skips itself behind the call, beside one that decides",
    body: right,
    imports: ["testing"],
    tests: `${plainTest}\nfunc TestSkips(t *testing.T) {\n\tDouble(1)\n\tt.Skip("no server")\n}\n`,
    grade: "passing",
    reason: /TestDouble was red on the stub and is green now; TestSkips skips itself with this candidate/,
  },
  {
    title: "nothing but a test that skips itself behind the call",
    body: wrong,
    imports: ["testing"],
    tests: 'func TestSkips(t *testing.T) {\n\tDouble(1)\n\tt.Skip("no server")\n}\n',
    grade: "suggested",
    reason: /no test decides Double; TestSkips skips itself with this candidate/,
  },
  {
    title: "a test that is green on the stub and skips itself behind it",
    body: right,
    imports: ["testing"],
    tests: `${plainTest}\nfunc TestRecovers(t *testing.T) {\n\tdefer func() { _ = recover() }()\n\tDouble(1)\n\tt.Skip("not this one")\n}\n`,
    grade: "passing",
    reason: /^TestDouble was red on the stub and is green now/,
  },
  {
    title: "a subtest that calls Fatal of its parent",
    body: wrong,
    imports: ["testing"],
    tests: `func TestDouble(t *testing.T) {\n\tt.Run("one", func(*testing.T) {\n\t\tif Double(1) != 2 {\n\t\t\tt.Fatal("one is wrong")\n\t\t}\n\t})\n}\n`,
    grade: "rejected",
    reason: /one is wrong/,
    place: "code_test.go:10",
  },
  {
    title:
      "a helper of another package of the module, without t.Helper: where it says so, and not where it logs",
    body: wrong,
    imports: ["testing", "example.org/shapes/asking"],
    tests: `func TestDouble(t *testing.T) {\n\tasking.Same(t, Double(1), 2)\n}\n`,
    grade: "rejected",
    reason: /asking\.go:8: 1, want 2/,
    place: "asking.go:8",
  },
  {
    title: "a process that a test starts and that panics as it should: what fails is the test's own",
    body: wrong,
    imports: ["os", "os/exec", "testing"],
    tests: `func TestDouble(t *testing.T) {
	if os.Getenv("AGAIN") != "" {
		panic("as it should")
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestDouble$")
	cmd.Env, cmd.Stderr = append(os.Environ(), "AGAIN=1"), os.Stderr
	if cmd.Run() == nil {
		t.Error("it ends well")
	}
	${isTwo}
}
`,
    grade: "rejected",
    reason: /Double\(1\) = 1, want 2/,
    place: "code_test.go:19",
  },
];

describe("a candidate and tests of every shape", function () {
  this.timeout(240_000);
  let deps: GoDeps;
  let dir = "";
  before(async () => {
    deps = await realDeps();
    dir = mkdtempSync(join(tmpdir(), "stubwright-shapes-"));
    writeFileSync(join(dir, "go.mod"), "module example.org/shapes\n\ngo 1.21\n");
    mkdirSync(join(dir, "asking"));
    writeFileSync(join(dir, "asking/asking.go"), asking);
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  for (const [i, { title, body, imports, tests, grade, reason, place, advice }] of cases.entries())
    it(title, async () => {
      const file = join(dir, `p${i}`, "code.go");
      const code = (text: string) => `package p\n${double.replace("HERE", text)}`;
      mkdirSync(dirname(file));
      writeFileSync(file, code('panic("not implemented")'));
      const head = `package p\n\nimport (\n${imports.map((path) => `\t"${path}"\n`).join("")})\n\n`;
      writeFileSync(join(dirname(file), "code_test.go"), head + tests);
      const answer = await checkCandidate(
        { file, names: ["Double"], candidateText: code(body) },
        deps,
        () => {},
        never,
      );
      assert.ok(answer.ok, JSON.stringify(answer));
      const { grade: found, reason: said, verdicts, next = [] } = answer.value;
      assert.match(said, reason);
      assert.equal(found, grade);
      const [first] = findingsOf(verdicts);
      if (place !== undefined) assert.equal(`${basename(first?.file ?? "")}:${first?.line}`, place);
      if (advice !== undefined) assert.match(adviceOf(next, "terminal"), advice);
    });
});
