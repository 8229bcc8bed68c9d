// Runs inside the extension host, around the real tests: writes their outcome into a file, because the workbench
// reports success also when the extension host died in between.
const { writeFileSync } = require("node:fs");

exports.run = async () => {
  const note = (outcome) => writeFileSync(process.env.STUBWRIGHT_OUTCOME, JSON.stringify(outcome));
  try {
    await require(process.env.STUBWRIGHT_TESTS).run();
    note({ ok: true });
  } catch (error) {
    note({ ok: false, error: String(error) });
    throw error;
  }
};
