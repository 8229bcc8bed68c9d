import assert from "node:assert/strict";
import { leadsFor } from "../../src/core/leads";
import type { FuncDecl } from "../../src/core/syntax";
import { indexFile } from "../../src/core/syntax-index";
import { loadGoParser } from "../../src/go/parser";

describe("first lines forced from a signature's types", () => {
  for (const [signature, want] of [
    [
      "F(s string) string",
      [
        "runes := []rune(s)",
        "var sb strings.Builder",
        "n := len(s)",
        "stack := []rune{}",
        "words := strings.Fields(s)",
        "counts := make(map[rune]int)",
      ],
    ],
    [
      "F(runes string) bool",
      [
        "n := len(runes)",
        "stack := []rune{}",
        "words := strings.Fields(runes)",
        "counts := make(map[rune]int)",
      ],
    ],
    [
      "F(xs []int) []int",
      [
        "seen := make(map[int]bool)",
        "n := len(xs)",
        "sorted := append([]int(nil), xs...)",
        "result := []int{}",
      ],
    ],
    ["F(xs ...float64) float64", ["n := len(xs)", "sorted := append([]float64(nil), xs...)", "sum := 0.0"]],
    [
      "F(m map[[2]int]string) map[string]int",
      ["keys := make([][2]int, 0, len(m))", "result := make(map[string]int)"],
    ],
    ["F(n int) int", ["result := int(0)"]],
    ["F() error", []],
    ["F(_ string)", []],
  ] as const) {
    it(signature, async () => {
      const parser = await loadGoParser();
      const decl = indexFile(parser, `package p\n\nfunc ${signature} {\n}\n`).decls[0] as FuncDecl;
      assert.deepEqual(leadsFor(decl), want);
    });
  }
});
