import assert from "node:assert/strict";
import type { ProcessResult } from "../../../../src/go/process/run";
import { findingOfFault, goFault } from "../../../../src/go/toolchain/fault";

const ended: ProcessResult = {
  end: "exited",
  code: 1,
  signal: undefined,
  stdout: "",
  stderr: "",
  dropped: { stdout: 0, stderr: 0 },
  error: "",
  ms: 1_000,
};

interface Case {
  readonly title: string;
  readonly result: Partial<ProcessResult>;
  /** Undefined: whatever it says is about what it was given. */
  readonly fault: { readonly by: "text" | "machine"; readonly why: RegExp } | undefined;
}

const cases: readonly Case[] = [
  {
    title: "a limit of memory is the text's",
    result: { end: "over-limit", signal: "SIGKILL", excess: { of: "memory", limit: 4096 } },
    fault: { by: "text", why: /^the compiler used more than 4096 MiB of memory$/ },
  },
  {
    title: "so is work without an end",
    result: { end: "timed-out", signal: "SIGKILL", ms: 300_000, cpuMs: 250_000 },
    fault: { by: "text", why: /did not come to an end within 300 s/ },
  },
  {
    title: "waiting without an end is not",
    result: { end: "timed-out", signal: "SIGKILL", ms: 300_000, cpuMs: 2_000 },
    fault: { by: "machine", why: /^go build did not end within 300 s$/ },
  },
  {
    title: "nor is an end where nothing tells what it did",
    result: { end: "timed-out", signal: "SIGKILL", ms: 300_000 },
    fault: { by: "machine", why: /did not end within/ },
  },
  {
    title: "a signal",
    result: { code: undefined, signal: "SIGKILL" },
    fault: { by: "machine", why: /^go build was killed \(SIGKILL\)$/ },
  },
  {
    title: "a signal that ended its compiler",
    result: { stderr: "# example.com/d\n/go/pkg/tool/compile: signal: killed\n" },
    fault: { by: "machine", why: /compile: signal: killed/ },
  },
  {
    title: "a full disk",
    result: { stderr: "go: writing d.a: write /tmp/x: no space left on device\n" },
    fault: { by: "machine", why: /no space left on device/ },
  },
  {
    title: "a command that does not start",
    result: { end: "not-started", code: undefined, error: "spawn go ENOENT" },
    fault: { by: "machine", why: /does not start \(spawn go ENOENT\)/ },
  },
  { title: "an error of the text", result: { stderr: "./d.go:3:1: undefined: x\n" }, fault: undefined },
  { title: "no error", result: { code: 0, stderr: "signal: killed\n" }, fault: undefined },
];

describe("why a go command did not do its work", () => {
  for (const { title, result, fault } of cases) {
    it(title, () => {
      const found = goFault({ ...ended, ...result }, "go build");
      assert.equal(found?.by, fault?.by);
      if (fault !== undefined) assert.match(found?.why ?? "", fault.why);
      const refuses = found !== undefined && findingOfFault(found, "build") !== undefined;
      assert.equal(refuses, fault?.by === "text");
    });
  }
});
