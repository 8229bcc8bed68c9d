import assert from "node:assert/strict";
import type { Snapshot } from "../../../../src/core/snapshot";
import { untestedEdgeCase } from "../../../../src/core/verify/untested-edge-cases";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

describe("an edge that the comment speaks of and no test tries", () => {
  const seats = 'if Full([]bool{true}) != true { t.Error("free") }';
  for (const { doc, test, untried } of [
    { doc: "A hall without seats is not full.", test: seats, untried: /an empty value/ },
    { doc: "A hall that has no seats is not full.", test: seats, untried: /an empty value/ },
    { doc: "An empty hall is not full.", test: seats, untried: /an empty value/ },
    { doc: "An empty hall is not full.", test: `${seats}\nif Full(nil) { t.Error() }`, untried: undefined },
    {
      doc: "An empty hall is not full.",
      test: `${seats}\nif Full([]bool{}) { t.Error() }`,
      untried: undefined,
    },
    { doc: "An empty name is not full.", test: 'if Full("") { t.Error() }', untried: undefined },
    { doc: "Without any seats it is not full.", test: "if Full() { t.Error() }", untried: undefined },
    { doc: "Full looks at each seat.", test: seats, untried: undefined },
    { doc: "It is 0 for a hall that is closed.", test: "if Full(10) != 105 { t.Error() }", untried: /0/ },
    { doc: "It is 0 for a hall that is closed.", test: "if Full(10) != 0 { t.Error() }", untried: undefined },
    { doc: "At most 100 are counted.", test: "if Full(10) != 5 { t.Error() }", untried: undefined },
    {
      doc: "Negative seats do not count.",
      test: "if Full(7-3) != 4 { t.Error() }",
      untried: /a negative number/,
    },
    { doc: "Negative seats do not count.", test: "if Full(-3) != 4 { t.Error() }", untried: undefined },
    { doc: "Full is said.\n//\n//\tFull(nil) == 0 // empty", test: seats, untried: undefined },
  ])
    it(`${doc.replaceAll("\n", " ")} ${test.replaceAll("\n", "; ")}: ${untried?.source ?? "all tried"}`, async () => {
      const file = {
        path: "/m/a.go",
        hash: "1",
        text: `package m\n\n// ${doc}\nfunc Full(x any) any {\n}\n`,
      };
      const other = "func TestOther(t *testing.T) { Other(nil, 0, -1) }";
      const text = `package m\n\nfunc TestFull(t *testing.T) {\n${test}\n}\n\n${other}\n`;
      const known = { name: "TestFull", file: "/m/a_test.go", reaches: ["Full"], status: "red" };
      const snapshot = {
        file,
        target: { file: file.path, names: ["Full"] },
        baseline: { targetTests: [known] },
        package: { testFiles: [{ path: "/m/a_test.go", hash: "2", text }] },
      } as unknown as Snapshot;
      const found = untestedEdgeCase(await loadGoParser(), snapshot);
      assert.equal(found !== undefined, untried !== undefined, found);
      if (untried !== undefined) assert.match(found ?? "", untried);
    });
});
