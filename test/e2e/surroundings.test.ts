import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCli } from "../support/cli";
import { onlyGo } from "../support/only-go";
import { sandboxHere } from "../support/sandbox";

const stub =
  '// Package m.\npackage m\n\n// Twice is n two times.\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n';
const body = stub.replace('panic("todo")', "return 2 * n");

const test = (before: string, imports: readonly string[]): string =>
  `package m\n\nimport (\n${[...imports, "testing"].map((i) => `\t"${i}"\n`).join("")})\n\nfunc TestTwice(t *testing.T) {\n${before}\tif got := Twice(2); got != 4 {\n\t\tt.Fatal(got)\n\t}\n}\n`;

/** The built command line with the real toolchain and the real sandbox. */
describe("what is around a function", function () {
  this.timeout(240_000);
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-e2e-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));

  const write = (at: string, files: Readonly<Record<string, string>>): void => {
    mkdirSync(at, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  };

  describe("a test that needs the network", () => {
    let server: Server;
    let dials = "";
    beforeEach(async () => {
      server = createServer((socket) => socket.end());
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      const at = server.address();
      assert.ok(typeof at === "object" && at !== null);
      dials = `\tconn, err := net.Dial("tcp", "127.0.0.1:${at.port}")\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tconn.Close()\n`;
    });
    afterEach(() => new Promise((closed) => server.close(closed)));

    it("decides nothing, and that is said with the flag that lets it; with the flag it decides", async function () {
      const sandbox = await sandboxHere();
      if (sandbox.kind === "none") return this.skip();
      write(dir, {
        "go.mod": "module example.com/m\n\ngo 1.21\n",
        "m.go": stub,
        "m_test.go": test(dials, ["net"]),
        "body.txt": body,
      });
      const args = ["check", "m.go", "Twice", "--candidate", "body.txt"];
      const kept = await startCli(args, dir).ended;
      assert.equal(kept.code, 4, kept.stdout + kept.stderr);
      assert.match(
        kept.stdout,
        /the sandbox blocks TestTwice from using the network.*Let tests use the network with --allow-network\./s,
      );
      const allowed = await startCli([...args, "--allow-network"], dir).ended;
      assert.equal(allowed.code, 0, allowed.stdout + allowed.stderr);
      assert.match(allowed.stdout, /^passing/m);
    });
  });

  it("a variable of the person's is named, then a hidden file, and the test decides with both", async function () {
    const sandbox = await sandboxHere();
    if (sandbox.kind === "none") return this.skip();
    const asked =
      '\tif os.Getenv("M_MODE") != "even" {\n\t\tt.Fatal("which mode?")\n\t}\n\tif _, err := os.ReadFile(".env"); err != nil {\n\t\tt.Fatal("no mode")\n\t}\n';
    write(dir, {
      "go.mod": "module example.com/m\n\ngo 1.21\n",
      "m.go": stub,
      "m_test.go": test(asked, ["os"]),
      ".env": "MODE=even",
      "body.txt": body,
    });
    const args = ["check", "m.go", "Twice", "--candidate", "body.txt"];
    const env = { ...process.env, M_MODE: "even" };
    const kept = await startCli(args, dir, env).ended;
    assert.equal(kept.code, 4, kept.stdout + kept.stderr);
    assert.match(
      kept.stdout,
      /does not pass the environment variable M_MODE to TestTwice\. .* with --env\./s,
    );
    const withVariable = await startCli([...args, "--env", "M_MODE"], dir, env).ended;
    assert.equal(withVariable.code, 4);
    assert.match(
      withVariable.stdout,
      /the sandbox hides \S+\/\.env from TestTwice\. .* with --allow-read\./s,
    );
    const read = [...args, "--allow-read", ".env"];
    assert.equal((await startCli([...read, "--env", "M_MODE"], dir, env).ended).code, 0);
    assert.equal((await startCli([...read, "--env", "M_MODE=even"], dir).ended).code, 0);
    assert.equal((await startCli([...read, "--env", "M_MODE=odd"], dir, env).ended).code, 4);
  });

  describe("a machine without bubblewrap", () => {
    const judged = async (env: Readonly<Record<string, string>>, ...flags: string[]) => {
      write(dir, {
        "go.mod": "module example.com/m\n\ngo 1.21\n",
        "m.go": stub,
        "m_test.go": test("", []),
        "body.txt": body,
      });
      const args = ["check", "m.go", "Twice", "--candidate", "body.txt", ...flags];
      return startCli(args, dir, { PATH: onlyGo(mkdtempSync(join(dir, "bin-"))), ...env }).ended;
    };
    /** Where nothing can be built nothing takes bubblewrap's place. */
    const nowhere = () => {
      write(dir, { cache: "a file" });
      return { STUBWRIGHT_CACHE: join(dir, "cache") };
    };

    it("judges under Landlock, and says so to people and programs", async function () {
      if (process.platform !== "linux") return this.skip();
      const { code, stdout, stderr } = await judged({});
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^passing .*\nJudged under Landlock\.$/m);
      const told = await judged({}, "--json");
      assert.equal((JSON.parse(told.stdout) as { protection: string }).protection, "landlock");
    });

    it("runs nothing where nothing else protects, and says how it would", async () => {
      const { code, stdout, stderr } = await judged(nowhere());
      assert.equal(code, 3, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, /bubblewrap, the sandbox for generated code, is not installed\./);
      assert.match(stderr, /apt-get install bubblewrap`\), or .* with --no-sandbox\./);
    });

    it("runs what it is told to run, and says that nothing protects", async () => {
      const { code, stdout, stderr } = await judged(nowhere(), "--no-sandbox");
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^passing .*\nJudged without a sandbox\.$/m);
    });

    it("tells programs which protection there was", async () => {
      const { stdout } = await judged(nowhere(), "--no-sandbox", "--json");
      assert.equal((JSON.parse(stdout) as { protection: string }).protection, "none");
    });
  });

  describe("flags that a person has in GOFLAGS", () => {
    const judged = (GOFLAGS: string, ...flags: string[]) => {
      write(dir, {
        "go.mod": "module example.com/m\n\ngo 1.21\n",
        "m.go": stub,
        "m_test.go": test("", []),
        "wrong.txt": stub.replace('panic("todo")', "return n * n * n"),
      });
      const args = ["check", "m.go", "Twice", "--candidate", "wrong.txt", ...flags];
      return startCli(args, dir, { GOENV: "off", GOFLAGS }).ended;
    };

    it("are named where a body is judged without them", async () => {
      const said = "Stubwright judges without your flags -cover and -json.";
      const { code, stdout, stderr } = await judged("-cover -json");
      assert.equal(code, 1, stderr);
      assert.match(stdout, /^rejected /m);
      assert.ok(stdout.includes(said), stdout);
      const { notes } = JSON.parse((await judged("-cover -json", "--json")).stdout) as { notes: string[] };
      assert.deepEqual(notes, [said]);
    });

    it("are named where they cannot be used, and what is advised helps", async () => {
      const { code, stderr } = await judged("-overlay=mine.json -short");
      assert.equal(code, 3);
      assert.match(stderr, /Your flag -overlay=mine\.json .*\n? *Remove it from GOFLAGS/s);
      const helped = await judged("-short");
      assert.equal(helped.code, 1, helped.stderr);
      assert.ok(!helped.stdout.includes("without your flag"), helped.stdout);
    });
  });

  describe("a downloaded module", () => {
    it("is changed by no command, whatever fails in it", async () => {
      const cache = join(dir, "mod");
      const module = join(cache, "example.org/m@v1.0.0");
      write(module, {
        "go.mod": "module example.org/m\n\ngo 1.21\n",
        "m.go": stub,
        "m_test.go": test("", []),
        "body.txt": body,
      });
      for (const args of [
        ["check", "m.go", "Twice", "--candidate", "body.txt"],
        ["implement", "m.go", "Twice", "--model", "embedded", "--apply"],
        ["fix", ".", "TestTwice", "--model", "embedded", "--apply"],
      ]) {
        const run = await startCli(args, module, { GOMODCACHE: cache }).ended;
        assert.equal(run.code, 2, run.stdout + run.stderr);
        assert.match(
          run.stderr,
          /m\.go belongs to a downloaded module, which must not be changed\.\n.*a module of your own/,
        );
        assert.equal(readFileSync(join(module, "m.go"), "utf8"), stub);
      }
    });
  });
});
