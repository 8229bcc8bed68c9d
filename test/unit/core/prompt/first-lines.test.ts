import assert from "node:assert/strict";
import { firstLinesFor } from "../../../../src/core/prompt/first-lines";
import { indexFile } from "../../../../src/core/syntax/index-file";
import type { FuncDecl } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

describe("first lines forced from a signature's types", () => {
  for (const { signature, doc = "", want } of [
    {
      signature: "F(s string) string",
      want: [
        "runes := []rune(s)",
        "var sb strings.Builder",
        "stack := []rune{}",
        "n := len(s)",
        "words := strings.Fields(s)",
        "counts := make(map[rune]int)",
      ],
    },
    {
      signature: "F(s string) bool",
      doc: "F reports whether every word of s is capitalised.",
      want: [
        "runes := []rune(s)",
        "words := strings.Fields(s)",
        "stack := []rune{}",
        "n := len(s)",
        "counts := make(map[rune]int)",
      ],
    },
    {
      signature: "F(s string) map[rune]int",
      doc: "F says how often each rune occurs in s.",
      want: [
        "result := make(map[rune]int)",
        "runes := []rune(s)",
        "counts := make(map[rune]int)",
        "stack := []rune{}",
        "n := len(s)",
        "words := strings.Fields(s)",
      ],
    },
    {
      signature: "F(runes string) bool",
      want: [
        "stack := []rune{}",
        "n := len(runes)",
        "words := strings.Fields(runes)",
        "counts := make(map[rune]int)",
      ],
    },
    {
      signature: "F(xs []int) []int",
      want: [
        "result := []int{}",
        "seen := make(map[int]bool)",
        "sorted := append([]int(nil), xs...)",
        "n := len(xs)",
      ],
    },
    {
      signature: "F(xs ...float64) float64",
      want: ["sorted := append([]float64(nil), xs...)", "n := len(xs)", "sum := 0.0"],
    },
    {
      signature: "F(m map[[2]int]string) map[string]int",
      want: ["result := make(map[string]int)", "keys := make([][2]int, 0, len(m))"],
    },
    { signature: "F(n int) int", want: ["result := int(0)"] },
    { signature: "F() error", want: [] },
    { signature: "F(_ string)", want: [] },
  ] as readonly { signature: string; doc?: string; want: readonly string[] }[]) {
    it(doc === "" ? signature : `${signature}: ${doc}`, async () => {
      const parser = await loadGoParser();
      const decl = indexFile(parser, `package p\n\nfunc ${signature} {\n}\n`).decls[0] as FuncDecl;
      assert.deepEqual(firstLinesFor(decl, doc), want);
    });
  }
});
