import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { adviceOf, messageOf } from "../../../src/core/problem/problem-text";
import type { Environment } from "../../../src/go/process/run";
import { isScratch } from "../../../src/go/process/temp-dir";
import { goEnvironment, scrubbed } from "../../../src/go/toolchain/environment";
import { findGo, isOlder, type Toolchain } from "../../../src/go/toolchain/find-go";

const never = new AbortController().signal;
const env: Environment = process.env;

describe("finding go", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-go-")));
  after(() => rmSync(folder, { recursive: true }));

  /** A go command that answers as a real one does. */
  const fake = (path: string, version = "1.26.8"): string => {
    mkdirSync(dirname(path), { recursive: true });
    const answer = JSON.stringify({ GOROOT: dirname(dirname(path)), GOVERSION: `go${version}` });
    writeFileSync(path, `#!/bin/sh\necho '${answer}'\n`);
    chmodSync(path, 0o755);
    return path;
  };

  const places: readonly [string, string, (home: string) => Record<string, string>, string][] = [
    ["GOROOT", "sdk/bin/go", (home) => ({ GOROOT: join(home, "sdk") }), "GOROOT"],
    ["PATH", "tools/go", (home) => ({ PATH: `/nowhere:${join(home, "tools")}` }), "PATH"],
    ["the login shell", "late/go", () => ({ SHELL: "/bin/bash" }), "PATH of /bin/bash -l"],
    ["asdf's shims", ".asdf/shims/go", () => ({}), "asdf"],
    ["asdf's installs", ".asdf/installs/golang/1.24.2/go/bin/go", () => ({}), "asdf"],
    ["mise", ".local/share/mise/installs/go/1.25.1/bin/go", () => ({}), "mise"],
    ["mise elsewhere", "data/mise/shims/go", (home) => ({ XDG_DATA_HOME: join(home, "data") }), "mise"],
    ["goenv", ".goenv/versions/1.23.0/bin/go", () => ({}), "goenv"],
    ["gvm", ".gvm/gos/go1.22/bin/go", () => ({}), "gvm"],
    ["Homebrew", "root/opt/homebrew/bin/go", () => ({}), "Homebrew"],
    ["snap", "root/snap/bin/go", () => ({}), "snap"],
    ["the usual installer", "root/usr/local/go/bin/go", () => ({}), "the installer of go.dev"],
    ["a distribution", "root/usr/lib/go-1.22/bin/go", () => ({}), "the distribution"],
    ["golang.org/dl", "sdk/go1.24.0/bin/go", () => ({}), "golang.org/dl"],
    ["an sdk folder in ~/go", "go/sdk/go1.24.0/bin/go", () => ({}), "golang.org/dl"],
  ];
  for (const [title, path, extra, where] of places) {
    it(`looks at ${title}`, async () => {
      const home = mkdtempSync(join(folder, "home-"));
      const go = fake(join(home, path));
      if (where.startsWith("PATH of"))
        writeFileSync(join(home, ".profile"), `echo hello\nPATH=${join(home, "late")}:/usr/bin:/bin\n`);
      const given = { HOME: home, PATH: "/nowhere", ...extra(home) };
      const found = await findGo({ env: given, root: join(home, "root") }, never);
      assert.ok(found.ok, JSON.stringify(found));
      assert.deepEqual([found.value.go, found.value.where], [go, where]);
    });
  }

  it("takes the newest of several side by side", async () => {
    const home = mkdtempSync(join(folder, "home-"));
    for (const version of ["1.9.7", "1.24.2", "1.24.10"])
      fake(join(home, ".gvm/gos", `go${version}`, "bin/go"), version);
    const found = await findGo({ env: { HOME: home }, root: home }, never);
    assert.equal(found.ok && found.value.version, "1.24.10");
  });

  it("passes over one that is too old or does not answer", async () => {
    const home = mkdtempSync(join(folder, "home-"));
    fake(join(home, "old/go"), "1.19.3");
    const broken = fake(join(home, "broken/go"));
    writeFileSync(broken, "#!/bin/sh\necho no such version is set >&2\nexit 126\n");
    fake(join(home, ".goenv/shims/go"), "1.22.0");
    const found = await findGo(
      { env: { HOME: home, PATH: `${home}/old:${home}/broken` }, root: home },
      never,
    );
    assert.ok(found.ok);
    assert.equal(found.value.where, "goenv");
    const said = found.value.tried.map((t) => t.found);
    assert.deepEqual(said.slice(0, 2), ["go 1.19.3 is older than 1.21", "no such version is set"]);
  });

  it("looks nowhere else when one was named", async () => {
    const home = mkdtempSync(join(folder, "home-"));
    fake(join(home, "tools/go"));
    const found = await findGo(
      { configured: join(home, "absent"), env: { HOME: home, PATH: join(home, "tools") } },
      never,
    );
    assert.ok(!found.ok);
    assert.match(messageOf(found.error), /absent is not a usable Go toolchain/);
  });

  it("takes a GOROOT where a command was asked for", async () => {
    const home = mkdtempSync(join(folder, "home-"));
    const go = fake(join(home, "sdk/bin/go"));
    const found = await findGo({ configured: join(home, "sdk"), env: { HOME: home } }, never);
    assert.equal(found.ok && found.value.go, go);
  });

  it("names every place it looked at when there is none", async () => {
    const home = mkdtempSync(join(folder, "home-"));
    const found = await findGo(
      { env: { HOME: home, PATH: "/nowhere", GOROOT: "/gone", SHELL: "/bin/sh" }, root: home },
      never,
    );
    assert.ok(!found.ok);
    assert.equal(found.error.kind, "environment");
    const names = [
      "GOROOT (/gone/bin/go)",
      "PATH (/nowhere/go)",
      "PATH of /bin/sh",
      "asdf",
      "mise",
      "goenv",
      "gvm",
      "Homebrew",
      "snap",
      "usr/local/go",
      "sdk",
    ];
    for (const name of names)
      assert.ok(messageOf(found.error).includes(name), `${name} in ${messageOf(found.error)}`);
  });

  const orders: readonly [string, string, boolean][] = [
    ["1.9", "1.21", true],
    ["1.21", "1.21.0", false],
    ["1.21rc2", "1.21", false],
    ["1.26.8", "1.27", true],
    ["devel +abc", "1.21", false],
  ];
  for (const [a, b, older] of orders) {
    it(`orders ${a} and ${b}`, () => assert.equal(isOlder(a, b), older));
  }
});

