import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { EngineSettings } from "../../../../src/core/engine";
import { messageOf } from "../../../../src/core/problem/problem-text";
import { runOwnTests } from "../../../../src/session/fix/run-tests";
import { preparer } from "../../../../src/session/go-deps";
import { never } from "../../judge-support";

const module = {
  "go.mod": "module example.com/lane\n\ngo 1.21\n",
  "lane.go":
    'package lane\n\nvar lanes []int\n\nvar name = ""\n\n// Lane is the n-th lane.\nfunc Lane(n int) int {\n\treturn lanes[n]\n}\n',
  "lane_test.go": `package lane

import "testing"

func TestName(t *testing.T) {
\tif name != "A 1" {
\t\tt.Errorf("no name but %q", name)
\t}
}

func TestLane(t *testing.T) {
\tLane(1)
}
`,
};

interface Case {
  readonly goflags?: string;
  readonly flags?: readonly string[];
  readonly names: readonly string[];
  readonly failures: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  "as go test runs them": { names: [], failures: ["TestLane lane.go:9", "TestName lane_test.go:7"] },
  "with flags that change, hide or garble what go test prints": {
    goflags:
      "-json -v -x -n -c -o=lane.test -cover -coverprofile=c.out -cpuprofile=cpu.out -trimpath -list=. -fullpath",
    names: [],
    failures: ["TestLane lane.go:9", "TestName lane_test.go:7"],
  },
  "those that are left by the person's own flags": {
    goflags: "-skip=Lane -count=2",
    names: [],
    failures: ["TestName lane_test.go:7"],
  },
  "with a flag of the settings that has a space": {
    flags: ["-ldflags=-X 'example.com/lane.name=A 1'"],
    names: [],
    failures: ["TestLane lane.go:9"],
  },
  "those that are named, whatever flags leave": {
    flags: ["-skip", "Lane", "-run=Name", "-timeout 1ns"],
    names: ["TestLane"],
    failures: ["TestLane lane.go:9"],
  },
};

const settings: Omit<EngineSettings, "env" | "flags" | "cwd"> = {
  go: undefined,
  goMs: 300_000,
  memoryBytes: 2 ** 32,
  gopls: undefined,
  sandbox: false,
  allowed: { network: false, writes: false, reads: [], variables: {} },
  server: undefined,
  model: undefined,
  apiKey: undefined,
  options: { budget: 1 },
  judge: {
    tags: [],
    testTimeoutMs: 10_000,
    loopMs: 10_000,
    totalMs: 60_000,
    importersMs: 0,
    allowRequired: false,
  },
};

const deps = (of: EngineSettings) => ({
  settings: async () => of,
  mayRunUnprotected: async () => true,
});

describe("a person's own tests", () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "own-tests-")));
  before(() => {
    for (const [name, text] of Object.entries(module)) writeFileSync(join(dir, name), text);
  });
  after(() => rmSync(dir, { recursive: true }));

  for (const [title, { goflags = "", flags = [], names, failures }] of Object.entries(cases)) {
    it(`run, and what fails is found: ${title}`, async () => {
      const env = { ...process.env, GOENV: "off", GOFLAGS: goflags };
      const ready = await preparer(deps({ ...settings, env, flags, cwd: dir }))(dir, "own", never);
      assert.ok(ready.ok);
      const { go } = ready.value;
      const ran = await runOwnTests(
        { dir, names, buffers: new Map() },
        { settings: {}, go, onOutput() {} },
        never,
      );
      assert.ok(ran.ok, ran.ok ? "" : messageOf(ran.error));
      const found = ran.value.failures.map((f) => `${f.test} ${basename(f.file)}:${f.line}`);
      assert.deepEqual(found.sort(), failures);
      assert.deepEqual(readdirSync(dir).sort(), Object.keys(module).sort());
    });
  }
});
