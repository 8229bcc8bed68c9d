import assert from "node:assert/strict";
import { textAlone } from "../../../../src/core/gates/text-alone";
import { limits } from "../../../../src/core/limits";

const stub = "package p\n\nfunc F(n int) int {\n\tpanic(0)\n}\n";
const written = (body: string, after = ""): string =>
  `package p\n\nfunc F(n int) int {\n${body}\n\treturn n\n}\n${after}`;
const helpers = (count: number): string =>
  Array.from({ length: count }, (_, i) => `\nfunc h${i}() {}\n`).join("");
const { candidate, nesting } = limits;

/** What a candidate holds, and what is said of it; nothing where that is nobody's business. */
const cases: readonly {
  readonly it: string;
  readonly text: string;
  readonly said: RegExp | undefined;
  readonly original?: string;
  readonly other?: string;
}[] = [
  {
    it: "ordinary code",
    text: written("\tx := []map[string][]*int{}\n\t_ = x", helpers(30)),
    said: undefined,
  },
  {
    it: "texts of other languages and emoji",
    text: written(
      '\ts := "Grüße 你好 ❤\ufe0f \u{1F468}\u200d\u{1F469}" // größer als сумма\n\tσ, größe := n, s\n\t_, _ = σ, größe',
    ),
    said: undefined,
  },
  {
    it: "many declarations",
    text: written("", helpers(candidate.declarations + 1)),
    said: /adds more than 400 declarations/,
  },
  {
    it: "much text",
    text: written(
      `\t// ${"a".repeat(9_000)}\n`
        .repeat(40)
        .replaceAll("a".repeat(9_000), () => String(Math.random()).padEnd(9_000)),
    ),
    said: /adds more than 262144 characters/,
  },
  {
    it: "many lines",
    text: written(Array.from({ length: 8_001 }, (_, i) => `\t_ = ${i}`).join("\n")),
    said: /more than 8000 lines/,
  },
  {
    it: "a long line",
    text: written(`\t_ = "${"a".repeat(candidate.line)}"`),
    said: /^this line has 16391 characters/,
  },
  {
    it: "the same line where the file has it",
    text: written(`\t_ = "${"a".repeat(candidate.line)}"`),
    original: written(`\t_ = "${"a".repeat(candidate.line)}"`),
    said: undefined,
  },
  { it: "a long name", text: written(`\t${"a".repeat(1_001)} := n`), said: /^this name has 1001 characters/ },
  {
    it: "a long text is no name",
    text: written(`\tif n > 0 {\n\t\tpanic(n)\n\t}\n\t_ = n +len"${"a".repeat(2_000)}"`),
    said: undefined,
  },
  {
    it: "brackets in brackets",
    text: written(`\t_ = ${"(".repeat(nesting)}n${")".repeat(nesting)}`),
    said: /^brackets stand 101 deep/,
  },
  {
    it: "blocks in blocks",
    text: written(`${"{\n".repeat(nesting)}${"}\n".repeat(nesting)}`),
    said: /^brackets stand 101 deep/,
  },
  {
    it: "a type of types",
    text: written(`\tvar x ${"*".repeat(nesting + 1)}int`),
    said: /^types stand 101 deep/,
  },
  {
    it: "a channel of channels",
    text: written(`\tvar x ${"chan ".repeat(nesting + 1)}int`),
    said: /^types stand 101 deep/,
  },
  {
    it: "text that runs backwards",
    text: written("\t// \u202eharmless"),
    said: /^the character \\u202e cannot be seen/,
  },
  {
    it: "a space without width in a text",
    text: written('\t_ = "a\u200bb"'),
    said: /^the character \\u200b /,
  },
  { it: "a joiner without an emoji", text: written('\t_ = "a\u200db"'), said: /^the character \\u200d / },
  { it: "a control character", text: written('\t_ = "\u001b[2J"'), said: /^the character \\u001b / },
  {
    it: "tags behind a text",
    text: written('\t_ = "a\u{E0061}\u{E0062}"'),
    said: /^the character \\U000e0061 /,
  },
  { it: "a name that cannot be seen", text: written("\t\u3164 := n"), said: /^the character \\u3164 / },
  {
    it: "a carriage return within a line",
    text: written("\t// a\r\t_ = n"),
    said: /^the character \\u000d /,
  },
  { it: "lines that end as on Windows", text: written("\t_ = n").replaceAll("\n", "\r\n"), said: undefined },
  {
    it: "what the file has itself",
    text: written('\t_ = "\u202e"'),
    original: written('\t_ = ("\u202e")'),
    said: undefined,
  },
  {
    it: "a letter that looks like one of a name of Go",
    text: written("\t_ = l\u0435n(n)"),
    said: /^the name l\\u0435n looks like len and is another one/,
  },
  {
    it: "a letter that looks like one of the package's names",
    text: written("\t_ = \u0430"),
    other: "package p\n\nvar a = 1\n",
    said: /looks like a and is another one/,
  },
  {
    it: "a name of nothing but such letters, where nobody writes in their script",
    text: written("\t\u0430\u0440\u0441 := n"),
    said: /^the name \\u0430\\u0440\\u0441 looks like apc/,
  },
  {
    it: "a name of nothing but such letters, where the package writes in their script",
    text: written("\t\u0430\u0440\u0441 := n"),
    other: "package p\n\nvar сумма = 1\n",
    said: undefined,
  },
  {
    it: "letters of two scripts in one name",
    text: written("\tuser\u0410 := n"),
    said: /mixes letters of two scripts so that it looks like userA/,
  },
  { it: "a wide letter", text: written("\tv\uff41lue := n"), said: /looks like value/ },
  {
    it: "a letter of mathematics beside a Latin one",
    text: written("\tα, a := n, n\n\tΔx := α + a"),
    said: undefined,
  },
  { it: "a name in another script", text: written("\tсумма, größe := n, n"), said: undefined },
  {
    it: "such a name where the file has it",
    text: written("\t_ = l\u0435n(n)"),
    original: written("\t_ = l\u0435n"),
    said: undefined,
  },
];

describe("a text before anything reads it as Go", () => {
  for (const { it: title, text, said, original = stub, other } of cases)
    it(said === undefined ? `${title}: is taken` : `${title}: is refused`, () => {
      const [finding, second] = textAlone("/m/p.go", original, text, other === undefined ? [] : [other]);
      if (said === undefined) return assert.equal(finding, undefined);
      assert.match(finding?.message ?? "", said);
      assert.equal(finding?.file, "/m/p.go");
      assert.ok((finding?.line ?? 0) > 1 && second?.message !== finding?.message);
    });
});
