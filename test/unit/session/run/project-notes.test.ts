import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectNotes } from "../../../../src/session/run/project-notes";

interface Case {
  readonly title: string;
  /** Makes .stubwright.md in the package's folder of a module. */
  readonly make: (path: string, module: string) => void;
  readonly expected: { readonly text: string } | { readonly refused: string } | undefined;
}

const text = "Name errors errX.\n";
const cases: readonly Case[] = [
  { title: "a file of the package", make: (path) => writeFileSync(path, text), expected: { text } },
  {
    title: "one of the module",
    make: (_path, module) => writeFileSync(join(module, ".stubwright.md"), text),
    expected: { text },
  },
  {
    title: "none, though one lies above the module",
    make: (_path, module) => writeFileSync(join(module, "..", ".stubwright.md"), text),
    expected: undefined,
  },
  {
    title: "a link out of the module",
    make: (path) => symlinkSync("/proc/self/environ", path),
    expected: { refused: "link" },
  },
  {
    title: "a link to a secret inside",
    make: (path, module) => {
      writeFileSync(join(module, ".env"), "TOKEN=t\n");
      symlinkSync("../.env", path);
    },
    expected: { refused: "link" },
  },
  { title: "a link to nothing", make: (path) => symlinkSync("nothing", path), expected: { refused: "link" } },
  { title: "a folder", make: (path) => void mkdirSync(path), expected: { refused: "no-file" } },
  {
    title: "a pipe, which would never end",
    make: (path) => assert.equal(spawnSync("/bin/sh", ["-c", 'mkfifo "$0"', path]).status, 0),
    expected: { refused: "no-file" },
  },
  {
    title: "64 KiB",
    make: (path) => writeFileSync(path, "x".repeat(65_536)),
    expected: { text: "x".repeat(65_536) },
  },
  {
    title: "more than that",
    make: (path) => writeFileSync(path, "x".repeat(65_537)),
    expected: { refused: "large" },
  },
];

describe("the project's notes to the model", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-notes-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  for (const { title, make, expected } of cases) {
    it(`are ${expected === undefined || "text" in expected ? "" : "not "}read: ${title}`, async function () {
      if (process.platform === "win32") return this.skip();
      const module = join(dir, "module");
      const pkg = join(module, "pkg");
      mkdirSync(pkg, { recursive: true });
      make(join(pkg, ".stubwright.md"), module);
      const notes = await projectNotes({ file: { path: join(pkg, "a.go") }, module: { dir: module } });
      const { path: _path, ...found } = notes ?? { path: "" };
      assert.deepEqual(found, expected ?? {});
    });
  }

  it("are not read through a folder that lies elsewhere", async function () {
    if (process.platform === "win32") return this.skip();
    const module = join(dir, "module");
    const elsewhere = join(dir, "elsewhere");
    for (const made of [module, elsewhere]) mkdirSync(made);
    writeFileSync(join(elsewhere, ".stubwright.md"), text);
    symlinkSync(elsewhere, join(module, "pkg"));
    const file = { path: join(module, "pkg", "a.go") };
    const notes = await projectNotes({ file, module: { dir: module } });
    assert.ok(notes !== undefined && "refused" in notes && notes.refused === "outside");
  });
});
