import assert from "node:assert/strict";
import { fingerprint } from "../../../../src/core/answer/fingerprint";
import type { Candidate } from "../../../../src/core/candidate";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const candidate = (body: string): Candidate => ({
  edit: { files: [] },
  text: `package p\n\nvar limit = 3\n\nfunc Sum(xs []int) int {\n${body}\n}\n`,
  adjustments: [],
});

const sum = "\ttotal := 0\n\tfor _, x := range xs {\n\t\ttotal += x\n\t}\n\treturn total";

describe("fingerprint: which candidates are the same code", () => {
  for (const [what, other, same] of [
    ["itself", sum, true],
    ["other names of local variables", sum.replaceAll("total", "acc").replace(/\bx\b/g, "value"), true],
    ["other spaces and a comment", `// adds\n${sum.replaceAll("\t", "  ")}`, true],
    ["a var in place of :=", sum.replace("total := 0", "var total int"), false],
    ["another operator", sum.replace("+=", "-="), false],
    ["another literal", sum.replace("0", "1"), false],
    ["a package's name in place of a local one", sum.replace("return total", "return limit"), false],
    ["another string", `${sum} + len("a b")`, false],
  ] as const) {
    it(`${what}: ${same ? "the same" : "different"}`, async () => {
      const parser = await loadGoParser();
      assert.equal(fingerprint(parser, candidate(sum)) === fingerprint(parser, candidate(other)), same);
    });
  }

  it("keeps strings that differ only in their spaces apart", async () => {
    const parser = await loadGoParser();
    const of = (text: string) => fingerprint(parser, candidate(`\treturn len("${text}")`));
    assert.notEqual(of("a b"), of("a  b"));
  });
});
