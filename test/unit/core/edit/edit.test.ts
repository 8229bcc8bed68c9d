import assert from "node:assert/strict";
import { applyChanges, editOver, editTo, type SourceFile } from "../../../../src/core/edit/edit";

const file: SourceFile = { path: "/m/a.go", text: "package m\n\nvar a = 1\n", hash: "saved" };

describe("an edit over a text that nobody has saved", () => {
  const texts = [
    ["nothing changes", file.text],
    ["something in the middle", "package m\n\nvar a = 2\n"],
    ["something at the end", `${file.text}\nfunc F() {}\n`],
    ["what repeats itself", "package m\n\nvar a = 1\n\nvar a = 1\n"],
    ["all of it", ""],
  ] as const;
  for (const [title, text] of texts) {
    it(title, () => {
      const [made] = editTo(file, text).files;
      assert.equal(made?.hash, "saved");
      assert.equal(applyChanges(file.text, made?.changes ?? []), text);
    });
  }

  it("begins at the saved text", () => {
    const stubbed = `${file.text}\nfunc F() int {\n\tpanic("not implemented")\n}\n`;
    const at = stubbed.indexOf("panic");
    const body = { start: at, end: at + 'panic("not implemented")'.length, text: "return 1" };
    const edit = { files: [{ file: file.path, hash: "unsaved", changes: [body] }] };
    const [made] = editOver(file, stubbed, edit).files;
    assert.equal(made?.hash, "saved");
    assert.equal(
      applyChanges(file.text, made?.changes ?? []),
      `${file.text}\nfunc F() int {\n\treturn 1\n}\n`,
    );
  });
});
