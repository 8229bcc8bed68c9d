import assert from "node:assert/strict";
import type { TargetDecl } from "../../src/core/context";
import { workedExamples } from "../../src/core/prompt-examples";

const decl = (signature: string, doc: string): TargetDecl => ({
  name: "F",
  ident: "F",
  doc,
  signature,
  body: undefined,
});

/** The names of what is shown, the likest last. */
const namesFor = (signature: string, doc: string): readonly string[] =>
  workedExamples(decl(signature, doc))
    .filter((m) => m.role === "assistant")
    .map((m) => /func (?:\([^)]*\) )?(\w+)/.exec(m.content)?.[1] ?? "");

describe("the examples that are shown before a stub", () => {
  for (const [signature, doc, likest] of [
    ["func F(n int) int", "// F adds the digits of n.", "EvenDigits"],
    [
      "func F(s string) (int, error)",
      "// F is the sum of the numbers in a list; an error if one is none.",
      "Total",
    ],
    ["func F(m map[string]int) []string", "// F returns names by score.", "Ranked"],
    ["func F[K any](xs []K, n int) []K", "// F drops each nth element.", "Every"],
    ["func (b *Book) F(page string) int", "// F counts how often page was read.", "Visit"],
    ["func F(grid [][]int) []int", "// F is the largest of each row.", "Columns"],
    ["func F(a, b int) float64", "// F is a as a share of b in percent.", "Share"],
  ] as const)
    it(`${signature}: ${likest} stands last of three`, () => {
      const names = namesFor(signature, doc);
      assert.equal(names.length, 3);
      assert.equal(names.at(-1), likest);
    });
});
