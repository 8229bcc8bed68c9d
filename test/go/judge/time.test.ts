import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findingsOf, type Judgement } from "../../../src/core/verdict";
import { createJudge } from "../../../src/go/judge/judge";
import { withTimeBefore } from "../../../src/go/judge/too-dear";
import { createSnapshot } from "../../../src/go/snapshot/snapshot";
import type { GoDeps, GoSnapshot } from "../../../src/go/snapshot/subject";
import type { GoEnvironment } from "../../../src/go/toolchain/environment";
import { never, realDeps } from "../judge-support";

const version = (body: string, imports = '"sync"'): string =>
  `package m\n\nimport ${imports}\n\nvar gate sync.Mutex\n\n// Step is the next number.\nfunc Step(n int) int {\n${body}\n}\n`;

const files = {
  "go.mod": "module example.com/m\n\ngo 1.21\n",
  "a.go": version('\tpanic("todo")'),
  "a_test.go": `package m

import (
	"testing"
	"time"
)

func TestStep(t *testing.T) {
	if Step(3) != 4 {
		t.Fatal("not the next one")
	}
	gate.Lock()
	gate.Unlock()
}

func TestUntil(t *testing.T) {
	for n := Step(0); n < 3; n = Step(n) {
	}
}

func TestOften(t *testing.T) {
	for i := 0; i < 4; i++ {
		if Step(7) != 8 {
			t.Fatal("not the next one")
		}
	}
}

func TestSleeps(t *testing.T) {
	time.Sleep(2500 * time.Millisecond)
	if Step(1) != 2 {
		t.Fatal("not the next one")
	}
}
`,
  "b/b.go":
    'package b\n\nimport "example.com/m"\n\n// Twice steps twice.\nfunc Twice(n int) int {\n\treturn m.Step(m.Step(n))\n}\n',
  "b/b_test.go":
    'package b\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestTwice(t *testing.T) {\n\ttime.Sleep(time.Hour)\n\tif Twice(1) != 3 {\n\t\tt.Fatal()\n\t}\n}\n',
};

/** Limits far below the usual ones: no test here is to wait for them, and a loop is one after a second. */
const settings = { loopMs: 1_000, importersMs: 1_500 };

const good: readonly (readonly [what: string, text: string])[] = [
  ["a test that sleeps longer than a loop may last", version("\treturn n + 1")],
  [
    "a test that calls a slow function again and again with the same argument",
    version("\ttime.Sleep(400 * time.Millisecond)\n\treturn n + 1", '(\n\t"sync"\n\t"time"\n)'),
  ],
];

const endless: readonly (readonly [what: string, body: string, lines: readonly number[], says: RegExp])[] = [
  // An empty loop is one instruction: the compiler gives it the line of the loop or that of the function.
  ["an empty loop", "\tfor n > 0 {\n\t}\n\treturn n", [8, 9], /^still in Step after \d+ s$/],
  [
    "a loop that moves its argument",
    "\tfor n > 0 {\n\t\tn = n*3%1000 + 1\n\t}\n\treturn n",
    [],
    /^still in Step/,
  ],
  ["a recursion", "\tif n < 60 {\n\t\treturn Step(n+1) + Step(n+1)\n\t}\n\treturn n", [], /^still in Step/],
  [
    "a goroutine of the function",
    "\tdone := make(chan int)\n\tgo func() {\n\t\tfor n > 0 {\n\t\t\tn = n*3%1000 + 1\n\t\t}\n\t\tdone <- n\n\t}()\n\treturn <-done",
    [16],
    /^still in Step/,
  ],
  [
    "a lock that is never given back",
    "\tgate.Lock()\n\treturn n + 1",
    [],
    /^waits, and nothing moves for \d+ s after Step was called$/,
  ],
  [
    "a test that never gets what it waits for",
    "\tif n == 2 {\n\t\treturn 1\n\t}\n\treturn n + 1",
    [],
    /^still calls Step after \d+ s$/,
  ],
];

