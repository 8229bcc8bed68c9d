import assert from "node:assert/strict";
import { failureFindings } from "../../../src/go/testrun/failure-entries";
import { readCrash, type TestSite } from "../../../src/go/testrun/findings";
import { testStream } from "../../../src/go/testrun/test2json";

const read = (lines: readonly string[]) => {
  const stream = testStream();
  for (const line of lines) stream.line(line.replaceAll("^", "\x16"));
  return stream.runs();
};

describe("the stream of a test binary (^ is its control character)", () => {
  const cases: readonly [string, readonly string[], Readonly<Record<string, string>>][] = [
    [
      "a pass and a failure",
      [
        "^=== RUN   TestA",
        "^--- PASS: TestA (0.00s)",
        "^=== NAME  ",
        "^=== RUN   TestB",
        "^--- FAIL: TestB (0.10s)",
      ],
      { TestA: "pass", TestB: "fail" },
    ],
    [
      "subtests",
      [
        "^=== RUN   TestA",
        "^=== RUN   TestA/x_y",
        "^--- SKIP: TestA/x_y (0.00s)",
        "^--- PASS: TestA (0.00s)",
      ],
      { TestA: "pass", "TestA/x_y": "skip" },
    ],
    [
      "a report behind a print without a newline",
      ["^=== RUN   TestA", "dots...^--- PASS: TestA (0.00s)"],
      { TestA: "pass" },
    ],
    [
      "parallel tests",
      ["^=== RUN   TestA", "^=== PAUSE TestA", "^=== NAME  ", "^=== CONT  TestA", "^--- PASS: TestA (0.00s)"],
      { TestA: "pass" },
    ],
    ["a test that never ends", ["^=== RUN   TestA", "panic: no"], { TestA: "unfinished" }],
    [
      "a print that looks like a report",
      ["^=== RUN   TestA", "--- PASS: TestA (0.00s)", "PASS"],
      { TestA: "unfinished" },
    ],
    [
      "a report too many",
      ["^=== RUN   TestA", "^--- PASS: TestA (0.00s)", "^--- FAIL: TestA (0.00s)"],
      { TestA: "fail" },
    ],
    [
      "a second report of the same",
      ["^=== RUN   TestA", "^--- PASS: TestA (0.00s)", "^--- PASS: TestA (0.00s)"],
      { TestA: "fail" },
    ],
    [
      "a test that runs for one processor and for two, and fails for one",
      [
        "^=== RUN   TestA",
        "^--- FAIL: TestA (0.00s)",
        "^=== NAME  ",
        "^=== RUN   TestA",
        "^--- PASS: TestA (0.00s)",
      ],
      { TestA: "fail" },
    ],
    ["a report of a test that never began", ["^--- PASS: TestA (0.00s)"], { TestA: "fail" }],
  ];
  for (const [title, lines, expected] of cases) {
    it(title, () => {
      assert.deepEqual(Object.fromEntries(read(lines).map((r) => [r.name, r.status])), expected);
    });
  }

  it("keeps both ends of a test's output, 64 KiB in all", () => {
    const much = Array.from({ length: 2_000 }, () => "x".repeat(100));
    const [run] = read(["^=== RUN   TestA", "first", ...much, "last"]);
    assert.ok((run?.output.length ?? 0) < (64 << 10) + 200);
    assert.match(run?.output ?? "", /^first\n[\s\S]*\n\[\d+ characters left out\]\n[\s\S]*\nlast\n$/);
  });
});

const site: TestSite = {
  dir: "/home/me/mod/pkg",
  moduleDir: "/home/me/mod",
  tests: [{ name: "TestA", file: "/home/me/mod/pkg/a_test.go", line: 7 }],
  testFiles: [
    {
      path: "/home/me/mod/pkg/a_test.go",
      text: `${"\n".repeat(6)}func TestA(t *testing.T) {\n\tvar s Stack\n\n\tt.Log("look")\n\ts.Push(1)\n\ts.Pop()\n}\n\nfunc TestB(t *testing.T) {\n\tPeek()\n}\n`,
      hash: "",
    },
  ],
  targets: () => [
    { ident: "Peek", file: "/home/me/mod/pkg/a.go", line: 50 },
    { ident: "Pop", file: "/home/me/mod/pkg/a.go", line: 30 },
  ],
};

