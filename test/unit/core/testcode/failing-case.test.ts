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

const named = `package m

func TestValueIsName(t *testing.T) {
	tests := []struct{ name, want string }{
		{"first", "second"},
		{"second", "third"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {})
	}
}

func TestMade(t *testing.T) {
	tests := []struct {
		text, sep string
		n         int
	}{
		{"a", "|", 1},
		{"a", "b(c", 2},
		{"", "ü \\t", 3},
		{"50% off", "", 4},
	}
	for i, tt := range tests {
		t.Run(tt.sep+" in '"+tt.text+"'", func(t *testing.T) {})
		t.Run(fmt.Sprintf("%d: %q by 100%%, %v", tt.n, tt.text, hash(tt)), func(t *testing.T) {})
		t.Run("row "+strconv.Itoa(i), func(t *testing.T) {})
	}
}

func TestNested(t *testing.T) {
	for name, c := range map[string]int{
		"some/more": 1,
		"none":      0,
	} {
		t.Run(name, func(t *testing.T) {
			for _, sep := range []string{
				",",
				";",
			} {
				t.Run(fmt.Sprintf("by %q", sep), func(t *testing.T) {})
			}
		})
	}
}

func TestGroups(t *testing.T) {
	for _, g := range []group{
		{"small", []kase{
			{"one", 1},
			{"two", 2},
		}},
		{"big", []kase{
			{"one", 1000},
			{"two", 2000},
		}},
	} {
		t.Run(g.name, func(t *testing.T) {
			for _, c := range g.cases {
				t.Run(c.name, func(t *testing.T) {})
			}
		})
	}
}

type group struct {
	name  string
	cases []kase
}

func TestHashed(t *testing.T) {
	for _, tt := range []struct{ in int }{
		{1},
		{2},
		{3},
	} {
		t.Run(hash(tt), func(t *testing.T) {})
	}
}

func TestSuite(t *testing.T) { suite.Run(t, new(cases)) }

func (s *cases) TestRows() {
	for _, c := range []string{
		"x",
		"y",
	} {
		s.Run(c, func() {})
	}
}
`;

/** A failing subtest, the line of its case, and the subtests that ran. */
const namedCases: readonly (readonly [string, number | undefined, (readonly string[])?])[] = [
  ["TestValueIsName/second", 6],
  ["TestMade/|_in_'a'", 18],
  ["TestMade/b(c_in_'a'", 19],
  ["TestMade/ü___in_''", 20],
  ["TestMade/_in_'50%_off'", 21],
  ['TestMade/1:_"a"_by_100%,_7f3a', 18],
  ["TestMade/row_2", 20],
  ["TestNested/some/more", 32],
  ['TestNested/none/by_","', 33],
  ["TestGroups/big/one", 53],
  ["TestGroups/small", 48],
  ["TestHashed/8c", 73, ["TestHashed", "TestHashed/17", "TestHashed/8c", "TestHashed/ff", "TestOther/x"]],
  ["TestHashed/8c", undefined, ["TestHashed", "TestHashed/17", "TestHashed/8c"]],
  ["TestSuite/TestRows/y", 85],
];

describe("the line of a failing case", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const [test, message, line] of cases) {
    it(`${test} ${message}: ${line ?? "none"}`, () => {
      assert.equal(caseLine(parser, table, { test, message, ran: [] }), line);
    });
  }
  for (const [test, line, ran = []] of namedCases) {
    it(`${test}: ${line ?? "none"}`, () => {
      assert.equal(caseLine(parser, named, { test, message: "", ran }), line);
    });
  }
});
