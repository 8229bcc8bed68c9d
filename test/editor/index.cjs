// Loaded in the extension host: runs the files that STUBWRIGHT_TEST_FILES names with mocha.
require("tsx/cjs");
const { join } = require("node:path");
const { default: Mocha } = require("mocha");

exports.run = () => {
  const mocha = new Mocha({
    timeout: 120_000,
    forbidOnly: true,
    retries: 1,
    color: true,
    grep: process.env.STUBWRIGHT_TEST_GREP,
    reporter: join(__dirname, "../../tools/mocha-reporter.cjs"),
  });
  for (const file of JSON.parse(process.env.STUBWRIGHT_TEST_FILES)) mocha.addFile(file);
  return new Promise((passed, failed) => {
    mocha.run((failures) => (failures > 0 ? failed(new Error(`${failures} tests failed`)) : passed()));
  });
};
