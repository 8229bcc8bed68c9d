import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "../../../src/core/problem/problem-text";
import { checkCandidate } from "../../../src/go/judge/check";
import { findSubject, measured } from "../../../src/go/snapshot/snapshot";
import type { GoDeps, JudgeSettings } from "../../../src/go/snapshot/subject";
import { argsOfGo, never, realDeps } from "../judge-support";

const module: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/prices\n\ngo 1.21\n",
  "prices.go": `// Package prices reads lists of prices.
package prices

import "example.com/prices/round"

// Total adds up a list.
func Total(list []int) int { return round.Down(len(list)) }

func twice(n int) int { return n + n }
`,
  "round/round.go": "package round\n\nfunc Down(n int) int { return n }\n",
  "word.txt": "seven",
  "list/a.txt": "1",
  "testdata/golden.txt": "0",
  "prices_test.go": `package prices

import (
	_ "embed"
	"os"
	"testing"
	"time"
)

//go:embed word.txt
var word string

func TestGolden(t *testing.T) {
	if golden, err := os.ReadFile("testdata/golden.txt"); err != nil || string(golden) == "no" {
		t.Fatal(err)
	}
	Total(nil)
}

func TestListing(t *testing.T) {
	if found, _ := os.ReadDir("list"); len(found) == 0 {
		t.Fatal("nothing listed")
	}
}

func TestTwice(t *testing.T) {
	if twice(2) != 4 || word == "" {
		t.Fatal(word)
	}
}

func TestSkips(t *testing.T) { t.Skip("not today") }

func TestRed(t *testing.T) { t.Fatal(time.Now()) }
`,
};

const program = `package prices

import (
	"os"
	"os/exec"
	"testing"
)

func TestProgram(t *testing.T) {
	cmd := exec.Command("/bin/cat", "word.txt")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
}
`;

/** Not kept: one skips itself and one fails before it reaches anything. */
const always = ["TestRed", "TestSkips"];
const others = ["TestGolden", "TestListing", "TestTwice"];

interface Setup {
  readonly deps: GoDeps;
  readonly settings: Partial<JudgeSettings>;
  readonly buffers: ReadonlyMap<string, string>;
}

