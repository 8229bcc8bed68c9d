import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inputsIn, stateOf, type TestInput } from "../../../../src/go/snapshot/test-inputs";

describe("what a test's log says that it read", () => {
  const cases: readonly [string, readonly string[], readonly string[] | undefined][] = [
    ["nothing", ["# test log"], []],
    ["a file beside it", ["# test log", "open testdata/in.txt"], ["open /mod/p/testdata/in.txt"]],
    ["a name with a space", ["# test log", "open a b"], ["open /mod/p/a b"]],
    ["the same file twice", ["# test log", "stat /etc/hosts", "stat /etc/hosts"], ["stat /etc/hosts"]],
    ["one file in two ways", ["# test log", "stat x", "open x"], ["stat /mod/p/x", "open /mod/p/x"]],
    ["from another folder", ["# test log", "chdir /mod", "open go.mod"], ["open /mod/go.mod"]],
    ["variables, which are part of the key anyway", ["# test log", "getenv HOME"], []],
    ["what the test made in its own folder", ["# test log", "open /tmp/own/TestX/1"], []],
    ["a folder whose name only begins like its own", ["# test log", "open /tmp/own2"], ["open /tmp/own2"]],
    ["nowhere", ["# test log", "open /dev/null"], ["open /dev/null"]],
    ["a device", ["# test log", "open /dev/random"], undefined],
    ["processes", ["# test log", "open /proc/self/status"], undefined],
    ["what no log said before", ["# test log", "dial example.org:80"], undefined],
    ["no log", [], undefined],
  ];
  for (const [title, lines, expected] of cases) {
    it(title, () => {
      const read = inputsIn(`${lines.join("\n")}\n`, "/mod/p", "/tmp/own");
      assert.deepEqual(
        read?.map(({ how, path }) => `${how} ${path}`),
        expected,
      );
    });
  }

  it("an entry that was being written when the process ended counts for nothing", () => {
    const read = inputsIn("# test log\nopen a\nopen b", "/mod/p", "/tmp/own");
    assert.deepEqual(read, [{ how: "open", path: "/mod/p/a" }]);
  });
});

describe("the state of what a test read", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "inputs-test-"));
    mkdirSync(join(dir, "folder"));
    writeFileSync(join(dir, "folder", "old"), "");
    writeFileSync(join(dir, "file"), "one");
    utimesSync(join(dir, "file"), 1000, 1000);
    symlinkSync(join(dir, "file"), join(dir, "link"));
    utimesSync(join(dir, "folder"), 1000, 1000);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (name: string, text: string) => () => {
    writeFileSync(join(dir, name), text);
    utimesSync(join(dir, name), 1000, 1000);
  };
  const changes: readonly [string, TestInput["how"], string, () => void, "the same" | "another"][] = [
    ["nothing happens", "open", "file", () => {}, "the same"],
    ["the same text is written", "open", "file", write("file", "one"), "the same"],
    ["the text changes, its size and time do not", "open", "file", write("file", "two"), "another"],
    ["it was only asked for, and is longer now", "stat", "file", write("file", "three"), "another"],
    ["only its time changes", "stat", "file", () => utimesSync(join(dir, "file"), 2000, 2000), "another"],
    ["only its mode changes", "open", "file", () => chmodSync(join(dir, "file"), 0o600), "another"],
    ["it goes", "open", "file", () => rmSync(join(dir, "file")), "another"],
    ["it comes", "open", "new", write("new", ""), "another"],
    ["what its link leads to changes", "open", "link", write("file", "two"), "another"],
    ["a listed folder gets a file", "open", "folder", write("folder/new", ""), "another"],
    ["a file of a listed folder grows", "open", "folder", write("folder/old", "more"), "another"],
  ];
  for (const [title, how, name, change, expected] of changes) {
    it(`${expected} where ${title}`, async () => {
      const inputs = [{ how, path: join(dir, name) }];
      const before = await stateOf(inputs);
      assert.notEqual(before, undefined);
      change();
      assert.equal((await stateOf(inputs)) === before, expected === "the same");
    });
  }

  it("none of a program that was started: nobody knows what that read", async () => {
    chmodSync(join(dir, "file"), 0o700);
    assert.equal(await stateOf([{ how: "open", path: join(dir, "file") }]), undefined);
    assert.notEqual(await stateOf([{ how: "stat", path: join(dir, "file") }]), undefined);
  });

  it("none of what changed while the test ran", async () => {
    const inputs: readonly TestInput[] = [{ how: "stat", path: join(dir, "file") }];
    assert.equal(await stateOf(inputs, Date.now() - 60_000), undefined);
    assert.notEqual(await stateOf(inputs, Date.now() + 60_000), undefined);
  });
});
