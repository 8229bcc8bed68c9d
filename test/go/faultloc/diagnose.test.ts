import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { diagnose } from "../../../src/go/faultloc/diagnose";
import { loadPackageForTests } from "../../../src/go/snapshot/test-package";
import { root } from "../../support/cli";
import { type HelperFixture, helperFixture, never } from "../helper-support";
import { faults } from "./faults-table";

describe("the function at fault", function () {
  this.timeout(240_000);
  let here: HelperFixture;
  before(async () => {
    here = await helperFixture();
  });
  after(() => here.end());

  for (const { module, bug, test, func, places, flags } of faults) {
    it(`${bug}: ${func}`, async () => {
      const deps = { ...here.deps, env: { ...here.deps.env, GOFLAGS: flags ?? "" } };
      const dir = join(root, "test/fixtures/faults", module);
      const opened = await loadPackageForTests({ dir, buffers: new Map(), tags: [] }, deps, never);
      assert.ok(opened.ok, JSON.stringify(opened));
      const found = await diagnose(opened.value, { test, timeoutMs: 10_000 }, deps, here.helper, never);
      assert.ok(found.ok, JSON.stringify(found));
      const diagnosis = found.value;
      assert.ok(diagnosis.kind === "failing" || (diagnosis.kind === "environment" && bug === "a race"));
      assert.deepEqual(diagnosis.failures.map((f) => `${basename(f.file)}:${f.line}`).sort(), places);
      const told = diagnosis.suspects.map((s) => `${s.name}: ${s.reasons.join("; ")}`).join("\n");
      assert.ok(
        diagnosis.suspects.slice(0, 2).some((s) => s.name === func),
        told,
      );
      assert.ok(
        diagnosis.suspects.every((s) => s.reasons.length > 0),
        told,
      );
      if (process.env["STUBWRIGHT_SHOW"])
        console.log(
          told,
          diagnosis.kind === "failing"
            ? diagnosis.passingMutants.map((m) => `${m.func} ${m.change}`)
            : diagnosis.environment,
        );
    });
  }
});