describe("what a failed test says", () => {
  const cases: readonly [string, readonly string[], string][] = [
    ["t.Errorf", ["    a_test.go:12: got 1, want 2"], "a_test.go:12 got 1, want 2"],
    [
      "several lines",
      ["    a_test.go:12: got", "          1", "        want 2"],
      "a_test.go:12 got\n  1\nwant 2",
    ],
    ["behind a print without a newline", ["dots    a_test.go:12: no"], "a_test.go:12 no"],
    ["past its own log", ["    a_test.go:10: look", "    a_test.go:12: no"], "a_test.go:12 no"],
    ["a helper in another file", ["    helpers_test.go:3: no"], "helpers_test.go:3 no"],
    [
      "testify",
      [
        "    a_test.go:12: ",
        "        \tError Trace:\t/home/me/mod/pkg/a_test.go:14",
        "        \tError:      \tNot equal: ",
        "        \t            \texpected: 1",
        "        \t            \tactual  : 2",
        "        \tTest:       \tTestA",
      ],
      "a_test.go:14 Not equal: expected: 1 actual  : 2",
    ],
    [
      "a library that leaves out t.Helper",
      ["    assert.go:40: not equal"],
      "a_test.go:7 assert.go:40: not equal",
    ],
    [
      "a stack that the test printed",
      [
        "    a_test.go:12: recovered: boom",
        "        goroutine 7 [running]:",
        "        example.com/mod/pkg.TestA.func1()",
        "        \t/home/me/mod/pkg/a_test.go:11 +0x1d",
        "        example.com/mod/pkg.(*Stack).Pop(...)",
        "        \t/home/me/mod/pkg/a.go:31",
      ],
      "a.go:31 recovered: boom",
    ],
    ["prints of its own", ["    adding", "    got 7"], "a_test.go:7 adding got 7"],
    [
      "many prints of its own: the last leads",
      ["one", "two", "three {", "got 7", "}"],
      "a_test.go:7 got 7\none\ntwo\nthree {\ngot 7\n}",
    ],
    ["nothing at all", [], "a_test.go:7 TestA fails without a message"],
    [
      "a race",
      ["    testing.go:1617: race detected during execution of test"],
      "a_test.go:7 race detected during execution of test",
    ],
  ];
  for (const [title, output, expected] of cases) {
    it(title, () => {
      const runs = read(["^=== RUN   TestA", ...output, "^--- FAIL: TestA (0.00s)"]);
      const [first] = failureFindings("TestA", runs, site);
      assert.equal(`${first?.file.split("/").at(-1)}:${first?.line} ${first?.message}`, expected);
    });
  }

  it("keeps what stands at the end of a long message", () => {
    const dump = Array.from({ length: 500 }, (_, i) => `        line ${i}`);
    const runs = read(["^=== RUN   TestA", "    a_test.go:12: begins", ...dump, "^--- FAIL: TestA (0.00s)"]);
    const message = failureFindings("TestA", runs, site)[0]?.message ?? "";
    assert.match(message, /^begins\nline 0\n[\s\S]*\n\[\d+ characters left out\]\n[\s\S]*line 499$/);
    assert.ok(message.length < 2_100);
  });

  it("hears a subtest that calls Fatal of its parent", () => {
    const runs = read([
      "^=== RUN   TestA",
      "^=== RUN   TestA/one",
      "^=== NAME  TestA",
      "    a_test.go:12: got 0",
      "^=== NAME  TestA/one",
      "    testing.go:1913: test executed panic(nil) or runtime.Goexit: subtest may have called FailNow on a parent test",
      "^--- FAIL: TestA/one (0.00s)",
      "^--- FAIL: TestA (0.00s)",
    ]);
    const found = failureFindings("TestA", runs, site).map((f) => `${f.line} ${f.test} ${f.message}`);
    assert.deepEqual(found, ["12 TestA/one got 0"]);
  });

  it("names the failing subtest, innermost first", () => {
    const runs = read([
      "^=== RUN   TestA",
      "^=== RUN   TestA/b",
      "    a_test.go:12: no",
      "^--- FAIL: TestA/b (0.00s)",
      "^--- FAIL: TestA (0.00s)",
    ]);
    assert.deepEqual(
      failureFindings("TestA", runs, site).map((f) => f.test),
      ["TestA/b"],
    );
  });
});

const frame = (name: string, path: string): string => `${name}(0xc000012345?)\n\t${path} +0x1d`;

