import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { repositoryAround, surroundingsOf } from "../../../src/go/sandbox/repository";

/** Those that end in `!` are known to git, where there is a repository of its around them. */
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
  "home/shop/web/.env",
  "home/shop/web/node_modules/x/.env",
  "home/shop/web/deep/.env.local",
  "home/shop/web/deep/id_ed25519",
  "home/shop/web/deep/cert.pem",
  "home/git/.env",
  "home/git/testdata/.env!",
  "home/git/testdata/[a]/.env!",
  "home/git/testdata/a/.env",
  "home/git/testdata/.aws/credentials!",
  "home/git/mod/go.mod!",
  "home/git/mod/.envrc",
  "home/git/mod/credentials/credentials.json",
  "home/git/mod/testdata/.netrc!",
  "home/git/mod/testdata/prod.env",
  "home/git/mod/inner/.hg/hgrc",
  "home/lib/lib.go",
  "home/lib/prod.tfvars",
  "loose/mod/go.mod",
  "loose/testdata/a.txt",
];

describe("what of a person's files tests see beside their module", () => {
  let root = "";
  let home = "";
  let server: Server;
  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-around-")));
    home = join(root, "home");
    for (const name of files.map((file) => file.replace("!", ""))) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), "");
    }
    const repository = join(home, "git");
    const known = files.filter((file) => file.endsWith("!")).map((file) => join(root, file.slice(0, -1)));
    execFileSync("git", ["init", "-q", repository]);
    // A program that git would start where it asks what has changed.
    execFileSync("git", ["config", "core.fsmonitor", `touch ${join(root, "started")}`], { cwd: repository });
    execFileSync("git", ["--literal-pathspecs", "-c", "core.fsmonitor=", "add", "-f", "--", ...known], {
      cwd: repository,
    });
    execFileSync("mkfifo", [join(home, "git/pipe"), join(home, "git/mod/testdata/pipe")]);
    server = createServer().listen(join(home, "git/mod/s.sock"));
    symlinkSync(home, join(root, "link"));
  });
  after(() => {
    server.close();
    rmSync(root, { recursive: true, force: true });
  });

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
      { home, env: process.env },
      new AbortController().signal,
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
        "home/shop/web/.env",
        "home/shop/web/deep/.env.local",
        "home/shop/web/deep/id_ed25519",
      ],
    });
  });

  it("in it and in the module what git knows, and neither its settings nor pipes and sockets", async () => {
    assert.deepEqual(await around("home/git/mod"), {
      readable: ["home/git"],
      hidden: [
        "home/git/.env",
        "home/git/.git",
        "home/git/mod/.envrc",
        "home/git/mod/credentials/credentials.json",
        "home/git/mod/inner/.hg/hgrc",
        "home/git/mod/inner/.hg/hgrc-not-shared",
        "home/git/mod/s.sock",
        "home/git/mod/testdata/pipe",
        "home/git/mod/testdata/prod.env",
        "home/git/pipe",
        "home/git/testdata/a/.env",
      ],
    });
    const { hidden } = await around("home/git");
    for (const name of [".git/config", ".git/hooks", ".env", "mod/s.sock", "mod/testdata/prod.env"])
      assert.ok(hidden.includes(`home/git/${name}`), name);
    assert.ok(!hidden.includes("home/git/testdata/.env"));
    assert.ok(!existsSync(join(root, "started")));
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