describe("the environment of a module", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-env-")));
  after(() => rmSync(folder, { recursive: true }));
  let go: Toolchain;
  before(async () => {
    const found = await findGo({ env }, never);
    assert.ok(found.ok);
    go = found.value;
  });

  const module = (files: Record<string, string>): string => {
    const dir = mkdtempSync(join(folder, "m-"));
    for (const [name, text] of Object.entries({ "go.mod": "module ex.test/m\n\ngo 1.21\n", ...files })) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
    return dir;
  };
  const plain = { ...env, GOENV: "off", GOFLAGS: "", GOWORK: "", GOTOOLCHAIN: "local" };

  it("adds and replaces nothing", async () => {
    const given = { ...plain, GOFLAGS: "-tags=slow", GOPRIVATE: "ex.test", CGO_ENABLED: "0", MINE: "1" };
    const made = await goEnvironment({ toolchain: go, env: given }, module({}), never);
    assert.ok(made.ok);
    const { GOFLAGS, GOPROXY, GOTOOLCHAIN, GOROOT, PWD, ...rest } = made.value.env;
    assert.deepEqual(
      [GOFLAGS, GOPROXY, GOTOOLCHAIN],
      ["-tags=slow -buildvcs=false -mod=readonly", "off", "local"],
    );
    assert.equal(GOROOT, made.value.goroot);
    assert.ok(PWD !== undefined);
    for (const [name, value] of Object.entries(rest))
      assert.equal(value, given[name as keyof typeof given], name);
  });

  it("is asked for with a temporary folder of our own: one who is ended leaves its own behind", async () => {
    const made = await goEnvironment({ toolchain: go, env: plain }, module({}), never);
    assert.ok(made.ok);
    const { GOTMPDIR = "" } = made.value.vars;
    assert.ok(isScratch(GOTMPDIR), GOTMPDIR);
    assert.ok(!existsSync(GOTMPDIR));
    assert.equal(made.value.env["GOTMPDIR"], undefined);
  });

  const vendored = { "vendor/modules.txt": "" };
  const modes: readonly [string, Record<string, string>, string, string][] = [
    ["a module", {}, "", "-buildvcs=false -mod=readonly"],
    ["a module that may be rewritten", {}, "-mod=mod", "-buildvcs=false -mod=readonly"],
    ["a vendored module", vendored, "", "-buildvcs=false"],
    ["a vendored module by flag", vendored, "-mod=vendor", "-buildvcs=false -mod=vendor"],
    [
      "a vendored module whose vendor folder is passed over",
      vendored,
      "-mod=mod",
      "-buildvcs=false -mod=readonly",
    ],
    ["a workspace", { "go.work": "go 1.22\n\nuse .\n" }, "", "-buildvcs=false -mod=readonly"],
    [
      "a vendored workspace",
      { "go.work": "go 1.22\n\nuse ./in\n", "in/go.mod": "module ex.test/in\n\ngo 1.22\n", ...vendored },
      "",
      "-buildvcs=false",
    ],
  ];
  for (const [title, files, flags, expected] of modes) {
    it(`keeps go.mod unwritten in ${title}`, async () => {
      const made = await goEnvironment(
        { toolchain: go, env: { ...plain, GOFLAGS: flags } },
        module(files),
        never,
      );
      assert.ok(made.ok, JSON.stringify(made));
      assert.equal(made.value.env["GOFLAGS"], expected);
    });
  }

  it("takes the flags of go's configuration where the environment has none, with those of settings", async () => {
    const stored = join(mkdtempSync(join(folder, "env-")), "env");
    writeFileSync(stored, "GOFLAGS=-race -tags=a -cover\n");
    const read = async (goflags: string, flags: readonly string[] = []) => {
      const own = { ...plain, GOENV: stored, GOFLAGS: goflags };
      const made = await goEnvironment({ toolchain: go, env: own, flags }, module({}), never);
      assert.ok(made.ok);
      return [made.value.env["GOFLAGS"], ...made.value.flags.leftOut];
    };
    const ours = "-buildvcs=false -mod=readonly";
    assert.deepEqual(await read(""), [`-race -tags=a ${ours}`, "-cover"]);
    assert.deepEqual(await read("", ["-tags=b", "-p=1"]), [`-race -p=1 -tags=a,b ${ours}`, "-cover"]);
    assert.deepEqual(await read("-json"), [ours, "-json"]);
  });

  const unreadable: readonly [string, readonly string[]][] = [
    ["-race 'unfinished", []],
    ["-ldflags=-X m.version=1", []],
    ["", ["loose"]],
  ];
  for (const [goflags, flags] of unreadable) {
    it(`says which flags go cannot read: ${[goflags, ...flags].join(" ")}`, async () => {
      const own = { ...plain, GOFLAGS: goflags };
      const made = await goEnvironment({ toolchain: go, env: own, flags }, module({}), never);
      assert.ok(!made.ok && made.error.code === "go-flags-unreadable");
      assert.ok(messageOf(made.error).includes([goflags, ...flags].join(" ").trim()));
    });
  }

  it("can read them once they are quoted as the advice says", async () => {
    const own = { ...plain, GOFLAGS: "'-ldflags=-X m.version=1'" };
    const made = await goEnvironment({ toolchain: go, env: own }, module({}), never);
    assert.deepEqual(made.ok && made.value.flags.ldflags, ["-X m.version=1"]);
  });

  it("says that there is no module", async () => {
    const made = await goEnvironment(
      { toolchain: go, env: plain },
      mkdtempSync(join(folder, "none-")),
      never,
    );
    assert.ok(made.ok);
    assert.deepEqual([made.value.goMod, made.value.env["GOFLAGS"]], [undefined, "-buildvcs=false"]);
  });

  for (const toolchain of ["local", "auto"]) {
    it(`refuses a module that wants a newer Go than there is (GOTOOLCHAIN=${toolchain})`, async () => {
      const dir = module({ "go.mod": "module ex.test/m\n\ngo 1.99\n" });
      const made = await goEnvironment(
        { toolchain: go, env: { ...plain, GOTOOLCHAIN: toolchain } },
        dir,
        never,
      );
      assert.ok(!made.ok);
      assert.match(messageOf(made.error), /requires Go 1\.99/);
      assert.match(adviceOf(made.error.next, "terminal"), /Install Go 1\.99/);
    });
  }

  it("passes on what go says of a broken go.work", async () => {
    const made = await goEnvironment(
      { toolchain: go, env: plain },
      module({ "go.work": "use nothing at all\n" }),
      never,
    );
    assert.ok(made.ok || /go\.work/.test(messageOf(made.error)));
  });

  it("runs the go of the GOROOT that go itself names", async () => {
    const shim = join(mkdtempSync(join(folder, "shim-")), "go");
    writeFileSync(shim, `#!/bin/sh\nexec '${go.go}' "$@"\n`);
    chmodSync(shim, 0o755);
    const made = await goEnvironment({ toolchain: { ...go, go: shim }, env: plain }, module({}), never);
    assert.equal(made.ok && made.value.go, join(go.goroot, "bin", "go"));
  });
});

