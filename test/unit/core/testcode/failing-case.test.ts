import assert from "node:assert/strict";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { caseLine } from "../../../../src/core/testcode/failing-case";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const table = `package m

var shared = map[string]int{
	"one": 1,
	"two": 2,
}

func TestTable(t *testing.T) {
	tests := []struct {
		name string
		in   int
		want string
	}{
		{"a small one", 3, "iii"},
		{"a big one", 1000, "M"},
		{
			name: "over lines",
			in:   4,
			want: "iv",
		},
		{"twice", 5, "v"},
		{"twice", 6, "vi"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {})
	}
}

func TestMap(t *testing.T) {
	for in, want := range shared {
		t.Errorf("F(%q)", in, want)
	}
}

func TestPlain(t *testing.T) {
	t.Errorf("F(3) = 4")
}
`;

/** A failing test, what it says, and the line of its case. */
const cases: readonly (readonly [string, string, number | undefined])[] = [
  ["TestTable/a_small_one", "", 14],
  ["TestTable/a_big_one", "", 15],
  ["TestTable/over_lines", "", 16],
  ["TestTable/twice", "", 21],
  ["TestTable/twice#01", "", 22],
  ["TestTable", 'Roman(1000) = "K", want "M"', 15],
  ["TestTable/no_such_name", "F(4) is wrong", undefined],
  ["TestMap", 'F("two") = 3, want 2', 5],
  ["TestMap", "something is wrong", undefined],
  ["TestPlain", "F(3) = 4", undefined],
  ["TestNowhere", "", undefined],
];

describe("the line of a failing case", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const [test, message, line] of cases) {
    it(`${test} ${message}: ${line ?? "none"}`, () => {
      assert.equal(caseLine(parser, table, test, message), line);
    });
  }
});
