import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../../../syntaxes");

interface Grammar {
  readonly patterns: readonly { readonly match: string; readonly name: string }[];
}

const read = (name: string): Grammar => JSON.parse(readFileSync(join(folder, name), "utf8")) as Grammar;

/** The scope that a line of go test's output begins with. */
const lines: readonly (readonly [string, string | undefined])[] = [
  ["=== RUN   TestA", "comment.line"],
  ["    --- PASS: TestA/x (0.00s)", "markup.inserted"],
  ["--- FAIL: TestA (0.00s)", "markup.deleted"],
  ["--- SKIP: TestA (0.00s)", "markup.changed"],
  ["FAIL\texample.org/p\t0.01s", "markup.deleted"],
  ["panic: no", "markup.deleted"],
  ["ok  \texample.org/p\t0.01s", "markup.inserted"],
  ["goroutine 7 [running]:", "entity.name.section"],
  ["said by a test", undefined],
];

describe("the grammars", () => {
  for (const name of readdirSync(folder)) {
    it(`${name}: one expression that does not compile would leave all uncoloured`, () => {
      const { patterns } = read(name);
      assert.ok(patterns.length > 0);
      for (const { match } of patterns) assert.doesNotThrow(() => new RegExp(match), match);
    });
  }

  for (const [line, scope] of lines) {
    it(`${line}: ${scope ?? "no colour"}`, () => {
      const found = read("go-test.tmLanguage.json").patterns.find((p) => new RegExp(p.match).test(line));
      assert.equal(found?.name.replace(/\.go-test$/, ""), scope);
    });
  }
});
