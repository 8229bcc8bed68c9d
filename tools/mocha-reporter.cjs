/**
 * mocha's spec report for people, and in the file that STUBWRIGHT_TEST_REPORT names, as JSON: the counts, the tests that
 * failed, and those that passed only when asked again.
 */
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.STUBWRIGHT_TEST_REPORT;
    const failures = new Map();
    const again = new Map();
    const noted = (into) => (test, error) => into.set(test.fullTitle(), String(error?.message ?? error));
    runner.on("fail", noted(failures));
    runner.on("retry", noted(again));
    runner.on("retry", (test, error) =>
      console.log(`asked again: ${test.fullTitle()}\n${error?.stack ?? error}`),
    );
    runner.once("end", () => {
      const { passes, pending } = this.stats;
      const told = (tests) => [...tests].map(([title, message]) => `${title}: ${message.split("\n")[0]}`);
      const counts = {
        passed: passes,
        failed: this.stats.failures,
        skipped: pending,
        failures: told(failures),
        wavering: told([...again].filter(([title]) => !failures.has(title))),
      };
      if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
    });
  }
};
