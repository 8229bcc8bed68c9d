import assert from "node:assert/strict";
import { bytesForRunes } from "../../../../src/core/verify/bytes-for-runes";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

describe("bytes where the comment speaks of runes", () => {
  for (const { doc, signature = "F(s string) int", body, objected } of [
    { doc: "F counts the runes of s.", body: "return len(s)", objected: true },
    {
      doc: "F says how many letters (runes, not bytes) the longest word has.",
      body: "n := 0\nfor _, w := range strings.Fields(s) { if len(w) > n { n = len(w) } }\nreturn n",
      objected: true,
    },
    {
      doc: "F is the first letter; Unicode is understood.",
      signature: "F(s string) string",
      body: "return s[:1]",
      objected: true,
    },
    { doc: "F counts the runes of s.", body: "return len([]rune(s))", objected: false },
    { doc: "F counts the runes of s.", body: "return utf8.RuneCountInString(s)", objected: false },
    {
      doc: "F counts the runes of s.",
      body: "n := 0\nfor _, c := range s { n += len(string(c)) }\nreturn n",
      objected: false,
    },
    { doc: "F counts the runes of s.", body: 'return len(strings.Split(s, ""))', objected: false },
    { doc: "F counts letters.", body: "return len(s)", objected: false },
    {
      doc: "F puts runes in upper case.",
      signature: "F(s string) string",
      body: "return strings.ToUpper(s)",
      objected: false,
    },
  ])
    it(`${doc} ${body.replaceAll("\n", "; ")}: ${objected ? "objected to" : "no objection"}`, async () => {
      const text = `package p\n\n// ${doc}\nfunc ${signature} {\n${body}\n}\n`;
      assert.equal(bytesForRunes(await loadGoParser(), text, ["F"]) !== undefined, objected);
    });
});
