import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";

/** What runs is counted: only files that are nothing but types may be left out, since no run reaches them. */
describe("what the coverage of core leaves out", () => {
  const root = join(__dirname, "../..");
  const { exclude } = JSON.parse(readFileSync(join(root, ".c8rc.json"), "utf8")) as {
    readonly exclude: readonly string[];
  };
  for (const file of exclude) {
    it(`${file} holds only types`, () => {
      const { code } = transformSync(readFileSync(join(root, file), "utf8"), { loader: "ts" });
      assert.equal(code.trim(), "");
    });
  }
});
