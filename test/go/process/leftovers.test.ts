import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { sweepLeftovers } from "../../../src/go/process/leftovers";
import { eventually } from "../../support/eventually";

const tree = require.resolve("../../../src/go/process/tree");
const folders = require.resolve("../../../src/go/process/temp-dir");

/** Starts a process and makes a folder, says which, and waits. */
const parent = `require("tsx/cjs");
  const { child } = require(${JSON.stringify(tree)}).spawnTree("sleep", ["300"], { env: process.env });
  const folder = require(${JSON.stringify(folders)}).makeFolder();
  console.log(child.pid + " " + folder);`;

async function started() {
  const ours = spawn(process.execPath, ["-e", parent], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(ours.stdout, "data")) as [Buffer];
  const [pid = "", folder = ""] = line.toString().trim().split(" ");
  return { ours, child: `/proc/${pid}`, folder };
}

describe("what a process of ours leaves when it is killed", () => {
  it("is ended and removed by the next one, and what another one works with is not", async function () {
    if (process.platform !== "linux") return this.skip();
    this.timeout(20_000);
    const [dead, living] = await Promise.all([started(), started()]);
    try {
      dead.ours.kill("SIGKILL");
      await once(dead.ours, "exit");
      assert.ok(existsSync(dead.child) && existsSync(dead.folder), "it left something");
      sweepLeftovers();
      assert.equal(existsSync(dead.folder), false);
      await eventually(() => assert.equal(existsSync(dead.child), false));
      assert.ok(existsSync(living.child) && existsSync(living.folder));
    } finally {
      living.ours.kill("SIGKILL");
      await once(living.ours, "exit");
      sweepLeftovers();
    }
  });
});
