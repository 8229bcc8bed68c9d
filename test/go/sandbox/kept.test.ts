import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bySetting } from "../../../src/core/problem/next";
import { findingsOf, type Judgement } from "../../../src/core/verdict";
import { checkCandidate } from "../../../src/go/judge/check";
import type { Allowed } from "../../../src/go/sandbox/policy";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { sandboxHere } from "../../support/sandbox";
import { never, realDeps } from "../judge-support";

/** A repository with a module below its root, in a home folder; another module and a file beside the repository. */
const files: Readonly<Record<string, string>> = {
  "home/.shelfrc": "rows",
  "home/.ssh/id": "SECRET",
  "home/data/list.txt": "a b",
  "home/other/go.mod": "module example.org/other\n\ngo 1.21\n",
  "home/other/other.go": "package other\n",
  "home/other/words.txt": "a b",
  "home/repo/.git/config": "SECRET",
  "home/repo/.env": "SECRET",
  "home/repo/.env.example": "a b",
  "home/repo/spec/words.txt": "a b",
  "home/repo/go/go.mod":
    "module example.org/shelf\n\ngo 1.21\n\nrequire example.org/other v1.0.0\n\nreplace example.org/other => ../../other\n",
  "home/repo/go/.env": "a b",
  "home/repo/go/shelf/testdata/words.txt": "a b",
  "home/repo/go/shelf/shelf.go": `package shelf

import "os"

var rows = os.Getenv("SHELF_ROWS")

// Sides is the text turned around at its space, in the order that SHELF_ORDER names.
func Sides(text string) string {
	panic("not implemented")
}

func order() string { return os.Getenv("SHELF_ORDER") }
`,
};

const right = 'if text == "a b" {\n\t\treturn "b a"\n\t}\n\treturn text';
const wrong = "return text";

/** All of them in one package, each in a test of its own: one judgement tells of all. */
const testFile = (bodies: readonly string[]): string => `package shelf

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

var _ = time.Now

func sides(t *testing.T, text string) {
	t.Helper()
	if got := Sides(strings.TrimSpace(text)); got != "b a" {
		t.Errorf("Sides(%q) = %q, want %q", text, got, "b a")
	}
}

func readAll(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal("there is nothing to read")
	}
	return string(text)
}

func place() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}

func run(dir string, name string, args ...string) string {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, _ := cmd.CombinedOutput()
	return string(out)
}

func refused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Fatal("not refused")
	}
}
${bodies.map((body, i) => `\nfunc TestN${i}N(t *testing.T) {\n\t${body}\n}\n`).join("")}`;

interface Case {
  readonly title: string;
  /** The body of the test. */
  readonly test: string;
  /** Undefined where the test decides. */
  readonly why?: RegExp;
  /** Where following the advice cannot make it decide here. */
  readonly lasting?: true;
}

