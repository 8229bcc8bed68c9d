import assert from "node:assert/strict";
import type { GoParser } from "../../../src/core/syntax/tree";
import { loadGoParser } from "../../../src/go/toolchain/parser";
import { emptied, fromMutants, refusedAnyway, stubbed } from "../../../tools/modules/candidates";

const file = `package shop

import (
	"errors"
	"strings"
)

var errNone = errors.New("none")

func Label(name string) (string, error) {
	if name == "" {
		return "", errNone
	}
	return strings.ToUpper(name), nil
}
`;

describe("candidates of the corpus", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });

  it("a stub keeps everything but the body", () => {
    const [head = ""] = file.split("\tif name");
    assert.equal(stubbed(parser, file, "Label"), `${head}\tpanic("not implemented")\n}\n`);
  });

  it("zero values come without the imports that only the body used", () => {
    const { text } = emptied(parser, file, "Label");
    assert.match(text, /"errors"/);
    assert.doesNotMatch(text, /strings/);
    assert.match(text, /return stubwrightZ0, stubwrightZ1/);
  });

  it("the only import goes with its declaration", () => {
    const one =
      'package shop\n\nimport "strings"\n\nfunc Up(s string) string {\n\treturn strings.ToUpper(s)\n}\n';
    assert.doesNotMatch(emptied(parser, one, "Up").text, /import/);
  });

  it("what cannot be built says where", () => {
    const [call, stranger] = refusedAnyway(parser, file, "Label");
    assert.equal(call?.text.split("\n")[(call.line ?? 0) - 1], "\tdeclaredNowhere()");
    assert.match(stranger?.text ?? "", /^package shop\n\nimport "example\.com\/stranger"\n/);
  });

  it("mutants are taken kind by kind, then in their order", () => {
    const changes = ["x left out", "a left out", "== to !=", "0 one more", "< to <=", "condition turned"];
    const mutants = changes.map((change, i) => ({ change: `line ${i}: ${change}`, line: i, text: change }));
    assert.deepEqual(
      fromMutants(mutants, 5).map((m) => [m.kind, m.text]),
      [
        ["condition", "== to !="],
        ["off-by-one", "0 one more"],
        ["other", "x left out"],
        ["other", "a left out"],
        ["off-by-one", "< to <="],
      ],
    );
  });
});
