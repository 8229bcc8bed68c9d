import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { runTool } from "../../../src/go/toolchain/tool-run";

const never = new AbortController().signal;
const go = { longestMs: 60_000, memoryBytes: 2 ** 28 };
const options = { cwd: tmpdir(), env: process.env };

describe("a program of the toolchain", () => {
  it("that is not there has not started, whatever starts it", async () => {
    const { end, code, error } = await runTool(go, "/nowhere/go", ["version"], options, never);
    assert.deepEqual([end, code], ["not-started", undefined]);
    assert.match(error, /\/nowhere\/go/);
  });

  it("gets its arguments and its input as they are, and ends as it would", async () => {
    const script = "process.stdin.pipe(process.stdout); process.exitCode = process.argv.length";
    const args = ["-e", script, "$HOME", "a b", "'"];
    const large = { ...go, memoryBytes: 2 ** 32 };
    const ran = await runTool(large, process.execPath, args, { ...options, stdin: "$x" }, never);
    assert.deepEqual([ran.end, ran.code, ran.stdout], ["exited", 4, "$x"]);
  });

  /** As Go's run time and gcc say it; other errors of the system are the machine's. */
  const words: readonly (readonly [says: string, isLimit: boolean])[] = [
    ["# example.com/m\nfatal error: runtime: out of memory\n\nruntime stack:", true],
    [
      "runtime: out of memory: cannot allocate 4194304-byte block (1 in use)\nfatal error: out of memory",
      true,
    ],
    ["fatal error: runtime: cannot allocate memory", true],
    ["cc1: out of memory allocating 65536 bytes after a total of 1 bytes", true],
    ["./a.go:3:1: fatal error: out of memory", false],
    ["fork/exec /go/compile: cannot allocate memory", false],
  ];
  for (const [says, isLimit] of words)
    it(`that says ${says.split("\n").join(" | ")} ${isLimit ? "ran into its limit" : "did not"}`, async function () {
      if (process.platform !== "linux") return this.skip();
      const args = ["-c", 'printf %s "$0" >&2; exit 2', says];
      const { end, excess } = await runTool(go, "/bin/sh", args, options, never);
      const limit = { of: "memory", limit: 256 };
      assert.deepEqual([end, excess], isLimit ? ["over-limit", limit] : ["exited", undefined]);
    });
});
