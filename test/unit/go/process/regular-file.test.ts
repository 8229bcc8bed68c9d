import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRegular } from "../../../../src/go/process/regular-file";

describe("reading a file among others' files", () => {
  const dir = mkdtempSync(join(tmpdir(), "regular-"));
  before(() => {
    writeFileSync(join(dir, "file"), "12345");
    symlinkSync(join(dir, "file"), join(dir, "link"));
    symlinkSync("/dev/zero", join(dir, "device"));
    mkdirSync(join(dir, "folder"));
    spawnSync("sh", ["-c", 'mkfifo "$0"', join(dir, "pipe")]);
  });
  after(() => rmSync(dir, { recursive: true }));

  const wants = {
    file: "12345",
    link: "12345",
    device: undefined,
    folder: undefined,
    pipe: undefined,
    none: undefined,
  };
  for (const [name, want] of Object.entries(wants))
    it(`${name}: ${want === undefined ? "is not read" : "is read"}`, async () =>
      assert.equal((await readRegular(join(dir, name)))?.toString(), want));
  it("is not read where it is larger than wanted", async () =>
    assert.equal(await readRegular(join(dir, "file"), 4), undefined));
});
