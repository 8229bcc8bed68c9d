import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { diagnose } from "../../../src/go/faultloc/diagnose";
import { loadPackageForTests } from "../../../src/go/snapshot/test-package";
import { type HelperFixture, helperFixture, never } from "../helper-support";

interface Case {
  readonly title: string;
  readonly code: string;
  readonly imports: readonly string[];
  /** Its test is TestF. */
  readonly tests: string;
  /** Why no new body is the answer; else the failures and the function at fault. */
  readonly told: RegExp | { readonly failures: readonly string[]; readonly func: string };
}

/** Failing tests of every shape, and what is found out about them. */
const cases: readonly Case[] = [
  {
    title: "a flaky test that prints without a newline",
    code: "var n int\n\nfunc F() int {\n\tn++\n\treturn n % 2\n}\n",
    imports: ["fmt", "testing"],
    tests: 'func TestF(t *testing.T) {\n\tfmt.Print("asking")\n\tif F() != 0 {\n\t\tt.Error("odd")\n\t}\n}\n',
    told: /^TestF is flaky: with -count=4 -shuffle=on it passes 2 of 4 times\.$/,
  },
  {
    title: "a TestMain that ends the process before",
    code: "func F() int { return 1 }\n",
    imports: ["log", "testing"],
    tests:
      'func TestMain(*testing.M) { log.SetFlags(0); log.Fatal("usage: -level easy") }\n\nfunc TestF(t *testing.T) {}\n',
    told: /^TestF does not run: the test process ends before any test begins\. It says: usage: -level easy\.$/,
  },
  {
    title: "a failure in a test's own prints, behind one without a newline",
    code: "func F() int { return 1 }\n",
    imports: ["fmt", "testing"],
    tests:
      'func TestF(t *testing.T) {\n\tif got := F(); got != 2 {\n\t\tfmt.Printf("F gives %d", got)\n\t\tt.Fail()\n\t}\n}\n',
    told: { failures: ["code_test.go:8: F gives 1"], func: "F" },
  },
  {
    title: "a test that starts itself again and keeps what that process prints",
    code: "func F(text string) int { return len(text) }\n",
    imports: ["os", "os/exec", "testing"],
    tests: `func TestF(t *testing.T) {
	if os.Getenv("AGAIN") != "" {
		os.Exit(F("no"))
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestF$")
	cmd.Env = append(os.Environ(), "AGAIN=1")
	_, _ = cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); code != 3 {
		t.Errorf("exit status %d, want 3", code)
	}
}
`,
    told: { failures: ["code_test.go:17: exit status 2, want 3"], func: "F" },
  },
  {
    title: "a table whose rows are named by what they hold",
    code: "func F(text string) int { return len(text) }\n",
    imports: ["fmt", "testing"],
    tests: `func TestF(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"1", 1},
		{"ü|(", 3},
		{"ß", 1},
	} {
		t.Run(fmt.Sprintf("%q gives %d", c.text, c.want), func(t *testing.T) {
			if got := F(c.text); got != c.want {
				t.Errorf("got %d", got)
			}
		})
	}
}
`,
    told: { failures: ["code_test.go:14: got 4", "code_test.go:15: got 2"], func: "F" },
  },
];

describe("a failing test of every shape", function () {
  this.timeout(240_000);
  let here: HelperFixture;
  let dir = "";
  before(async () => {
    here = await helperFixture();
    dir = mkdtempSync(join(tmpdir(), "stubwright-faults-"));
    writeFileSync(join(dir, "go.mod"), "module example.org/faults\n\ngo 1.21\n");
  });
  after(async () => {
    rmSync(dir, { recursive: true, force: true });
    await here.end();
  });

  for (const [i, { title, code, imports, tests, told }] of cases.entries())
    it(title, async () => {
      const file = join(dir, `p${i}`, "code.go");
      mkdirSync(dirname(file));
      writeFileSync(file, `package p\n\n${code}`);
      const head = `package p\n\nimport (\n${imports.map((path) => `\t"${path}"\n`).join("")})\n\n`;
      writeFileSync(join(dirname(file), "code_test.go"), head + tests);
      const request = { dir: dirname(file), buffers: new Map(), tags: [] };
      const opened = await loadPackageForTests(request, here.deps, never);
      assert.ok(opened.ok, JSON.stringify(opened));
      const asked = { test: "TestF", timeoutMs: 10_000 };
      const found = await diagnose(opened.value, asked, here.deps, here.helper, never);
      assert.ok(found.ok, JSON.stringify(found));
      const diagnosis = found.value;
      if (told instanceof RegExp) {
        assert.ok(diagnosis.kind === "environment", JSON.stringify(diagnosis));
        assert.match(messageOf(diagnosis.environment), told);
        return;
      }
      assert.ok(diagnosis.kind === "failing", JSON.stringify(diagnosis));
      const failures = diagnosis.failures.map((f) => `${basename(f.file)}:${f.line}: ${f.message}`);
      assert.deepEqual([...failures].sort(), told.failures);
      assert.equal(diagnosis.suspects[0]?.name, told.func);
    });
});