describe("the environment of generated code", () => {
  const given = {
    PATH: "/usr/bin",
    HOME: "/home/p",
    LANG: "de_DE.UTF-8",
    LC_ALL: "C",
    TZ: "UTC",
    GODEBUG: "x=1",
    GOPROXY: "https://u:p@proxy",
    GITHUB_TOKEN: "t",
    AWS_SECRET_ACCESS_KEY: "k",
    HTTPS_PROXY: "http://u:p@proxy",
    SSH_AUTH_SOCK: "/run/agent",
    DATABASE_URL: "postgres://u:p@db",
    GOFLAGS: "-ldflags=-X=main.key=secret",
    NPM_CONFIG__AUTH: "x",
    XDG_RUNTIME_DIR: "/run/user/1",
    LC_TOKEN: "t",
    lc_all: "t",
    godebug: "t",
  };
  it("holds what is on the list by its exact name and nothing else", function () {
    if (process.platform === "win32") return this.skip();
    assert.deepEqual(scrubbed(given, "/temp/x", "/go"), {
      PATH: "/go/bin:/usr/bin",
      LANG: "de_DE.UTF-8",
      LC_ALL: "C",
      TZ: "UTC",
      GODEBUG: "x=1",
      HOME: "/temp/x",
      USERPROFILE: "/temp/x",
      TMPDIR: "/temp/x",
      TEMP: "/temp/x",
      TMP: "/temp/x",
      GOROOT: "/go",
    });
  });
});