const cases: readonly Case[] = [
  { title: "a file beside the module", test: 'sides(t, readAll(t, "../../spec/words.txt"))' },
  { title: "an example of a secret file", test: 'sides(t, readAll(t, "../../.env.example"))' },
  { title: "a replaced module", test: 'sides(t, readAll(t, "../../../other/words.txt"))' },
  {
    title: "a file by the place of the test's own source",
    test: 'sides(t, readAll(t, filepath.Join(place(), "testdata", "words.txt")))',
  },
  {
    title: "the repository's root, looked for upward",
    test: 'dir, _ := os.Getwd()\n\tfor {\n\t\tif _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {\n\t\t\tbreak\n\t\t}\n\t\tif dir == "/" {\n\t\t\tt.Fatal("no root")\n\t\t}\n\t\tdir = filepath.Dir(dir)\n\t}\n\tsides(t, readAll(t, filepath.Join(dir, "spec", "words.txt")))',
  },
  {
    title: "/tmp",
    test: 'for _, name := range []string{"/tmp/stubwright-shelf.txt", "/var/tmp/stubwright-shelf.txt", filepath.Join(os.TempDir(), "shelf.txt")} {\n\t\tif err := os.WriteFile(name, []byte("a b"), 0o600); err != nil {\n\t\t\tt.Fatal(err)\n\t\t}\n\t\tsides(t, readAll(t, name))\n\t}',
  },
  {
    title: "a go command that writes its build cache, even where it is named by its path",
    test: 'dir := t.TempDir()\n\told := time.Now().Add(-time.Hour)\n\tfor name, text := range map[string]string{"go.mod": "module m\\n\\ngo 1.21\\n", "m.go": "package m\\n", "m_test.go": "package m\\n\\nimport \\"testing\\"\\n\\nfunc TestM(t *testing.T) {}\\n"} {\n\t\tos.WriteFile(filepath.Join(dir, name), []byte(text), 0o600)\n\t\tos.Chtimes(filepath.Join(dir, name), old, old)\n\t}\n\tos.Chtimes(dir, old, old)\n\tif out := run(dir, filepath.Join(runtime.GOROOT(), "bin", "go"), "test", "."); !strings.HasPrefix(out, "ok") {\n\t\tt.Fatal(out)\n\t}\n\tsides(t, "a b")',
  },
  { title: "a server of its own that it has closed", test: 'refused(t)\n\tsides(t, "a b")' },
  {
    title: "words of trouble as its data",
    test: 'for _, text := range []string{"dial tcp 10.0.0.7:80: connect: connection refused", "open x: read-only file system"} {\n\t\tif got := Sides("a b") + text; got != "b a" + text {\n\t\t\tt.Errorf("got %q", got)\n\t\t}\n\t}',
  },
  {
    title: "a variable that is set and does not matter",
    test: '_ = order()\n\t_ = os.Getenv("SHELF_ROWS")\n\tsides(t, "a b")',
  },
  {
    title: "a variable, afterwards",
    test: 'sides(t, "a b")\n\tif os.Getenv("SHELF_ORDER") != "up" {\n\t\tt.Fatal("which order?")\n\t}',
    why: /Stubwright does not pass the environment variable SHELF_ORDER/,
  },
  {
    title: "a variable that the package reads as it starts",
    test: 'if rows != "2" {\n\t\tt.Skip("how many rows?")\n\t}\n\tsides(t, "a b")',
    why: /Stubwright does not pass the environment variable SHELF_ROWS/,
  },
  {
    title: "an address beyond the machine, in its own words",
    test: 'sides(t, "a b")\n\tif _, err := net.Dial("tcp", "10.9.8.7:80"); err != nil {\n\t\tt.Fatal("no shelf")\n\t}',
    why: /the sandbox blocks .+ from using the network/,
    lasting: true,
  },
  {
    title: "a server of the machine",
    test: 'sides(t, "a b")\n\tif _, err := net.Dial("tcp", "127.0.0.1:PORT"); err != nil {\n\t\tt.Fatal(err)\n\t}',
    why: /the sandbox blocks .+ from using the network/,
  },
  {
    title: "a new file, in its own words",
    test: 'sides(t, "a b")\n\tif os.WriteFile("new.txt", nil, 0o600) != nil {\n\t\tt.Fatal("no new shelf")\n\t}',
    why: /the sandbox blocks .+ from writing to its package directory or repository/,
  },
  {
    title: "a folder of the repository that it writes to",
    test: 'if err := os.Mkdir("../../spec/new", 0o700); err != nil {\n\t\tt.Fatal(err)\n\t}\n\tsides(t, "a b")',
    why: /the sandbox blocks .+ from writing to its package directory or repository/,
  },
  {
    title: "a file elsewhere in the home folder",
    test: 'sides(t, readAll(t, "HOME/data/list.txt"))',
    why: /the sandbox hides \S+\/home\/data\/list.txt/,
  },
  {
    title: "a file of its module that git does not know, and may hold keys",
    test: 'sides(t, readAll(t, "../.env"))',
    why: /the sandbox hides \S+\/repo\/go\/\.env/,
  },
  {
    title: "a socket of its package's folder",
    test: 'sides(t, "a b")\n\tif _, err := net.Dial("unix", "s.sock"); err != nil {\n\t\tt.Fatal(err)\n\t}',
    why: /the sandbox hides \S+\/shelf\/s\.sock/,
  },
  {
    title: "a link of its package's folder that leads elsewhere",
    test: 'sides(t, readAll(t, "list.txt"))',
    why: /the sandbox hides \S+\/shelf\/list\.txt/,
  },
  {
    title: "a settings file of the person",
    test: 'sides(t, "a b")\n\thome, _ := os.UserHomeDir()\n\treadAll(t, filepath.Join(home, ".shelfrc"))',
    why: /the sandbox hides \S+\/home\/.shelfrc/,
  },
];

