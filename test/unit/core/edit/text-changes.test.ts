import assert from "node:assert/strict";
import { applyChanges } from "../../../../src/core/edit/edit";
import { changesBetween } from "../../../../src/core/edit/text-changes";

describe("what turns one text into the other", () => {
  const cases: Readonly<Record<string, readonly [before: string, after: string, texts: readonly string[]]>> =
    {
      nothing: ["a\nb\n", "a\nb\n", []],
      "a word of a line": ["a\nlong line\nc\n", "a\nlong word\nc\n", ["word"]],
      "a line more": ["a\nc\n", "a\nb\nc\n", ["b\n"]],
      "a line less": ["a\nb\nc\n", "a\nc\n", [""]],
      "two places": ["a\nb\nc\nd\n", "A\nb\nc\nD\n", ["A", "D"]],
      "a last line without its end": ["a", "a\nb", ["\nb"]],
      "line endings of two characters": ["a\r\nb\r\n", "a\r\nx\r\ny\r\n", ["x\r\ny"]],
    };
  for (const [what, [before, after, texts]] of Object.entries(cases)) {
    it(what, () => {
      const changes = changesBetween(before, after);
      assert.equal(applyChanges(before, changes), after);
      assert.deepEqual(
        changes.map((c) => c.text),
        texts,
      );
    });
  }
});