describe("how a test process died", () => {
  const own = frame("example.com/mod/pkg.(*Stack).Pop", "/home/me/mod/pkg/a.go:31");
  const test = frame("example.com/mod/pkg.TestA", "/home/me/mod/pkg/a_test.go:12");
  const library = frame("strings.Repeat", "/usr/local/go/src/strings/strings.go:600");
  const cases: readonly [string, string, string, string, RegExp][] = [
    [
      "a panic",
      `panic: boom [recovered, repanicked]\n\ngoroutine 7 [running]:\n${own}\n${test}\n`,
      "panic",
      "a.go:31",
      /^panic: boom \(called from a_test\.go:12\)$/,
    ],
    [
      "a panic in the library",
      `panic: strings: negative Repeat count\n\ngoroutine 7 [running]:\n${library}\n${own}\n`,
      "panic",
      "a.go:31",
      /negative Repeat count$/,
    ],
    [
      "a panic of the test's own",
      `panic: boom\n\ngoroutine 7 [running]:\n${test}\n`,
      "panic",
      "a_test.go:12",
      /^panic: boom$/,
    ],
    [
      "an overflow",
      `runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\ngoroutine 7 [running]:\n${own}\n`,
      "panic",
      "a.go:31",
      /endless recursion/,
    ],
    [
      "a fatal error",
      `fatal error: concurrent map writes\n\ngoroutine 7 [running]:\n${own}\n`,
      "panic",
      "a.go:31",
      /concurrent map writes/,
    ],
    [
      "a timeout",
      `panic: test timed out after 2s\nrunning tests:\n\tTestA (2s)\n\ngoroutine 1 [chan receive]:\n${test}\n\ngoroutine 7 [running]:\n${own}\n${test}\n`,
      "timeout",
      "a.go:31",
      /^does not end within 2s: it is in pkg\.\(\*Stack\)\.Pop$/,
    ],
    [
      "a timeout in a loop that was inlined in the test",
      `panic: test timed out after 2s\n\trunning tests:\n\t\tTestA (2s)\n\ngoroutine 7 [runnable]:\n${test}\n`,
      "timeout",
      "a.go:30",
      /^does not end within 2s: it is in pkg\.TestA, which calls Pop$/,
    ],
    [
      "a timeout on another thread",
      "panic: test timed out after 2s\n\trunning tests:\n\t\tTestA/sub (2s)\n\ngoroutine 7 [running]:\n\tgoroutine running on other thread; stack unavailable\n",
      "timeout",
      "a.go:30",
      /^does not end within 2s: it is in TestA, which calls Pop$/,
    ],
    [
      "a timeout of the test's own",
      `panic: test timed out after 2s\n\ngoroutine 7 [sleep]:\n${frame("example.com/mod/pkg.wait", "/home/me/mod/pkg/helpers_test.go:3")}\n`,
      "timeout",
      "helpers_test.go:3",
      /^does not end within 2s: it is in pkg\.wait$/,
    ],
    [
      "an overflow, innermost in a function's first line",
      `runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\nruntime stack:\n\ngoroutine 7 gp=0xc0 m=4 mp=0xc1 [running]:\n${[30, 31, 31].map((n) => `${frame("example.com/mod/pkg.Sum", `/home/me/mod/pkg/a.go:${n}`)} fp=0xc0 sp=0xc1 pc=0x4d`).join("\n")}\n`,
      "panic",
      "a.go:31",
      /endless recursion/,
    ],
    [
      "a deadlock, which the main goroutine tells",
      `fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n${library}\n\ngoroutine 7 [chan send]:\n${own}\n${test}\n`,
      "panic",
      "a.go:31",
      /deadlock! \(called from a_test\.go:12\)$/,
    ],
    [
      "a leak in a bubble, which the test tells",
      `panic: deadlock: main bubble goroutine has exited but blocked goroutines remain [recovered, repanicked]\n\ngoroutine 4 [running]:\n${test}\n\ngoroutine 6 [select, synctest bubble 1]:\n${frame("example.com/mod/pkg.poll", "/home/me/mod/pkg/b.go:9")}\n\ngoroutine 7 [chan send (durable), synctest bubble 1]:\n${library}\n${own}\ncreated by ${test}\n`,
      "panic",
      "a.go:31",
      /blocked goroutines remain/,
    ],
    [
      "a deadlock of the test's own",
      `panic: deadlock: all goroutines in bubble are blocked\n\ngoroutine 4 [running]:\n${library}\n\ngoroutine 5 [chan send (durable), synctest bubble 1]:\n${test}\n`,
      "panic",
      "a_test.go:12",
      /blocked$/,
    ],
    [
      "prints before",
      `some log\npanic: boom\n\ngoroutine 7 [running]:\n${own}\n`,
      "panic",
      "a.go:31",
      /boom/,
    ],
  ];
  for (const [title, stderr, kind, place, message] of cases) {
    it(title, () => {
      const crash = readCrash(stderr, site);
      assert.ok(crash);
      assert.match(crash.message, message);
      assert.equal(`${crash.class} ${crash.file.split("/").at(-1)}:${crash.line}`, `${kind} ${place}`);
    });
  }

  it("is not told by output that only looks alike", () => {
    assert.equal(readCrash("do not panic: it is a print\n", site), undefined);
  });
});
