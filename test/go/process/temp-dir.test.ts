import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  isScratch,
  makeFolder,
  removeFolder,
  sweepFolders,
  withFolder,
} from "../../../src/go/process/temp-dir";

describe("temporary folders of ours", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "scratch-test-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("are gone when the work in them is over, also when it throws", async () => {
    const work = async (dir: string) => {
      writeFileSync(join(dir, "x"), "x");
      throw new Error("no");
    };
    await assert.rejects(withFolder(work, root), /no/);
    assert.deepEqual(readdirSync(root), []);
  });

  it("are gone whatever programs made of them", async function () {
    if (process.platform === "win32") return this.skip();
    // Deeper than any path can name; closed to their owner; of a name that is no text.
    const script = `cd "$1" && mkdir deep && cd deep
      name=$(printf '%0200d' 0); for i in $(seq 40); do mkdir $name; cd -P $name || exit 1; done; touch file; ln -s / link
      chmod 0 . "$1/deep"; odd=$1/$(printf '\\377'); mkdir "$odd"; touch "$odd/file"; chmod 500 "$1"`;
    await withFolder(async (dir) => {
      const made = spawnSync("bash", ["-c", script, "bash", dir], { encoding: "utf8" });
      assert.equal(made.status, 0, made.stderr);
    }, root);
    assert.deepEqual(readdirSync(root), []);
  });

  it("are told by their name, and no folder of a person's is", async () => {
    await withFolder(async (dir) => assert.ok(isScratch(join(dir, "a.go"))), root);
    for (const path of ["/home/me/stubwright-vscode/a.go", "/tmp/stubwright-e2e-x/a.go"])
      assert.equal(isScratch(path), false, path);
  });

  it("are gone when the process ends before the work does", () => {
    const script = `require("tsx/cjs"); require("${require.resolve("../../../src/go/process/temp-dir")}")
      .withFolder(() => new Promise(() => setTimeout(() => process.exit(3), 20)), ${JSON.stringify(root)});`;
    const ended = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    assert.equal(ended.status, 3, ended.stderr);
    assert.deepEqual(readdirSync(root), []);
  });

  it("of a process that was killed are swept by the next one, and no others", () => {
    const own = makeFolder(root);
    const [prefix, start] = /^(.*)-\d+-(\d+)-[^-]*$/.exec(basename(own))?.slice(1) ?? [];
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    const dead = join(root, `${prefix}-${pid}-${start}-abcdef`);
    const others = [
      `${prefix}-${process.ppid}-0-abcdef`,
      `stubwright-000000-${pid}-${start}-abcdef`,
      "stubwright-e2e-x",
      "go-build1",
    ];
    for (const name of others) mkdirSync(join(root, name));
    mkdirSync(join(dead, "overlay"), { recursive: true });
    // Its process id is another one's by now.
    const given = join(root, `${prefix}-${process.pid}-1-abcdef`);
    if (process.platform === "linux") mkdirSync(given);
    sweepFolders(root);
    assert.equal(existsSync(dead), false);
    assert.deepEqual(readdirSync(root).sort(), [...others, basename(own)].sort());
    removeFolder(own);
    assert.equal(existsSync(own), false);
  });
});
