import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyEdit } from "../../../src/cli/apply";
import type { FileEdit } from "../../../src/core/edit/edit";
import { messageOf } from "../../../src/core/problem/problem-text";

const hashOf = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

describe("applying an edit", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-apply-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const write = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  const edit = (file: string, before: string | undefined, ...changes: FileEdit["changes"]): FileEdit => ({
    file,
    hash: before === undefined ? undefined : hashOf(before),
    changes,
  });

  it("keeps BOM, CRLF and permissions, and leaves nothing beside the file", async () => {
    const text = "\uFEFFpackage x\r\n\r\nfunc F() {}\r\n";
    const file = write("x.go", text);
    chmodSync(file, 0o640);
    const at = text.indexOf("{}");
    const done = await applyEdit({ files: [edit(file, text, { start: at, end: at + 2, text: "{ g() }" })] });
    assert.deepEqual(done, { ok: true, value: [file] });
    assert.equal(readFileSync(file, "utf8"), "\uFEFFpackage x\r\n\r\nfunc F() { g() }\r\n");
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(dir), ["x.go"]);
  });

  it("writes a new file", async () => {
    const file = join(dir, "new_test.go");
    assert.equal(
      (await applyEdit({ files: [edit(file, undefined, { start: 0, end: 0, text: "package x\n" })] })).ok,
      true,
    );
    assert.equal(readFileSync(file, "utf8"), "package x\n");
    assert.deepEqual(readdirSync(dir), ["new_test.go"]);
  });

  it("writes through a symbolic link", async function () {
    if (process.platform === "win32") return this.skip();
    const file = write("real.go", "a");
    symlinkSync(file, join(dir, "link.go"));
    await applyEdit({ files: [edit(join(dir, "link.go"), "a", { start: 0, end: 1, text: "b" })] });
    assert.equal(readFileSync(file, "utf8"), "b");
    assert.ok(readdirSync(dir).includes("link.go"));
  });

  const refusals: [string, (file: string) => FileEdit, RegExp][] = [
    [
      "a file that has changed since",
      (file) => edit(file, "older", { start: 0, end: 0, text: "x" }),
      /has changed since/,
    ],
    ["a file that is gone", (file) => edit(`${file}.gone`, "x"), /Stubwright cannot write/],
    ["a new file that exists by now", (file) => edit(file, undefined), /already exists/],
  ];
  for (const [name, refused, message] of refusals) {
    it(`refuses ${name}, and writes none of the others`, async () => {
      const good = write("good.go", "good");
      const bad = write("bad.go", "newer");
      const result = await applyEdit({
        files: [edit(good, "good", { start: 0, end: 4, text: "x" }), refused(bad)],
      });
      assert.ok(!result.ok);
      assert.match(messageOf(result.error), message);
      assert.equal(readFileSync(good, "utf8"), "good");
      assert.equal(readFileSync(bad, "utf8"), "newer");
    });
  }
});
