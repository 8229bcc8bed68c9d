import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunEvent } from "../../src/core/events/events";
import { emptyView, fold, type RunView } from "../../src/core/events/view";
import { root, startCli } from "../support/cli";

const viewOf = (stdout: string): RunView =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RunEvent)
    .reduce(fold, emptyView);

/** Tests that fail for no body's sake, and what is said of them. */
const troubles = [
  {
    name: "a module that is not there",
    files: {
      "a.go": 'package m\n\nimport "example.org/nowhere"\n\nvar A = nowhere.A\n',
      "a_test.go": 'package m\n\nimport "testing"\n\nfunc TestA(t *testing.T) { t.Log(A) }\n',
    },
    said: /^TestA fails because a module is missing: /,
  },
  {
    name: "a service that is not there",
    files: {
      "a.go": "package m\n\nfunc A() int { return 1 }\n",
      "a_test.go":
        'package m\n\nimport (\n\t"net"\n\t"testing"\n)\n\nfunc TestA(t *testing.T) {\n\tif _, err := net.Dial("tcp", "127.0.0.1:9"); err != nil {\n\t\tt.Fatal(err)\n\t}\n\tA()\n}\n',
    },
    said: /^TestA fails because it needs the network: dial tcp/,
  },
  {
    name: "a test that fails now and then",
    files: {
      "a.go": "package m\n\nfunc A() int { return 1 }\n",
      "a_test.go":
        'package m\n\nimport "testing"\n\nvar runs int\n\nfunc TestA(t *testing.T) {\n\truns++\n\tif A()+runs%2 == 2 {\n\t\tt.Error("now and then")\n\t}\n}\n',
    },
    said: /^TestA is flaky/,
  },
] as const;

describe("stubwright fix", function () {
  this.timeout(600_000);
  let dir = "";
  let module = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-e2e-"));
    module = join(dir, "module");
    mkdirSync(module);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries({ "go.mod": "module example.com/m\n\ngo 1.21\n", ...files }))
      writeFileSync(join(module, name), text);
  };

  for (const { name, files, said } of troubles) {
    it(`names ${name}, and asks no model`, async () => {
      write(files);
      const run = await startCli(["fix", ".", "TestA", "--json"], module).ended;
      assert.equal(run.code, 3, run.stderr);
      const { finished } = viewOf(run.stdout);
      assert.equal(finished?.outcome, "broken");
      assert.equal(finished?.calls, 0);
      assert.match(finished?.reason ?? "", said);
    });
  }

  it("has nothing to do for a test that passes", async () => {
    write({
      "a.go": "package m\n\nfunc A() int { return 1 }\n",
      "a_test.go": 'package m\n\nimport "testing"\n\nfunc TestA(t *testing.T) { A() }\n',
    });
    const run = await startCli(["fix", ".", "TestA"], module).ended;
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stderr, /TestA passes/);
    const none = await startCli(["fix", ".", "TestB"], module).ended;
    assert.equal(none.code, 2);
    assert.match(none.stderr, /There is no test TestB.* Its tests: TestA\./);
  });

  it("mends a map that was never made, in one function and nothing else, whatever go would do of itself", async () => {
    cpSync(join(root, "test/fixtures/faults/tally"), module, { recursive: true });
    const before = readFileSync(join(module, "tally_test.go"), "utf8");
    const GOFLAGS = "-cover -n -json -trimpath";
    const run = await startCli(["fix", ".", "TestZeroBox", "--json", "--apply"], module, { GOFLAGS }).ended;
    assert.equal(run.code, 0, run.stderr);
    const view = viewOf(run.stdout);
    const said = view.notes.filter((note) => note.code === "flags-left-out");
    assert.deepEqual(
      said.map((note) => note.data),
      [{ flags: GOFLAGS.split(" ") }],
    );
    assert.equal(view.fault?.suspects[0]?.name, "Box.Vote");
    assert.deepEqual(
      view.finished?.edit?.files.map((f) => f.file),
      [join(module, "tally.go")],
    );
    assert.match(readFileSync(join(module, "tally.go"), "utf8"), /make\(map\[string\]int\)/);
    assert.equal(readFileSync(join(module, "tally_test.go"), "utf8"), before);
    assert.deepEqual(readdirSync(module).sort(), ["go.mod", "tally.go", "tally_test.go"]);
  });

  it("declares and writes a function that does not exist, in one diff", async () => {
    write({
      "a.go": "package m\n\n// Double gives twice n.\nfunc Double(n int) int { return 2 * n }\n",
      "a_test.go":
        'package m\n\nimport "testing"\n\nfunc TestTriple(t *testing.T) {\n\tif got := Triple(4); got != 12 {\n\t\tt.Errorf("Triple(4) = %d, want 12", got)\n\t}\n\tif got := Triple(5); got != 15 {\n\t\tt.Errorf("Triple(5) = %d, want 15", got)\n\t}\n}\n',
    });
    const run = await startCli(["fix", ".", "TestTriple"], module).ended;
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stdout, /^\+func Triple\(n int\) int \{$/m);
    assert.doesNotMatch(run.stdout, /not implemented/);
  });
});