describe("a test that needs", function () {
  this.timeout(240_000);
  let deps: GoDeps;
  let scratch = "";
  let home = "";
  let server: Server;
  let door: Server;
  let port = 0;
  let tests: readonly string[];
  before(async function () {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-kept-")));
    home = join(scratch, "home");
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(scratch, name)), { recursive: true });
      writeFileSync(join(scratch, name), text);
    }
    symlinkSync(join(home, "repo"), join(scratch, "link"));
    symlinkSync(join(home, "data/list.txt"), join(home, "repo/go/shelf/list.txt"));
    door = createServer((socket) => socket.end()).listen(join(home, "repo/go/shelf/s.sock"));
    server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    port = (server.address() as { port: number }).port;
    tests = cases.map(({ test }) => test.replaceAll("HOME", home).replaceAll("PORT", String(port)));
    const real = await realDeps();
    if (real.sandbox.kind === "none" || real.sandbox.kind === "sandbox-exec") return this.skip();
    const { go } = real.toolchain;
    const GOCACHE = execFileSync(go, ["env", "GOCACHE"], { encoding: "utf8" }).trim();
    const env = { ...real.env, GOCACHE, HOME: home, SHELF_ORDER: "up", SHELF_ROWS: "2" };
    deps = { ...real, env, sandbox: await sandboxHere(env) };
  });
  after(() => {
    server?.close();
    door?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const judged = async (
    bodies: readonly string[],
    body: string,
    allowed: Partial<Allowed> = {},
    root = join(home, "repo"),
  ): Promise<Judgement> => {
    const folder = join(root, "go/shelf");
    writeFileSync(join(folder, "shelf_test.go"), testFile(bodies));
    const file = join(folder, "shelf.go");
    const stub = files["home/repo/go/shelf/shelf.go"] ?? "";
    const candidateText = stub.replace('panic("not implemented")', body);
    const sandbox = { ...deps.sandbox, allowed: { network: false, writes: false, ...allowed } };
    const request = { file, names: ["Sides"], candidateText, settings: { importersMs: 0 } };
    const answer = await checkCandidate(request, { ...deps, sandbox }, () => {}, never);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };

  /** The tests that are named in a judgement's findings, by number. */
  const failed = (judgement: Judgement): ReadonlySet<number> =>
    new Set(findingsOf(judgement.verdicts).map((f) => Number(/^TestN(\d+)N/.exec(f.test ?? "")?.[1])));

  const everything = () => ({
    network: true,
    writes: true,
    reads: [".shelfrc", "data/list.txt", "repo/go/.env", "repo/go/shelf/s.sock"].map((name) =>
      join(home, name),
    ),
    variables: { SHELF_ORDER: "up", SHELF_ROWS: "2" },
  });
  const judgements = {
    right: once(() => judged(tests, right)),
    wrong: once(() => judged(tests, wrong)),
    rightAllowed: once(() => judged(tests, right, everything())),
    wrongAllowed: once(() => judged(tests, wrong, everything())),
  };

  for (const [i, { title, why, lasting }] of cases.entries())
    it(title, async () => {
      const good = await judgements.right();
      const bad = await judgements.wrong();
      assert.ok(!failed(good).has(i), good.reason);
      assert.equal(failed(bad).has(i), why === undefined, bad.reason);
      const said = good.reason
        .split("; ")
        .slice(1)
        .filter((clause) => clause.includes(`TestN${i}N`));
      assert.equal(said.length, why === undefined ? 0 : 1, good.reason);
      if (why !== undefined) assert.match(said[0] ?? "", why);
      if (lasting) return;
      assert.ok(!failed(await judgements.rightAllowed()).has(i));
      assert.ok(failed(await judgements.wrongAllowed()).has(i), "it decides once that is allowed");
    });

  it("nothing more than that is told what to do", async () => {
    const { grade, next, tests: counts } = await judgements.right();
    assert.equal(grade, "passing");
    assert.equal(counts.total, cases.filter((c) => c.why === undefined).length);
    const advice = ["env", "allow-network", "allow-writes", "allow-read"] as const;
    const byText = (list: readonly unknown[] | undefined) =>
      (list ?? []).map((one) => JSON.stringify(one)).sort();
    assert.deepEqual(byText(next), byText(advice.map(bySetting)));
  });

  it("what it lacks: no repair is tried that could not be seen to help", async () => {
    const lacking = cases.filter((c) => c.title === "a variable, afterwards").map((c) => c.test);
    const folder = join(home, "repo/go/shelf");
    const file = join(folder, "shelf.go");
    const stub = files["home/repo/go/shelf/shelf.go"] ?? "";
    const version = (body: string) => stub.replace('panic("not implemented")', body);
    writeFileSync(join(folder, "shelf_test.go"), testFile(lacking));
    writeFileSync(file, version(wrong));
    const failing = { dir: folder, name: "TestN0N" };
    const request = { file, names: ["Sides"], candidateText: version(right), failing };
    const answer = await checkCandidate(request, deps, () => {}, never).finally(() =>
      writeFileSync(file, stub),
    );
    assert.ok(!answer.ok && answer.error.code === "test-cannot-decide", JSON.stringify(answer));
    assert.deepEqual(answer.error.data.why, { variable: "SHELF_ORDER" });
    assert.deepEqual(answer.error.next, [bySetting("env")]);
  });

  it("something behind a call that panics on the stub and is recovered: it breaks nothing", async () => {
    const blind =
      'defer func() { _ = recover() }()\n\tSides("a b")\n\tif _, err := net.Dial("tcp", "10.9.8.7:80"); err != nil {\n\t\tt.Error("no shelf")\n\t}';
    const { grade, reason, next } = await judged([blind, 'sides(t, "a b")'], right);
    assert.equal(grade, "passing", reason);
    assert.match(reason, /the sandbox blocks TestN0N from using the network/);
    assert.deepEqual(next, [bySetting("allow-network")]);
  });

  it("its files by the symbolic link that the project was opened by", async () => {
    const own = tests.filter((_, i) => cases[i]?.title.includes("own source"));
    const { grade, reason } = await judged(own, right, {}, join(scratch, "link"));
    assert.equal(grade, "passing", reason);
  });

  const secrets = ["home/repo/.env", "home/repo/.git/config", "home/.ssh/id", "home/data/list.txt"];
  it("nothing, and cannot read a secret in the repository or beside it", async () => {
    const paths = secrets.map((name) => `"${join(scratch, name)}"`).join(", ");
    const test = `for _, path := range []string{${paths}} {\n\t\tif text, _ := os.ReadFile(path); len(text) > 0 {\n\t\t\tt.Errorf("read %s", path)\n\t\t}\n\t}\n\tsides(t, "a b")`;
    const { grade, reason } = await judged([test], right);
    assert.equal(grade, "passing", reason);
  });

  it("nothing: what a candidate looks for by itself in a secret place is not advised", async () => {
    const body = `_, err := os.ReadFile("${join(home, ".ssh/id")}")\n\treturn err.Error()`;
    const { grade, next } = await judged(['sides(t, "a b")'], body);
    assert.notEqual(grade, "passing");
    assert.deepEqual(next ?? [], []);
  });
});

/** The judgement that several of the tests below look at. */
function once(make: () => Promise<Judgement>): () => Promise<Judgement> {
  const made: Promise<Judgement>[] = [];
  return () => {
    if (made[0] === undefined) made.push(make());
    return made[0] as Promise<Judgement>;
  };
}
