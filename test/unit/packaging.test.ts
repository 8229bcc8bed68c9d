import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ignoreList, letThrough, onlyRuntime } from "../../tools/packaging/ignore-list";
import { withoutRelative } from "../../tools/packaging/readme";
import { ownTarget, runtimeOf } from "../../tools/packaging/runtimes";
import { vsceAmong } from "../../tools/packaging/vsce-command";

describe("the runtime in the VSIX", () => {
  it("this machine's is installed", () => {
    assert.doesNotThrow(() => runtimeOf(ownTarget));
  });

  it("a target that does not exist is told those that do", () => {
    assert.throws(() => runtimeOf("alpine-x64"), /no target alpine-x64\. There are linux-x64, /);
  });

  it("a target whose runtime is not installed is told how to install it", () => {
    const said = /^Error: .*not installed.*\n +npm install --no-save --force @node-llama-cpp\/win-x64@/;
    assert.throws(() => runtimeOf("win32-x64", ["linux-x64"]), said);
  });

  // What npm installs on a machine, and which of it .vscodeignore lets through as it stands.
  const machines: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["Linux x64", ["linux-arm64", "linux-armv7l", "linux-x64", "linux-x64-cuda"], ["linux-x64"]],
    ["Windows x64", ["linux-x64-vulkan", "win-arm64", "win-x64", "win-x64-cuda-ext"], ["win-x64"]],
    ["Apple silicon", ["linux-x64-cuda", "mac-arm64-metal", "win-x64-vulkan"], ["mac-arm64-metal"]],
    ["Linux arm64: none", ["linux-arm64", "linux-x64-cuda"], []],
    ["an old Mac: two", ["mac-arm64-metal", "mac-x64"], ["mac-arm64-metal", "mac-x64"]],
  ];
  for (const [machine, there, left] of machines) {
    it(`${machine}: ${left.join(" and ")}`, () => assert.deepEqual(letThrough(ignoreList(), there), left));
  }

  it("npm run package changes only the lines about runtimes, to one", () => {
    const [before, after] = [ignoreList(), onlyRuntime(ignoreList(), "linux-arm64")].map((t) =>
      t.split("\n"),
    );
    const added = after?.filter((line) => !before?.includes(line));
    const removed = before?.filter((line) => !after?.includes(line));
    assert.deepEqual(added, ["node_modules/@node-llama-cpp/!(linux-arm64)/**"]);
    assert.ok(removed?.every((line) => line.startsWith("node_modules/@node-llama-cpp/")));
  });
});

describe("the vsce that a prepublish script runs below", () => {
  const below = (command: string): string => `
      1       0 /sbin/init
     20       1 bash
     30      20 ${command}
     40      30 npm run vscode:prepublish
    400      40 sh -c tsx tools/packaging/prepublish.ts
     99      20 node /p/node_modules/.bin/vsce package --target win32-x64
  `;
  const commands: readonly (readonly [string, ReturnType<typeof vsceAmong>])[] = [
    ["node /p/node_modules/.bin/vsce package --target linux-x64", { target: "linux-x64" }],
    ["node /p/node_modules/.bin/vsce package -t darwin-arm64 --out x.vsix", { target: "darwin-arm64" }],
    ["node /usr/bin/vsce publish 1.2.3 --target=linux-arm64", { target: "linux-arm64" }],
    ["npm exec vsce package", { target: undefined }],
    ["node tools/package.ts linux-x64", undefined],
    ["node /p/node_modules/.bin/vsce ls --tree", undefined],
  ];
  for (const [command, found] of commands) {
    it(`${command}: ${found === undefined ? "none" : (found.target ?? "no target")}`, () =>
      assert.deepEqual(vsceAmong(below(command), 400), found));
  }

  it("where ps says nothing there is none", () => assert.equal(vsceAmong("", 400), undefined));
});

describe("the README as a page of its own", () => {
  const pages: readonly (readonly [string, string, string])[] = [
    ["a picture goes with its paragraph", "A\n\n![p](docs/p.png)\nof it\n\nB\n", "A\n\nB\n"],
    ["a picture of the web stays", "![p](https://h/p.png)\n\nB\n", "![p](https://h/p.png)\n\nB\n"],
    ["a link to a file is its text", "see [the table](docs/t.md#x).", "see the table."],
    ["links to the page itself and to the web stay", "[a](#a) [b](https://h/b)", "[a](#a) [b](https://h/b)"],
  ];
  for (const [what, from, to] of pages) it(what, () => assert.equal(withoutRelative(from), to));

  it("ours has no relative link left", () => {
    const page = withoutRelative(readFileSync(join(__dirname, "../../README.md"), "utf8"));
    assert.deepEqual(page.match(/\]\((?!https:|#)[^)]*\)/g), null);
  });
});
