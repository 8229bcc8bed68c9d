import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { binarySources, stateOfSources } from "../../../../src/go/snapshot/binary-sources";
import type { TestBuild } from "../../../../src/go/toolchain/test-build";

const files = [
  "go.mod",
  "go.work",
  "vendor/modules.txt",
  "inner/deep/deep.go",
  "inner/deep/static/page.html",
  "inner/deep/static/parts/.keep",
  "inner/deep/notes/a.txt",
  "apart/apart.go",
  "root/bin/go",
  "root/VERSION",
  "root/src/fmt/print.go",
  "cache/example.com/x@v1.0.0/x.go",
];

describe("what a test binary is made of", () => {
  let dir = "";
  let paths: readonly string[] = [];
  let state: string | undefined;
  const at = (name: string): string => join(dir, name);
  const write = (name: string, text = "x"): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };

  const sources = (kept: readonly { name: string; value?: string }[] = []) =>
    binarySources(
      {
        dir: at("inner/deep"),
        go: {
          go: at("root/bin/go"),
          goroot: at("root"),
          goMod: at("go.mod"),
          goWork: at("go.work"),
          vendoredIn: dir,
          vars: { GOMODCACHE: at("cache") },
          flags: { kept },
        },
      } as unknown as TestBuild,
      [
        {
          Dir: at("inner/deep"),
          EmbedFiles: ["static/page.html"],
          Module: { Dir: dir, GoMod: at("go.mod") },
        },
        { Dir: at("root/src/fmt"), Goroot: true },
        { Dir: at("cache/example.com/x@v1.0.0"), Module: { Dir: at("cache/example.com/x@v1.0.0") } },
      ],
    );

  before(async () => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), "sources-test-")));
    for (const name of files) write(name);
    paths = (await sources()) ?? [];
    // A file system's clock ticks now and then only.
    await wait(50);
    state = await stateOfSources(paths);
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  // Each change stays, and the next one comes on top of it.
  const changes: readonly [what: string, change: () => void, seen: boolean][] = [
    ["nothing", () => {}, false],
    ["a file of its package", () => write("inner/deep/deep.go", "y"), true],
    ["a file that is added to its folder", () => write("inner/deep/more.go"), true],
    ["the name of a file", () => renameSync(at("inner/deep/more.go"), at("inner/deep/other.go")), true],
    ["a file's mode", () => chmodSync(at("inner/deep/deep.go"), 0o600), true],
    ["a file that is compiled in", () => write("inner/deep/static/page.html", "y"), true],
    ["a file beside one that is compiled in", () => write("inner/deep/static/more.html"), true],
    ["a file further below", () => write("inner/deep/static/parts/part.html"), true],
    ["a go.mod between the package and its module", () => write("inner/go.mod"), true],
    ["go.mod", () => write("go.mod", "y"), true],
    ["go.work", () => write("go.work", "y"), true],
    ["what is vendored", () => write("vendor/modules.txt", "y"), true],
    ["Go's version", () => write("root/VERSION", "y"), true],
    ["the go command", () => write("root/bin/go", "y"), true],
    ["a file of a folder that holds nothing of it", () => write("inner/deep/notes/a.txt", "y"), false],
    ["a package that it does not import", () => write("apart/apart.go", "y"), false],
    ["Go's own package, which its version stands for", () => write("root/src/fmt/print.go", "y"), false],
    ["a downloaded module", () => write("cache/example.com/x@v1.0.0/x.go", "y"), false],
  ];
  for (const [what, change, seen] of changes)
    it(`${seen ? "changes" : "stays"} with ${what}`, async () => {
      change();
      const now = await stateOfSources(paths);
      assert.equal(now !== state, seen);
      state = now;
      await wait(20);
    });

  it("is not told of what has changed since a time, nor where a flag names another go.mod", async () => {
    const began = Date.now() + 1_000;
    assert.equal(await stateOfSources(paths, began), state);
    write("go.mod", "z");
    assert.equal(await stateOfSources(paths, began - 1_000), undefined);
    assert.equal(await sources([{ name: "modfile", value: "other.mod" }]), undefined);
  });
});
