import assert from "node:assert/strict";
import type { FileEdit } from "../../../../src/core/edit/edit";
import { joinedDiff } from "../../../../src/core/edit/unified-diff";
import {
  chosenEdit,
  type OfferedTests,
  originSummary,
  strengthSentence,
} from "../../../../src/core/events/offered-tests";
import type { ShownCase } from "../../../../src/core/testgen/test-events";

const change = (file: string, text: string): FileEdit => ({
  file,
  hash: undefined,
  changes: [{ start: 0, end: 0, text }],
});
const diffOf = (name: string, line: string): string =>
  `--- /dev/null\n+++ b/${name}\n@@ -0,0 +1,1 @@\n+${line}\n`;
const stated = (origin: ShownCase["origin"], n: number): ShownCase => ({ text: `F(${n}) == ${n}`, origin });

const tests: OfferedTests = {
  edit: { files: [change("/m/f_test.go", "both")] },
  diff: diffOf("f_test.go", "both"),
  cases: [stated("person", 1), stated("model", 2), stated("model", 3)],
  killed: 3,
  mutants: 4,
};
const body = change("/m/f.go", "body");

describe("tests that are offered beside a body", () => {
  const cases = [
    { it: "are left where nobody asked for them", withTests: false, files: ["body"], says: ["body"] },
    {
      it: "come with the body where the person says so",
      withTests: true,
      files: ["body", "both"],
      says: ["body", "both"],
    },
  ];
  for (const { it: what, withTests, files, says } of cases)
    it(what, () => {
      const end = { edit: { files: [body] }, diff: diffOf("f.go", "body"), tests };
      const got = chosenEdit(end, withTests);
      assert.deepEqual(
        got.edit?.files.map((f) => f.changes[0]?.text),
        files,
      );
      assert.deepEqual(
        [...got.diff.matchAll(/^\+(\w+)$/gm)].map((m) => m[1]),
        says,
      );
    });

  it("stand in the place of the test that is made of the person's answers alone", () => {
    const answered = change("/m/f_test.go", "answer");
    const diff = diffOf("f.go", "body") + diffOf("f_test.go", "answer");
    const got = chosenEdit({ edit: { files: [body, answered] }, diff, tests }, true);
    assert.deepEqual(got.edit, { files: [body, ...tests.edit.files] });
    assert.equal(got.diff, diffOf("f.go", "body") + diffOf("f_test.go", "both"));
  });

  it("are nothing where nothing is proposed", () =>
    assert.deepEqual(chosenEdit({ edit: undefined, diff: "", tests }, true), { edit: undefined, diff: "" }));

  it("are said to be the model's", () => {
    assert.equal(originSummary(tests), "2 cases proposed by the model and 1 of your own");
    assert.equal(originSummary({ ...tests, cases: [stated("model", 1)] }), "1 case proposed by the model");
    assert.match(strengthSentence(tests), /3 of 4 mutants.*never raise the grade/);
  });

  it("a removed line that looks like a file's name is none", () => {
    const odd = "--- a/f.go\n+++ b/f.go\n@@ -1,2 +1,1 @@\n--- x\n-y\n+z\n";
    assert.equal(joinedDiff(odd, diffOf("f_test.go", "t")), odd + diffOf("f_test.go", "t"));
  });
});
