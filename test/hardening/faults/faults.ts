import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault, Place, ToolFault } from "./fault";

const killed = "kill -9 $$";
const full = 'echo "go: writing output: no space left on device" >&2\nexit 1';

/** The binary that go writes is put aside, and a script stands in its place. */
const insteadOfTests = (script: string): string =>
  [
    '"$REAL" "$@" || exit',
    'for a; do [ "$p" = -o ] && out=$a; p=$a; done',
    'mv "$out" "$out.real"',
    `printf '%s\\n' '#!/bin/sh' '${script}' >"$out"`,
    'chmod +x "$out"',
    "exit 0",
  ].join("\n");

const go = (when: string, does: string): ToolFault => ({ tool: "go", when, does });
const baselineTests = "test\\ -c*/overlay/*";
const candidateTests = "test\\ -c*/watched/*";

const kill =
  (name: RegExp) =>
  ({ processes }: Place): void => {
    const found = processes().filter(({ command }) => name.test(command));
    if (found.length === 0) throw new Error(`no process is ${name}`);
    for (const { pid } of found) process.kill(pid, "SIGKILL");
  };

/** One row each: what fails, when, and what has to come of it. */
export const faults: readonly Fault[] = [
  {
    component: "go list",
    stage: "before",
    what: "is killed",
    command: "check",
    tool: go("list\\ -e*", killed),
    expected: { outcome: "broken", says: /go list was killed \(SIGKILL\)/ },
  },
  {
    component: "go env",
    stage: "before",
    what: "is killed",
    command: "check",
    tool: go("env\\ -json", killed),
    expected: { outcome: "broken", says: /go env was killed \(SIGKILL\)/ },
  },
  {
    component: "temporary folder",
    stage: "before",
    what: "is not there",
    command: "check",
    env: { TMPDIR: "$DIR/nothing" },
    expected: { outcome: "broken", says: /cannot use the folder .*nothing.*TMPDIR/s },
    part: true,
  },
  {
    component: "temporary folder",
    stage: "before",
    what: "is a file",
    command: "check",
    env: { TMPDIR: "$DIR/file" },
    more: ({ dir }) => writeFileSync(join(dir, "file"), ""),
    expected: { outcome: "broken", says: /cannot use the folder .*file.*TMPDIR/s },
  },
  {
    component: "temporary folder",
    stage: "first attempt",
    what: "is removed",
    command: "check",
    tool: go(candidateTests, 'rm -rf "$DIR/temp"; exec "$REAL" "$@"'),
    expected: { outcome: "broken" },
  },
  {
    component: "build cache",
    stage: "before",
    what: "is a file",
    command: "check",
    env: { GOCACHE: "$DIR/file" },
    more: ({ dir }) => writeFileSync(join(dir, "file"), ""),
    expected: { outcome: "broken", says: /build cache/ },
  },
  {
    component: "own cache",
    stage: "before",
    what: "is a file",
    command: "implement",
    env: { STUBWRIGHT_CACHE: "$DIR/file" },
    more: ({ dir }) => writeFileSync(join(dir, "file"), ""),
    expected: { outcome: "passing", says: /cannot store the Go helper in/ },
  },
  {
    component: "go test -c",
    stage: "comparing",
    what: "is killed",
    command: "implement",
    tool: go("test\\ -c*/variants/*", killed),
    expected: { outcome: "passing" },
  },
  {
    component: "go test -c",
    stage: "baseline",
    what: "is killed",
    command: "check",
    tool: go(baselineTests, killed),
    expected: { outcome: "broken", says: /go test -c was killed \(SIGKILL\)/ },
    part: true,
  },
  {
    component: "go test -c",
    stage: "first attempt",
    what: "is killed",
    command: "check",
    tool: go(candidateTests, killed),
    expected: { outcome: "broken", says: /go test -c was killed \(SIGKILL\)/ },
  },
  {
    component: "go build",
    stage: "first attempt",
    what: "is killed",
    command: "check",
    tool: go("build*", killed),
    expected: { outcome: "broken", says: /go build was killed \(SIGKILL\)/ },
  },
  {
    component: "go vet",
    stage: "first attempt",
    what: "is killed",
    command: "check",
    tool: go("vet\\ -json*", killed),
    expected: { outcome: "broken", says: /go vet was killed \(SIGKILL\)/ },
  },
  {
    component: "compiler",
    stage: "baseline",
    what: "is killed",
    command: "check",
    tool: { tool: "compile", when: "*-p\\ example.com/d*", does: killed },
    expected: { outcome: "broken", says: /was killed/ },
  },
  {
    component: "linker",
    stage: "baseline",
    what: "is killed",
    command: "check",
    tool: { tool: "link", when: "*d.test*", does: killed },
    expected: { outcome: "broken", says: /was killed/ },
  },
  {
    component: "linker",
    stage: "first attempt",
    what: "is killed once",
    command: "check",
    tool: { tool: "link", when: "*d.test*", does: killed, once: true },
    expected: { outcome: "broken", says: /was killed/ },
  },
  {
    component: "linker",
    stage: "baseline",
    what: "takes more memory than it may",
    command: "check",
    flags: ["--memory", "200"],
    tool: {
      tool: "link",
      when: "*d.test*",
      does: `exec "$NODE" -e 'globalThis.held = Buffer.alloc(400 << 20, 1); setTimeout(() => {}, 60_000)'`,
    },
    expected: { outcome: "broken", says: /used more than 200 MiB of memory.*--memory/s },
    part: true,
  },
  {
    component: "test process",
    stage: "baseline",
    what: "is killed each time",
    command: "check",
    tool: go(baselineTests, insteadOfTests("kill -9 $$")),
    expected: { outcome: "broken", says: /kills the process of TestDouble/ },
  },
  {
    component: "test process",
    stage: "first attempt",
    what: "is killed once",
    command: "check",
    tool: go(
      candidateTests,
      insteadOfTests('[ -e "$0.done" ] || { : >"$0.done"; kill -9 $$; }; exec "$0.real" "$@"'),
    ),
    expected: { outcome: "passing" },
  },
  {
    component: "test process",
    stage: "first attempt",
    what: "is killed each time",
    command: "check",
    tool: go(candidateTests, insteadOfTests("kill -9 $$")),
    expected: { outcome: "rejected", says: /ended with/ },
  },
  {
    component: "file",
    stage: "baseline",
    what: "the test's is deleted",
    command: "check",
    tool: go(baselineTests, 'rm -f "$MODULE/d_test.go"; exec "$REAL" "$@"'),
    expected: { outcome: "broken", says: /d_test\.go was deleted while/ },
  },
  {
    component: "file",
    stage: "first attempt",
    what: "the test's is deleted",
    command: "check",
    tool: go(candidateTests, 'rm -f "$MODULE/d_test.go"; exec "$REAL" "$@"'),
    expected: { outcome: "broken", says: /d_test\.go was deleted while/ },
    part: true,
  },
  {
    component: "file",
    stage: "first attempt",
    what: "one of the package is deleted",
    command: "check",
    tool: go("build*", 'rm -f "$MODULE/other.go"; exec "$REAL" "$@"'),
    expected: { outcome: "broken", says: /other\.go was deleted while/ },
  },
  {
    component: "disk",
    stage: "baseline",
    what: "is full",
    command: "check",
    tool: go(baselineTests, full),
    expected: { outcome: "broken", says: /no space left on device.*disk space/s },
  },
  {
    component: "disk",
    stage: "first attempt",
    what: "is full",
    command: "check",
    tool: go(candidateTests, full),
    expected: { outcome: "broken", says: /no space left on device/ },
  },
  {
    component: "disk",
    stage: "baseline",
    what: "holds one MiB",
    command: "check",
    smallDisk: true,
    expected: { outcome: "broken", says: /no space left on device|no space left on the disk/i },
  },
  {
    component: "model server",
    stage: "first attempt",
    what: "goes away in the middle of an answer",
    command: "implement",
    serverDies: true,
    expected: { outcome: "broken", says: /does not answer/ },
  },
  {
    component: "Go helper",
    stage: "comparing",
    what: "is killed",
    command: "implement",
    onCall: (place, call) => (call === 2 ? kill(/\/helper[^/]* -go /)(place) : undefined),
    expected: { outcome: "passing" },
  },
  {
    component: "gopls",
    stage: "first attempt",
    what: "is killed",
    command: "implement",
    onCall: (place, call) => (call === 1 ? kill(/\/gopls$/)(place) : undefined),
    expected: { outcome: "passing" },
  },
  {
    component: "file",
    stage: "apply",
    what: "the one to write to is deleted",
    command: "implement --apply",
    onCall: ({ module }, call) => (call === 1 ? rmSync(join(module, "d.go")) : undefined),
    expected: { outcome: "passing", says: /Stubwright cannot write .*d\.go/ },
  },
];
