import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { repositoryAround, surroundingsOf } from "../../../src/go/sandbox/repository";

const files = [
  "home/.git/config",
  "home/.ssh/id",
  "home/notes/a/go.mod",
  "home/shop/.hg/store",
  "home/shop/.env",
  "home/shop/.env.example",
  "home/shop/api/go.mod",
  "home/shop/api/.env",
  "home/shop/api/.git/config",
  "home/shop/web/node_modules/x/.env",
  "home/shop/web/deep/.env.local",
  "home/shop/web/deep/id_ed25519",
  "home/shop/web/deep/cert.pem",
  "home/lib/lib.go",
  "home/lib/prod.tfvars",
  "loose/mod/go.mod",
  "loose/testdata/a.txt",
];

describe("what of a person's files tests see beside their module", () => {
  let root = "";
  let home = "";
  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-around-")));
    home = join(root, "home");
    for (const name of files) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), "");
    }
    symlinkSync(home, join(root, "link"));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const repositories: readonly (readonly [string, string | undefined])[] = [
    ["home/shop/web/deep", "home/shop"],
    ["home/shop/api", "home/shop/api"],
    // The home folder is under version control here, and still no repository.
    ["home/notes/a", undefined],
    ["home", undefined],
    ["link/notes/a", undefined],
    ["link/shop/web", "link/shop"],
    ["loose/mod", undefined],
  ];
  for (const [dir, expected] of repositories)
    it(`the repository around ${dir} is ${expected ?? "none"}`, () =>
      assert.equal(repositoryAround(join(root, dir), home), expected && join(root, expected)));

  const around = async (dir: string, ...modules: readonly string[]) => {
    const found = await surroundingsOf(
      join(root, dir),
      modules.map((name) => join(root, name)),
      home,
    );
    const named = (paths: readonly string[]) => paths.map((path) => relative(root, path)).sort();
    return { readable: named(found.readable), hidden: named(found.hidden) };
  };

  it("a repository without its keys, and a module that stands for another one", async () => {
    assert.deepEqual(await around("home/shop/web", "home/shop/web", "home/lib"), {
      readable: ["home/lib", "home/shop"],
      hidden: [
        "home/lib/prod.tfvars",
        "home/shop/.env",
        "home/shop/.hg",
        "home/shop/api/.env",
        "home/shop/api/.git",
        "home/shop/web/.git/config",
      ],
    });
  });

  it("the keys of other folders too", async () => {
    const { hidden } = await around("home/shop/cmd");
    assert.ok(
      ["home/shop/web/deep/.env.local", "home/shop/web/deep/id_ed25519"].every((p) => hidden.includes(p)),
    );
  });

  it("never the home folder, by no name", async () => {
    assert.deepEqual((await around("home/notes/a", "home", "link", ".")).readable, ["home/notes/testdata"]);
  });

  it("without a repository its testdata folder", async () =>
    assert.deepEqual((await around("loose/mod")).readable, ["loose/testdata"]));
});