/** Each type holds the one before twice: what compares two of the last one doubles with each. */
const doubled = (levels: number): string =>
  Array.from({ length: levels }, (_, i) => `\n\ntype p${i + 1} struct{ l, r p${i} }`).join("");

const dear: readonly {
  readonly what: string;
  readonly text: string;
  readonly go: Partial<GoEnvironment>;
  readonly kind: string;
  readonly says: RegExp;
}[] = [
  {
    what: "in time",
    text: `${version("\tvar a, b p30\n\tif a == b {\n\t\treturn n + 1\n\t}\n\treturn n")}\ntype p0 struct{ l, r uint8 }${doubled(30)}\n`,
    go: { longestMs: 6_000 },
    kind: "timeout",
    says: /^(?:go build|the compiler) did not .+ within \d+ s; without the new code it took [\d.]+ s\.$/,
  },
  {
    what: "in memory",
    text: `${version("\treturn int(store[n])")}\nvar store = [3 << 30]byte{1: 7, 3<<30 - 1: 9}\n`,
    go: { memoryBytes: 2 ** 30 },
    kind: "limit",
    says: /^The compiler used more than 1024 MiB of memory\.$/,
  },
];

describe("tests that take their time, and functions that do not end", function () {
  this.timeout(240_000);
  const dir = mkdtempSync(join(tmpdir(), "stubwright-test-"));
  let deps: GoDeps;
  let snapshot: GoSnapshot;
  before(async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    deps = await realDeps();
    const made = await createSnapshot({ file: join(dir, "a.go"), names: ["Step"], settings }, deps, never);
    assert.ok(made.ok, JSON.stringify(made));
    snapshot = made.value;
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  const judged = (text: string): Promise<Judgement> =>
    createJudge(snapshot, deps).judge({ edit: { files: [] }, text, adjustments: [] }, () => {}, never);

  const limited = (go: Partial<GoEnvironment>): GoSnapshot => ({
    ...snapshot,
    build: { ...snapshot.build, go: { ...snapshot.build.go, ...go } },
  });

  for (const { what, text, go, kind, says } of dear)
    it(`a version that is too dear for the compiler ${what} is rejected, not broken`, async () => {
      const judge = createJudge(limited(go), deps);
      const { grade, reason, verdicts } = await judge.judge(
        { edit: { files: [] }, text, adjustments: [] },
        () => {},
        never,
      );
      assert.equal(grade, "rejected", reason);
      const [finding] = findingsOf(verdicts);
      assert.deepEqual([finding?.gate, finding?.class, finding?.file], ["build", kind, join(dir, "a.go")]);
      assert.match(finding?.message ?? "", says);
    });

  it("where the package alone takes too long as well, nobody's version is at fault", async () => {
    const fault = { by: "text", kind: "time", why: "go build did not end within 40 s" } as const;
    const report = { findings: [], broken: undefined, fault };
    for (const gate of ["build", "vet", "tests"] as const) {
      const { findings, broken } = await withTimeBefore(report, gate, limited({ longestMs: 1 }), never);
      assert.deepEqual([findings, broken], [[], fault.why], gate);
    }
  });

  for (const [what, text] of good)
    it(`${what} passes; a slow importer ends with its time, and that is said`, async () => {
      const { grade, reason } = await judged(text);
      assert.equal(grade, "passing", reason);
      assert.match(reason, /the tests of example\.com\/m\/b did not end within 1\.5 s/);
    });

  for (const [what, body, lines, says] of endless)
    it(`${what} is told by what its goroutines do`, async () => {
      const { grade, verdicts } = await judged(version(body));
      const [finding] = findingsOf(verdicts);
      assert.equal(grade, "rejected");
      assert.match(finding?.message ?? "", says);
      assert.equal(finding?.class, "timeout");
      if (lines.length > 0) assert.ok(lines.includes(finding?.line ?? 0), `line ${finding?.line}`);
    });
});
