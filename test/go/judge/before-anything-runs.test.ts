import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { checkCandidate } from "../../../src/go/judge/check";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { argsOfGo, never, realDeps, rewritten } from "../judge-support";

/** A test that has nothing to do with Half, and takes longer than anybody waits. */
const files: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/halves\n\ngo 1.21\n",
  "half.go":
    '// Package halves halves.\npackage halves\n\n// Half is n / 2.\nfunc Half(n int) int {\n\tpanic("TODO")\n}\n',
  "half_test.go": `package halves

import (
	"os"
	"testing"
	"time"
)

func TestSlow(t *testing.T) {
	if os.Getenv("LC_ALL") != "quick" {
		time.Sleep(time.Hour)
	}
}

func TestHalf(t *testing.T) {
	if Half(4) != 2 {
		t.Fatal(Half(4))
	}
}
`,
};

interface Case {
  readonly title: string;
  readonly body: string;
  readonly imports?: readonly string[];
  readonly gate: string;
  /** Go's commands that were started, those that find out where the target is left out. */
  readonly started: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: "an import that the module does not have",
    body: "\treturn third.Half(n)",
    imports: ["example.org/third"],
    gate: "imports",
    started: [],
  },
  {
    title: "a call that ends the process",
    body: "\tpanic(1)\n\tos.Exit(0)",
    imports: ["os"],
    gate: "forbidden",
    started: [],
  },
  { title: "what gofmt would write otherwise", body: "\treturn n/2", gate: "format", started: [] },
  {
    title: "what does not compile: the slow tests of the stub are not waited for",
    body: '\treturn "half"',
    gate: "build",
    started: ["build", "build", "test", "test", "vet"],
  },
  {
    title: "what go vet finds",
    body: "\tn = n\n\treturn n / 2",
    gate: "vet",
    started: ["build", "test", "test", "vet", "vet"],
  },
];

describe("a check", () => {
  let dir = "";
  let deps: GoDeps;
  before(async () => {
    deps = await realDeps();
    dir = realpathSync(mkdtempSync(join(tmpdir(), "early-test-")));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  });
  after(() => rmSync(dir, { recursive: true }));

  async function check({ body, imports }: Pick<Case, "body" | "imports">, env: GoDeps["env"]) {
    const file = join(dir, "half.go");
    const candidateText = rewritten(deps.parser, file, { bodies: { Half: body }, imports: imports ?? [] });
    const started: string[] = [];
    const note = (message: unknown): void => {
      const { process: child } = message as { process: ChildProcess };
      // What it runs is known once it is started.
      process.nextTick(() => {
        const [first = ""] = argsOfGo(child.spawnargs);
        if (["build", "test", "vet"].includes(first)) started.push(first);
      });
    };
    subscribe("child_process", note);
    try {
      const request = { file, names: ["Half"], candidateText, settings: { testTimeoutMs: 3_600_000 } };
      const judged = await checkCandidate(
        request,
        { ...deps, env: { ...deps.env, ...env } },
        () => {},
        never,
      );
      assert.ok(judged.ok, judged.ok ? "" : messageOf(judged.error));
      return { ...judged.value, started: started.sort() };
    } finally {
      unsubscribe("child_process", note);
    }
  }

  for (const c of cases) {
    it(`refuses ${c.title}`, async () => {
      const { grade, verdicts, started } = await check(c, {});
      assert.deepEqual(
        [grade, verdicts.at(-1)?.gate, verdicts.at(-1)?.status],
        ["rejected", c.gate, "failed"],
      );
      assert.deepEqual(started, c.started);
    });
  }

  it("asks go vet once where it finds nothing, and compiles the tests a third time for their control", async () => {
    const { grade, started } = await check({ body: "\treturn n / 2" }, { LC_ALL: "quick" });
    assert.equal(grade, "passing");
    assert.deepEqual(started, ["build", "test", "test", "test", "vet"]);
  });
});
