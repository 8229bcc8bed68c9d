import assert from "node:assert/strict";
import { type PackageRun, testEvents } from "../../../../src/go/testrun/go-test-json";

interface Case {
  readonly title: string;
  readonly lines: readonly (object | string)[];
  readonly packages: readonly Partial<PackageRun>[];
  readonly rest?: string;
  readonly printed: string;
}

const p = "example.org/p";
const run = (name: string, status: string, output = "", ms?: number) => {
  const passes = status === "pass" ? 1 : 0;
  return { name, status, passes, output, ms };
};
const said = (...outputs: readonly string[]) =>
  outputs.map((Output) => ({ Action: "output", Package: p, Test: "TestA", Output }));

/** Lines of `go test -json`, and what is read from them. */
const cases: readonly Case[] = [
  {
    title: "a test that passes",
    lines: [
      { Action: "start", Package: p },
      { Action: "run", Package: p, Test: "TestA" },
      { Action: "output", Package: p, Test: "TestA", Output: "=== RUN   TestA\n" },
      { Action: "output", Package: p, Test: "TestA", Output: "said\n" },
      { Action: "output", Package: p, Test: "TestA", Output: "--- PASS: TestA (0.02s)\n" },
      { Action: "pass", Package: p, Test: "TestA", Elapsed: 0.02 },
      { Action: "output", Package: p, Output: "PASS\n" },
      { Action: "pass", Package: p, Elapsed: 0.5 },
    ],
    packages: [{ status: "passed", ms: 500, runs: [run("TestA", "pass", "said\n", 20)] as never }],
    printed: "=== RUN   TestA\nsaid\n--- PASS: TestA (0.02s)\nPASS\n",
  },
  {
    title: "a subtest that fails, and one that skips",
    lines: [
      { Action: "run", Package: p, Test: "TestA/x" },
      { Action: "output", Package: p, Test: "TestA/x", Output: "    a_test.go:3: no\n" },
      { Action: "fail", Package: p, Test: "TestA/x" },
      { Action: "skip", Package: p, Test: "TestB" },
      { Action: "fail", Package: p },
    ],
    packages: [
      {
        status: "failed",
        runs: [run("TestA/x", "fail", "    a_test.go:3: no\n"), run("TestB", "skip")] as never,
      },
    ],
    printed: "    a_test.go:3: no\n",
  },
  {
    title: "a test that runs twice and fails once",
    lines: [
      { Action: "run", Package: p, Test: "TestA" },
      { Action: "fail", Package: p, Test: "TestA" },
      { Action: "run", Package: p, Test: "TestA" },
      { Action: "pass", Package: p, Test: "TestA" },
      { Action: "fail", Package: p },
    ],
    packages: [{ status: "failed", runs: [{ ...run("TestA", "fail"), passes: 1 }] as never }],
    printed: "",
  },
  {
    title: "lines of the testing package: whatever they say, they name the test or nothing",
    lines: [
      ...said("=== RUN   TestA\n", "=== ATTR  TestA owner ann\n", "=== ARTIFACTS TestA /tmp/x\n"),
      ...said("=== NAME  \n", "=== WANTED ===\n", "=== GOT ham\n", "eggs"),
      ...said("--- FAIL: TestA (0.00s)\n"),
      { Action: "fail", Package: p, Test: "TestA" },
    ],
    packages: [{ runs: [run("TestA", "fail", "=== WANTED ===\n=== GOT ham\neggs")] as never }],
    printed:
      "=== RUN   TestA\n=== ATTR  TestA owner ann\n=== ARTIFACTS TestA /tmp/x\n=== NAME  \n=== WANTED ===\n" +
      "=== GOT ham\neggs--- FAIL: TestA (0.00s)\n",
  },
  {
    title: "a test that runs four times and passes two of them",
    lines: ["fail", "pass", "pass", "fail"].map((Action) => ({ Action, Package: p, Test: "TestA" })),
    packages: [{ runs: [{ ...run("TestA", "fail"), passes: 2 }] as never }],
    printed: "",
  },
  {
    title: "a test whose process died",
    lines: [
      { Action: "run", Package: p, Test: "TestA" },
      { Action: "output", Package: p, Test: "TestA", Output: "panic: no\n" },
      { Action: "fail", Package: p },
    ],
    packages: [{ status: "failed", runs: [run("TestA", "unfinished", "panic: no\n")] as never }],
    printed: "panic: no\n",
  },
  {
    title: "a package that does not build (since Go 1.24)",
    lines: [
      { Action: "build-output", ImportPath: "q", Output: "q/q.go:1:1: other\n" },
      { Action: "build-output", ImportPath: `${p} [${p}.test]`, Output: "./a.go:3:1: wrong\n" },
      { Action: "build-fail", ImportPath: `${p} [${p}.test]` },
      { Action: "fail", Package: p, FailedBuild: `${p} [${p}.test]` },
    ],
    packages: [{ status: "does-not-build", build: "./a.go:3:1: wrong\n", runs: [] }],
    printed: "q/q.go:1:1: other\n./a.go:3:1: wrong\n",
  },
  {
    title: "a package that does not build (before that)",
    lines: [
      "# example.org/p",
      { Action: "output", Package: p, Output: "FAIL\texample.org/p [build failed]\n" },
      { Action: "fail", Package: p },
    ],
    packages: [{ status: "does-not-build", build: "" }],
    rest: "# example.org/p\n",
    printed: "# example.org/p\nFAIL\texample.org/p [build failed]\n",
  },
  {
    title: "no package at all",
    lines: ["go: cannot find main module", "{not json}", ""],
    packages: [],
    rest: "go: cannot find main module\n{not json}\n",
    printed: "go: cannot find main module\n{not json}\n",
  },
  {
    title: "two packages",
    lines: [
      { Action: "skip", Package: "a" },
      { Action: "pass", Package: "b" },
    ],
    packages: [
      { importPath: "a", status: "skipped" },
      { importPath: "b", status: "passed" },
    ],
    printed: "",
  },
];

describe("the events of go test -json", () => {
  for (const { title, lines, packages, rest = "", printed } of cases) {
    it(title, () => {
      const said: string[] = [];
      const events = testEvents((text) => said.push(text));
      for (const line of lines) events.line(typeof line === "string" ? line : JSON.stringify(line));
      const found = events.packages();
      assert.equal(found.length, packages.length);
      for (const [i, expected] of packages.entries())
        for (const [key, value] of Object.entries(expected))
          assert.deepEqual(found[i]?.[key as keyof PackageRun], value, key);
      assert.equal(events.rest(), rest);
      assert.equal(said.join(""), printed);
    });
  }

  it("keeps both ends of what a test prints, and passes all of it on", () => {
    let passed = 0;
    const events = testEvents((text) => {
      passed += text.length;
    });
    const output = (Output: string) =>
      JSON.stringify({ Action: "output", Package: p, Test: "TestA", Output });
    events.line(output("first\n"));
    for (let i = 0; i < 1_000; i++) events.line(output(`${"x".repeat(1_023)}\n`));
    events.line(output("last\n"));
    assert.equal(passed, 1_000 * 1_024 + 11);
    const [pkg] = events.packages();
    for (const kept of [pkg?.output ?? "", pkg?.runs[0]?.output ?? ""]) {
      assert.ok(kept.length <= (256 << 10) + 100);
      assert.match(kept, /^first\n[\s\S]*\n\[\d+ characters left out\]\n[\s\S]*\nlast\n$/);
    }
  });
});
