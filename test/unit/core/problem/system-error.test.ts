import assert from "node:assert/strict";
import { adviceOf, messageOf } from "../../../../src/core/problem/problem-text";
import { systemProblem } from "../../../../src/core/problem/system-error";

const failed = (code: string, syscall: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${syscall} '${path}'`), { code, syscall, path });
const ours = "/tmp/stubwright-0a1b2c-12-345-";

const cases: readonly [title: string, error: unknown, says: RegExp | undefined, advice?: RegExp][] = [
  [
    "no folder for temporary files",
    failed("ENOENT", "mkdtemp", `${ours}XXXXXX`),
    /folder \/tmp .*ENOENT/,
    /TMPDIR/,
  ],
  [
    "one that nobody may write",
    failed("EACCES", "mkdtemp", `${ours}XXXXXX`),
    /folder \/tmp .*EACCES/,
    /TMPDIR/,
  ],
  ["one that vanished", failed("ENOENT", "open", `${ours}Ab12Cd/overlay/a.go`), /folder \/tmp /],
  ["a full disk", failed("ENOSPC", "write", `${ours}Ab12Cd/a.go`), /\/tmp/, /disk space/],
  ["no files left", failed("EMFILE", "open", "/m/a.go"), /EMFILE/],
  ["a file that is not there", failed("ENOENT", "open", "/m/a.go"), undefined],
  ["a bug", new TypeError("x is not a function"), undefined],
  ["no error at all", "text", undefined],
];

describe("an error of the system that nobody expected", () => {
  for (const [title, error, says, advice] of cases) {
    it(`${says === undefined ? "stays a bug" : "is told as what it is"}: ${title}`, () => {
      const found = systemProblem(error);
      assert.equal(found !== undefined, says !== undefined);
      if (found === undefined || says === undefined) return;
      assert.equal(found.kind, "environment");
      assert.match(messageOf(found), says);
      if (advice !== undefined) assert.match(adviceOf(found.next, "terminal"), advice);
    });
  }
});
