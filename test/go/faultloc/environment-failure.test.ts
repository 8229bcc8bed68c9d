import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentFailureIn, outsideMissing } from "../../../src/go/faultloc/environment-failure";
import { goTest } from "../../../src/go/faultloc/go-test";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { type LoadedPackage, loadPackageForTests } from "../../../src/go/snapshot/test-package";
import { never, realDeps } from "../judge-support";

/** What a test does, and what it fails for; undefined where that is its own assertion. */
const cases: readonly (readonly [string, string, string | undefined])[] = [
  [
    "compares an error of the network",
    `want(t, "dial tcp 10.1.2.3:80: connect: connection refused")`,
    undefined,
  ],
  [
    "compares an error of a program",
    `want(t, "exec: \\"weaver\\": executable file not found in $PATH")`,
    undefined,
  ],
  ["compares a report of a race", `want(t, "\\nWARNING: DATA RACE\\n")`, undefined],
  ["prints a report of a race", `fmt.Println("WARNING: DATA RACE")\n\twant(t, "a")`, undefined],
  ["compares a panic of a map", `want(t, "fatal error: concurrent map writes")`, undefined],
  ["compares an error of go", `want(t, "no required module provides package example.org/x")`, undefined],
  [
    "looks for a program with words of another",
    `exec.LookPath("spinner")\n\twant(t, "exec: \\"weaver\\": executable file not found in $PATH")`,
    undefined,
  ],
  [
    "needs a program",
    `if err := exec.Command("weaver").Run(); err != nil {\n\t\tt.Fatal(err)\n\t}`,
    "test-needs-program",
  ],
  [
    "panics for want of a program",
    `if err := exec.Command("weaver").Run(); err != nil {\n\t\tpanic(err)\n\t}`,
    "test-needs-program",
  ],
  [
    "needs a server",
    `if _, err := net.Dial("tcp", "127.0.0.1:9"); err != nil {\n\t\tt.Fatalf("no loom: %v", err)\n\t}`,
    "test-needs-network",
  ],
  [
    "writes a map in two places",
    `m := map[int]int{}\n\tfor range 8 {\n\t\tgo func() {\n\t\t\tfor i := 0; ; i++ {\n\t\t\t\tm[i] = i\n\t\t\t}\n\t\t}()\n\t}\n\tselect {}`,
    "test-races",
  ],
];

const source = `package loom

import (
	"fmt"
	"net"
	"os/exec"
	"testing"
)

var (
	_ = fmt.Println
	_ = net.Dial
	_ = exec.Command
)

func want(t *testing.T, text string) {
	t.Helper()
	if got := Weave(); got != text {
		t.Errorf("Weave() = %q, want %s", got, text)
	}
}
${cases.map(([, body], i) => `\nfunc TestN${i}(t *testing.T) {\n\t${body}\n}\n`).join("")}`;

describe("a failing test's environment, where the test", function () {
  this.timeout(120_000);
  let dir = "";
  let deps: GoDeps;
  let loaded: LoadedPackage;
  before(async () => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-loom-")));
    writeFileSync(join(dir, "go.mod"), "module example.org/loom\n\ngo 1.22\n");
    writeFileSync(join(dir, "loom.go"), 'package loom\n\nfunc Weave() string { return "" }\n');
    writeFileSync(join(dir, "loom_test.go"), source);
    deps = await realDeps();
    const opened = await loadPackageForTests({ dir, buffers: new Map(), tags: [] }, deps, never);
    assert.ok(opened.ok, JSON.stringify(opened));
    loaded = opened.value;
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  for (const [i, [title, , expected]] of cases.entries())
    it(`${title}: ${expected ?? "is not it"}`, async function () {
      if (deps.sandbox.kind === "none") this.skip();
      const test = `TestN${i}`;
      const timeoutMs = 10_000;
      const run = await goTest(loaded, { names: [test], flags: ["-count=1"], timeoutMs }, never);
      assert.equal(run.packages[0]?.status, "failed", run.rest);
      const said =
        environmentFailureIn(run, test, true) ??
        (await outsideMissing(run, { loaded, test, timeoutMs }, deps.sandbox, never));
      assert.equal(said?.code, expected, JSON.stringify(said));
    });
});
