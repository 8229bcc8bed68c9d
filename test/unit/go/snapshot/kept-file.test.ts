import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKept, writeKept } from "../../../../src/go/snapshot/kept-file";

describe("what is kept between processes", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "kept-test-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const only = (): string => join(dir, readdirSync(dir)[0] ?? "");

  it("is read as it was written, under its name alone", async () => {
    await writeKept(join(dir, "made"), "one", { n: 1 });
    assert.deepEqual(await readKept(join(dir, "made"), "one"), { n: 1 });
    assert.equal(await readKept(join(dir, "made"), "two"), undefined);
    assert.equal(await readKept(join(dir, "never"), "one"), undefined);
  });

  const spoilt: readonly [string, (text: string) => string][] = [
    ["is cut off", (text) => text.slice(0, -2)],
    ["is empty", () => ""],
    ["says something else", (text) => text.replace('"n":1', '"n":2')],
    ["has no sum", (text) => text.slice(text.indexOf("\n") + 1)],
  ];
  for (const [title, spoil] of spoilt) {
    it(`is not believed where the file ${title}`, async () => {
      await writeKept(dir, "one", { n: 1 });
      writeFileSync(only(), spoil(readFileSync(only(), "utf8")));
      assert.equal(await readKept(dir, "one"), undefined);
      await writeKept(dir, "one", { n: 3 });
      assert.deepEqual(await readKept(dir, "one"), { n: 3 });
    });
  }

  it("is one of its versions where many write at once, and nothing else is left", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => writeKept(dir, "one", { n })));
    assert.match(JSON.stringify(await readKept(dir, "one")), /^\{"n":1?\d\}$/);
    assert.equal(readdirSync(dir).length, 1);
  });

  it("is bounded: what was not used for longest goes, and what is too long is never written", async () => {
    await writeKept(dir, "used", 1);
    utimesSync(only(), 1000, 1000);
    for (let n = 0; n < 399; n++) writeFileSync(join(dir, `other${n}.json`), "");
    for (let n = 0; n < 399; n++) utimesSync(join(dir, `other${n}.json`), 2000 + n, 2000 + n);
    assert.equal(await readKept(dir, "used"), 1);
    await writeKept(dir, "new", 2);
    assert.equal(readdirSync(dir).length, 400);
    assert.deepEqual([await readKept(dir, "used"), await readKept(dir, "new")], [1, 2]);
    assert.ok(!readdirSync(dir).includes("other0.json"));
    await writeKept(dir, "long", "x".repeat(2 << 20));
    assert.equal(await readKept(dir, "long"), undefined);
  });

  it("is nothing where the folder cannot be made", async () => {
    writeFileSync(join(dir, "file"), "");
    await writeKept(join(dir, "file", "below"), "one", 1);
    assert.equal(await readKept(join(dir, "file", "below"), "one"), undefined);
  });
});
