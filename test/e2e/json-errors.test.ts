import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, startCli } from "../support/cli";

const files = {
  "go.mod": "module example.com/kettle\n\ngo 1.21\n",
  "kettle.go":
    'package kettle\n\n// Boils says whether water of this temperature boils.\nfunc Boils(celsius int) bool {\n\tpanic("not implemented")\n}\n',
  "kettle_test.go":
    'package kettle\n\nimport "testing"\n\nfunc TestBoils(t *testing.T) {\n\tif !Boils(100) {\n\t\tt.Error("no")\n\t}\n}\n',
  "torn/torn.go": "package torn\n\nfunc Torn( {\n",
  "suite.jsonl": "no JSON\n",
};

const noGo = ["--go", "/nowhere/go"];
const noServer = ["--server", "http://127.0.0.1:9"];
const judged = ["--candidate", "kettle.go"];

/** A call that cannot do its work, its exit status, and the code of the object that says why. */
const calls: readonly (readonly [args: readonly string[], status: number, code: string])[] = [
  [["implement", "kettle.go", "Cools"], 2, "function-not-found"],
  [["implement", "none.go", "Boils"], 2, "file-unreadable"],
  [["implement", "torn/torn.go", "Torn"], 2, "function-unreadable"],
  [["implement", "kettle_test.go", "TestBoils"], 2, "test-file"],
  [["implement", "kettle.go"], 2, "usage"],
  [["implement", "kettle.go", "Boils", "--budget", "none"], 2, "usage"],
  [["implement", "kettle.go", "Boils", "--quick"], 2, "usage"],
  [["implement", "kettle.go", "Boils", "--model", "kettle"], 2, "model-not-found"],
  [["implement", "kettle.go", "Boils", ...noGo], 3, "go-unusable"],
  [["implement", "kettle.go", "Boils", ...noServer], 3, "server-unreachable"],
  [["implement", "kettle.go", "Boils", "--model", "none.gguf"], 3, "model-not-loaded"],
  [["fix", ".", "TestCools"], 2, "no-such-test"],
  [["fix", "none", "TestBoils"], 2, "no-go-file"],
  [["fix", ".", "TestBoils", "--function", "Cools"], 2, "function-not-in-package"],
  [["fix", "."], 2, "usage"],
  [["fix", ".", "TestBoils", "--seed", "-1"], 2, "usage"],
  [["fix", ".", "TestBoils", ...noGo], 3, "go-unusable"],
  [["test", "kettle.go", "Cools"], 2, "function-not-found"],
  [["test", "none.go", "Boils"], 2, "file-unreadable"],
  [["test"], 2, "usage"],
  [["test", "kettle.go", "Boils", ...noGo], 3, "go-unusable"],
  [["test", "kettle.go", "Cools", "--check"], 2, "function-not-found"],
  [["test", "none_test.go", "--check"], 2, "file-unreadable"],
  [["test", "kettle_test.go", "TestCools", "--check"], 2, "no-such-test"],
  [["check", "kettle.go", "Cools", ...judged], 2, "function-not-found"],
  [["check", "none.go", "Boils", ...judged], 2, "file-unreadable"],
  [["check", "kettle.go", "Boils", "--candidate", "none.go"], 2, "file-unreadable"],
  [["check", "kettle.go", "Boils"], 2, "usage"],
  [["check", "kettle.go", "Boils", ...judged, "--hasty"], 2, "usage"],
  [["check", "kettle.go", "Boils", ...judged, ...noGo], 3, "go-unusable"],
  [["doctor", "--well"], 2, "usage"],
  [["doctor", "now"], 2, "usage"],
  [["bench", "--suite", "none.jsonl", "--out", "out"], 2, "file-unreadable"],
  [["bench", "--suite", "suite.jsonl", "--out", "out"], 2, "bad-task"],
  [["bench", "--suite", "suite.jsonl"], 2, "usage"],
  [["bench", "--suite", "suite.jsonl", "--out", "out", "--every", "0"], 2, "usage"],
  [["brew"], 2, "usage"],
];

const outcomes: Readonly<Record<number, string>> = { 2: "invalid", 3: "broken" };

describe("--json, where a command cannot do its work", () => {
  let dir: string;
  const runs = new Map<number, Promise<Ended>>();
  const started = (i: number): Promise<Ended> => {
    const [args] = calls[i] ?? [[]];
    const run =
      runs.get(i) ?? startCli([...args, "--json"], dir, { STUBWRIGHT_CACHE: join(dir, "cache") }).ended;
    runs.set(i, run);
    return run;
  };
  before(() => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-json-"));
    mkdirSync(join(dir, "torn"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  for (const [i, [args, status, code]] of calls.entries()) {
    it(`${args.join(" ")}: ${code}`, async () => {
      const run = started(i);
      if (i + 1 < calls.length) void started(i + 1);
      const ended = await run;
      const objects = ended.stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      const last = objects.filter((o) => o.outcome !== undefined);
      assert.equal(last.length, 1, ended.stdout);
      assert.equal(objects.at(-1), last[0]);
      const { outcome, reason } = last[0];
      assert.deepEqual(
        { status: ended.code, outcome, code: last[0].code },
        { status, outcome: outcomes[status], code },
      );
      assert.ok(ended.stderr.includes(reason), `${ended.stderr} does not say: ${reason}`);
    });
  }
});
