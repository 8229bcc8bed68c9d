import assert from "node:assert/strict";
import { suite as attacks } from "./attacks.suite";
import { suite as faults } from "./faults.suite";
import type { HardeningSuite } from "./suite";

/** What `npm run test:hardening` tries, a case of each kind: in the sandbox of the machine, as whoever runs the tests. */
describe("hostile code", function () {
  this.timeout(600_000);
  const suites: readonly HardeningSuite[] = [attacks, faults];
  for (const suite of suites)
    it(`${suite.name}: nothing gets out, nothing is forged, nothing is left`, async () => {
      const options = { part: true, only: "", jobs: 2 };
      const { tried, failures } = await suite.run(options, () => {}, new AbortController().signal);
      assert.ok(tried >= 5, `only ${tried} were tried`);
      assert.deepEqual(failures, []);
    });
});
