import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { foldersNaming } from "../../../../src/go/toolchain/folders-naming";
import { nearestTo } from "../../../../src/go/toolchain/importers";

describe("importers", () => {
  it("come nearest first: of the same module, by steps between folders, by name", () => {
    const importer = (dir: string, moduleDir = "/m") => ({ importPath: `x${dir}`, dir, moduleDir });
    const found = [
      importer("/m/far/off/b"),
      importer("/n/p/q", "/n"),
      importer("/m/p/q/below"),
      importer("/m/p/beside"),
      importer("/m/far/off/a"),
      importer("/m/p"),
    ];
    const near = found.sort(nearestTo({ dir: "/m/p/q", module: { dir: "/m" } }));
    assert.deepEqual(
      near.map((i) => i.dir),
      ["/m/p", "/m/p/q/below", "/m/p/beside", "/m/far/off/a", "/m/far/off/b", "/n/p/q"],
    );
  });

  it("are looked for where a file names the package, in folders that ./... has", async () => {
    const dir = mkdtempSync(join(tmpdir(), "importers-test-"));
    const files: Readonly<Record<string, string>> = {
      "a/a.go": 'import "x/core"',
      "a/deep/a_test.go": "import `x/core`",
      "b/b.go": 'import "x/core/other"',
      "c/c.txt": '"x/core"',
      "testdata/d.go": 'import "x/core"',
      "_e/e.go": 'import "x/core"',
      ".f/f.go": 'import "x/core"',
      "vendor/g/g.go": 'import "x/core"',
      "own/go.mod": "module own",
      "own/h.go": 'import "x/core"',
      "go.mod": "module x",
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
    const { signal } = new AbortController();
    try {
      const found = await foldersNaming("x/core", [dir, join(dir, "absent")], signal);
      assert.deepEqual([...found].sort(), [join(dir, "a"), join(dir, "a", "deep")]);
      assert.deepEqual(await foldersNaming("x/core", [dir], AbortSignal.abort()), []);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
