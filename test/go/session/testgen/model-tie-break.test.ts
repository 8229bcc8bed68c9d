import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judgeContext } from "../../../../src/go/snapshot/context";
import { createSnapshot } from "../../../../src/go/snapshot/snapshot";
import { createArbiter } from "../../../../src/session/testgen/model-tie-break";
import { type HelperFixture, helperFixture, never } from "../../helper-support";
import { toldModel } from "../../scripted-model";

const stub =
  '// Package m.\npackage m\n\n// Half is half of n, rounded up.\nfunc Half(n int) int {\n\tpanic("todo")\n}\n';

describe("generated cases on candidates that no test decides", function () {
  this.timeout(240_000);
  let here: HelperFixture;
  before(async () => {
    here = await helperFixture();
  });
  after(() => here.end());

  it("only what is stated twice, and never otherwise, speaks; what dies neither passes nor fails", async () => {
    const dir = join(here.dir, "half");
    mkdirSync(dir);
    writeFileSync(join(dir, "go.mod"), "module example.com/half\n\ngo 1.21\n");
    writeFileSync(join(dir, "half.go"), stub);
    const snapshot = await createSnapshot({ file: join(dir, "half.go"), names: ["Half"] }, here.deps, never);
    assert.ok(snapshot.ok, JSON.stringify(snapshot));
    const ctx = judgeContext(snapshot.value, here.deps);
    const model = toldModel([
      'a", 3, 2},\n{"b", 4, 2},\n{"c", 5, 2},\n{"d", 7, 4},',
      'a", 3, 2},\n{"b", 4, 2},\n{"c", 5, 3},',
    ]);
    const bodies = ["return n / 2", "return (n + 1) / 2", "return n / (n - 3)"];
    const candidates = bodies.map((body) => ({
      edit: { files: [] },
      text: stub.replace('panic("todo")', body),
      adjustments: [],
    }));
    const told = await createArbiter(ctx, here.helper, model, 1)(candidates, 2, never);
    assert.equal(told?.calls, 2);
    assert.deepEqual(
      told?.cases.map((c) => [c.text, [...c.passes], [...c.fails]]),
      [
        ["Half(3) == 2", [1], [0]],
        ["Half(4) == 2", [0, 1], [2]],
      ],
    );
  });
});
