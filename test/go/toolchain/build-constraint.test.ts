import assert from "node:assert/strict";
import { included, type Platform, platformFor } from "../../../src/go/toolchain/build-constraint";

const here: Platform = { goos: "linux", goarch: "amd64", tags: [] };
const minor = 26;

/** File name, constraint, whether the build here holds it, the build that does. */
const cases: readonly [string, string, boolean, string | undefined][] = [
  ["a.go", "", true, "linux/amd64"],
  ["a_windows.go", "", false, "windows/amd64"],
  ["a_windows_arm64.go", "", false, "windows/arm64"],
  ["a_arm64.go", "", false, "darwin/arm64"],
  ["a_linux_test.go", "", true, "linux/amd64"],
  ["windows.go", "", true, "linux/amd64"],
  ["linux_a.go", "", true, "linux/amd64"],
  ["a_other.go", "", true, "linux/amd64"],
  ["a.go", "darwin || freebsd", false, "darwin/arm64"],
  ["a.go", "!windows", true, "linux/amd64"],
  ["a.go", "unix && !linux", false, "darwin/arm64"],
  ["a.go", "(linux && amd64) || never", true, "linux/amd64"],
  ["a.go", "integration", false, "linux/amd64 integration"],
  ["a.go", "!integration", true, "linux/amd64"],
  ["a.go", "windows || integration", false, "linux/amd64 integration"],
  ["a.go", "windows && fast && small", false, "windows/amd64 fast small"],
  ["a.go", "go1.26", true, "linux/amd64"],
  ["a.go", "go1.99", false, undefined],
  ["a.go", "ignore", false, undefined],
  ["a.go", "js && wasm", false, "js/wasm"],
  ["a.go", "cgo", true, "linux/amd64"],
  ["a_windows.go", "linux", false, undefined],
];

describe("which build holds a file", () => {
  for (const [name, constraint, expected, platform] of cases) {
    it(`${name} with ${constraint || "no constraint"}: ${platform ?? "none"}`, () => {
      const text = `// Copyright.\n\n${constraint === "" ? "" : `//go:build ${constraint}\n\n`}package a\n`;
      assert.equal(included(name, text, here, minor), expected);
      const found = platformFor(name, text, here, minor);
      assert.equal(found && [`${found.goos}/${found.goarch}`, ...found.tags].join(" "), platform);
    });
  }

  it("reads no constraint below the package clause", () => {
    assert.ok(included("a.go", "package a\n\n//go:build windows\n", here, minor));
  });
});
