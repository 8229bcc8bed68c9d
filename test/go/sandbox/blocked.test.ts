import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bySetting } from "../../../src/core/problem/next";
import { noteText } from "../../../src/core/problem/problem-text";
import { checkCandidate } from "../../../src/go/judge/check";
import { allowedNote, blockInWords } from "../../../src/go/sandbox/blocked";
import type { Allowed } from "../../../src/go/sandbox/policy";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { never, realDeps } from "../judge-support";

const files = {
  "go.mod": "module example.org/notes\n\ngo 1.21\n",
  "notes.go":
    'package notes\n\n// Twice is s two times.\nfunc Twice(s string) string {\n\tpanic("not implemented")\n}\n',
  "testdata/old.txt": "old",
  "other/other.go": "package other\n",
};

/** A test that writes before it calls the function, and one that does so afterwards. */
const tests = {
  before:
    'os.WriteFile("new.txt", nil, 0o644)\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tif got := Twice("a"); got != "aa" {',
  after: 'os.WriteFile(Twice("a"), nil, 0o644)\n\tif got := Twice("b"); err != nil || got != "bb" {',
};

const testFile = (code: string): string =>
  `package notes\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestTwice(t *testing.T) {\n\tif _, err := os.Stat("../notes/other/other.go"); err != nil {\n\t\tt.Fatal(err)\n\t}\n\terr := ${code}\n\t\tt.Fatal(got, err)\n\t}\n}\n`;

describe("a test that writes into its package's folder", function () {
  this.timeout(120_000);
  let scratch = "";
  let dir = "";
  let deps: GoDeps;
  before(async () => {
    deps = await realDeps();
  });
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "stubwright-allowed-"));
    dir = join(scratch, "notes");
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(dir, name, ".."), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  const judged = async (code: string, allowed: Allowed) => {
    writeFileSync(join(dir, "notes_test.go"), testFile(code));
    const candidateText = files["notes.go"].replace('panic("not implemented")', "return s + s");
    const request = { file: join(dir, "notes.go"), names: ["Twice"], candidateText };
    const sandbox = { ...deps.sandbox, allowed };
    const answer = await checkCandidate(request, { ...deps, sandbox }, () => {}, never);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };

  /** What cannot be copied: reading a pipe would not end. */
  const withoutContent = async (): Promise<Server | undefined> => {
    if (process.platform === "win32") return undefined;
    execFileSync("mkfifo", [join(dir, "pipe"), join(dir, "testdata/pipe")]);
    const server = createServer().listen(join(dir, "socket"));
    await once(server, "listening");
    return server;
  };

  const nothing = { network: false, writes: false };

  it("decides nothing where it writes first, and that is said with what allows it", async function () {
    if (deps.sandbox.kind === "none") return this.skip();
    const { grade, reason, next } = await judged(tests.before, nothing);
    assert.equal(grade, "suggested");
    assert.match(reason, /the sandbox blocks TestTwice from writing to its package directory/);
    assert.deepEqual(next, [bySetting("allow-writes")]);
  });

  it("decides nothing where it writes afterwards either: that is not the candidate's fault", async function () {
    if (deps.sandbox.kind === "none") return this.skip();
    const { grade, reason, next } = await judged(tests.after, nothing);
    assert.equal(grade, "suggested");
    assert.match(reason, /the sandbox blocks TestTwice from writing to its package directory/);
    assert.deepEqual(next, [bySetting("allow-writes")]);
  });

  for (const [when, code] of Object.entries(tests)) {
    it(`decides where that is allowed, and leaves nothing behind (${when})`, async () => {
      const server = await withoutContent();
      const { grade, reason } = await judged(code, { ...nothing, writes: true });
      assert.equal(grade, "passing", reason);
      if (deps.sandbox.kind === "bubblewrap")
        assert.deepEqual(readdirSync(dir).sort(), [
          "go.mod",
          "notes.go",
          "notes_test.go",
          "other",
          ...(server === undefined ? [] : ["pipe", "socket"]),
          "testdata",
        ]);
      server?.close();
    });
  }
});

describe("what words say the sandbox keeps a test from", () => {
  const sandbox = (kind: "bubblewrap" | "none", allowed?: Allowed) => ({
    kind,
    allowed,
    summary: "",
    next: "",
    wrap: (command: string, args: readonly string[]) => ({ command, args }),
  });
  const cases: readonly [string, string | undefined][] = [
    ["open out.txt: read-only file system", "writes"],
    ["dial tcp: lookup example.org: Temporary failure in name resolution", "network"],
    ["dial tcp 10.0.0.1:80: connect: network is unreachable", "network"],
    ["got 1, want 2", undefined],
  ];
  for (const [output, kept] of cases) {
    it(`${output}: ${kept ?? "nothing"}`, () => {
      assert.equal(blockInWords(output, sandbox("bubblewrap")), kept);
      assert.equal(blockInWords(output, sandbox("none")), undefined);
      assert.equal(blockInWords(output, sandbox("bubblewrap", { network: true, writes: true })), undefined);
    });
  }

  it("is said in every run where something is allowed, and only there", () => {
    assert.equal(allowedNote(sandbox("bubblewrap", { network: false, writes: false })), undefined);
    const allowed = { network: true, writes: true };
    const told = allowedNote(sandbox("bubblewrap", { ...allowed, variables: { MODE: "a" } }));
    assert.deepEqual(told, { code: "tests-allowed", data: { ...allowed, variables: ["MODE"] }, next: [] });
    assert.match(
      told === undefined ? "" : noteText(told, "terminal"),
      /^You allow tests, and .* to use the network, write to their package directory and see MODE\.$/,
    );
    const reading = allowedNote(
      sandbox("bubblewrap", { network: false, writes: false, reads: ["/a/list.txt"] }),
    );
    assert.match(
      reading === undefined ? "" : noteText(reading, "terminal"),
      /^You allow tests, and .* to read \/a\/list\.txt\.$/,
    );
  });
});
