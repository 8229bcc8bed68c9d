/** mocha's spec report for people, and the counts as JSON in the file that STUBWRIGHT_TEST_REPORT names. */
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.STUBWRIGHT_TEST_REPORT;
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      if (file !== undefined)
        writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