describe("a baseline that is kept", () => {
  let root = "";
  let dir = "";
  let deps: GoDeps;
  let ran: string[] = [];
  const path = (name: string): string => join(dir, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };

  before(async function () {
    root = realpathSync(mkdtempSync(join(tmpdir(), "kept-test-")));
    dir = join(root, "prices");
    for (const [name, text] of Object.entries(module)) write(name, text);
    const real = await realDeps();
    if (real.sandbox.kind === "none") return this.skip();
    const wrap: GoDeps["sandbox"]["wrap"] = (command, args, needs) => {
      const tests = args.flatMap((a) => /^-test\.run=\^\((.*)\)\$$/.exec(a)?.[1]?.split("|") ?? []);
      ran.push(...tests);
      return real.sandbox.wrap(command, args, needs);
    };
    deps = { ...real, sandbox: { ...real.sandbox, wrap }, baselines: path(".kept") };
    await settle();
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  /** What was changed just now may have changed while the tests ran: then nothing is kept. */
  const settle = (): Promise<void> => wait(50);

  /** The tests that ran, and how all of them stand. */
  async function measure(changed: Partial<Setup> = {}) {
    const using = changed.deps ?? deps;
    const { settings = {}, buffers = new Map() } = changed;
    const request = { file: path("prices.go"), names: ["Total"], buffers };
    const all = { ...request, settings: { allowNonStub: true, ...settings } };
    const subject = await findSubject(all, using, never);
    assert.ok(subject.ok, subject.ok ? "" : messageOf(subject.error));
    ran = [];
    const snapshot = await measured(subject.value, using, never);
    assert.ok(snapshot.ok, snapshot.ok ? "" : messageOf(snapshot.error));
    await snapshot.value.kept;
    const names = (tests: readonly { name: string }[]) => tests.map((t) => t.name).sort();
    const { targetTests, greenTests, redTests } = snapshot.value.baseline;
    return {
      ran: ran.sort(),
      target: names(targetTests),
      green: names(greenTests),
      red: names(redTests),
    };
  }

  const stands = { target: ["TestGolden"], green: ["TestListing", "TestTwice"] };

  it("is measured the first time", async () => {
    const first = await measure();
    assert.deepEqual(first, { ...stands, red: ["TestRed", "TestSkips"], ran: [...others, ...always].sort() });
  });

  it("is what a second process finds, but for tests whose reason leaves no trace", async () => {
    const second = await measure();
    assert.deepEqual(second, { ...stands, red: ["TestRed", "TestSkips"], ran: always });
  });

  it("spares later checks what go has answered before", async () => {
    const candidateText = (module["prices.go"] ?? "").replace("len(list)", "len(list[:])");
    const request = { file: path("prices.go"), names: ["Total"], candidateText };
    // What the package imports go vet sees the first time; then it is asked what it would ask its tool.
    for (const asked of [["vet -json", "vet -n"], ["vet -n"], []]) {
      const commands: string[] = [];
      const onMade = (message: unknown): void => {
        const { process: child } = message as { process: ChildProcess };
        process.nextTick(() => commands.push(argsOfGo(child.spawnargs).slice(0, 2).join(" ")));
      };
      subscribe("child_process", onMade);
      const judged = await checkCandidate(request, deps, () => {}, never).finally(() =>
        unsubscribe("child_process", onMade),
      );
      assert.ok(judged.ok);
      assert.equal(judged.value.verdicts.find((v) => v.gate === "vet")?.status, "passed");
      assert.deepEqual(commands.filter((c) => /^(?:vet|list -deps)/.test(c)).sort(), asked);
    }
  });

  // Each change stays, and the next one comes on top of it.
  const texts: Record<string, string> = { ...module };
  let now: Partial<Setup> = {};
  const edit = (name: string, from: string, to: string) => (): void => {
    texts[name] = (texts[name] ?? "").replace(from, to);
    write(name, texts[name]);
  };
  const env = (more: GoDeps["env"]) => (): void => {
    const before = now.deps ?? deps;
    now = { ...now, deps: { ...before, env: { ...before.env, ...more } } };
  };
  const using = (change: (before: GoDeps) => Partial<GoDeps>) => (): void => {
    const before = now.deps ?? deps;
    now = { ...now, deps: { ...before, ...change(before) } };
  };
  const allow = (allowed: GoDeps["sandbox"]["allowed"]) =>
    using(({ sandbox }) => ({ sandbox: { ...sandbox, allowed } }));
  const limit = (settings: Partial<JudgeSettings>) => (): void => {
    now = { ...now, settings: { ...now.settings, ...settings } };
  };
  const all = [...others, ...always].sort();
  const and = (name: string): readonly string[] => [...always, name].sort();
  const changes: readonly [string, () => void, readonly string[]][] = [
    [
      "the target's body, in whose place a stub stands",
      edit("prices.go", "round.Down(len(list))", "0"),
      always,
    ],
    ["another function of its file", edit("prices.go", "n + n", "2 * n"), all],
    ["a package that it imports", edit("round/round.go", "return n", "return n - 1"), all],
    ["a test", edit("prices_test.go", "not today", "not now"), all],
    ["a file that is compiled in", edit("word.txt", "seven", "eight"), all],
    ["the language version of go.mod", edit("go.mod", "1.21", "1.22"), all],
    [
      "a file that a test reads before it reaches the target",
      edit("testdata/golden.txt", "0", "1"),
      and("TestGolden"),
    ],
    ["a folder that a test lists", edit("list/b.txt", "", "2"), and("TestListing")],
    ["a file that nothing reads", edit("list.txt", "", "3"), always],
    ["a flag", env({ GOFLAGS: "-short" }), all],
    ["a variable that tests see", env({ LC_TIME: "de_DE.UTF-8" }), all],
    ["a variable that they do not see", env({ SECRET_OF_MINE: "1" }), always],
    [
      "an unsaved buffer",
      () => (now = { ...now, buffers: new Map([[path("new.go"), "package prices\n"]]) }),
      all,
    ],
    ["a test's time limit", limit({ testTimeoutMs: 9_000 }), all],
    ["a call's time limit", limit({ loopMs: 9_000 }), all],
    ["the time limit of all tests", limit({ totalMs: 9_000 }), all],
    ["a flag beside GOFLAGS", using(() => ({ flags: ["-cpu=1"] })), all],
    [
      "a variable that is passed to tests",
      allow({ network: false, writes: false, variables: { A: "1" } }),
      all,
    ],
    ["its value", allow({ network: false, writes: false, variables: { A: "2" } }), all],
    ["what they may see of a repository around them", () => mkdirSync(path("../.git")), all],
    ["what the sandbox allows", allow({ network: true, writes: false }), all],
  ];
  for (const [title, change, expected] of changes) {
    it(`after a change of ${title}: ${expected.length} of 5 tests run again`, async () => {
      change();
      await settle();
      assert.deepEqual((await measure(now)).ran, expected);
    });
  }

  it("is never one of tests that could start a program, which reads what no log shows", async () => {
    write("program_test.go", program);
    for (const _ of ["first", "second"]) {
      await settle();
      assert.deepEqual((await measure()).ran, [...all, "TestProgram"].sort());
    }
    rmSync(path("program_test.go"));
    await settle();
  });

  it("is not believed once its file is spoilt", async () => {
    await measure();
    for (const name of readdirSync(path(".kept"))) writeFileSync(join(path(".kept"), name), "{}");
    assert.deepEqual((await measure()).ran, all);
  });
});
