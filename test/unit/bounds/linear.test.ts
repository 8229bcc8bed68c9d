import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readers } from "./foreign-text";

describe("the worst that others could write, at length", function () {
  // Only what never ends takes so long.
  this.timeout(60_000);
  let child: ChildProcess;
  before(() => {
    const loader = createRequire(__filename).resolve("tsx/cjs");
    const execArgv = ["--require", loader, "--max-old-space-size=1500"];
    child = fork(join(__dirname, "read-worst.ts"), [], { execArgv });
    child.setMaxListeners(2 * readers.length + 10);
  });
  after(() => {
    child.kill("SIGKILL");
  });

  for (const { name } of readers)
    it(`${name} reads it once`, async () => {
      const ended = once(child, "exit").then(([code, signal]) => [`it ended: ${signal ?? code}`]);
      child.send(name);
      const [said] = await Promise.race([once(child, "message"), ended]);
      assert.equal(said, name);
    });
});
