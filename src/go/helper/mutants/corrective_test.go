package mutants

import (
	"strings"
	"testing"

	"stubwright/helper/helpertest"
)

// Each body has a usual mistake; among the changes is the one that corrects it.
var mistakes = []struct{ name, decl, change, after string }{
	{"a bound", "func F(xs []int) int { return xs[len(xs)] }", "len one less", "xs[(len(xs)-1)]"},
	{"bytes for runes", "func F(s string) int { return len(s) }", "length in runes", "len([]rune(s))"},
	{"a cut in the middle of a character", "func F(s string) string { return s[:3] }", "cut by runes", "string([]rune(s)[:3])"},
	{"an error that is not wrapped", "func F(err error) error { return fmt.Errorf(\"x: %v\", err) }", "%v to %w", `"x: %w"`},
	{"an error that may be wrapped", "func F(err error) bool { return err == io.EOF }", "== to errors.Is", "errors.Is(err, io.EOF)"},
	{"a slice that is shared", "func F(xs []int) []int { return xs }", "xs copied", "slices.Clone(xs)"},
	{"a map that was never made", "func F(m map[string]int) { m[\"a\"]++ }", "m made where it is nil", "if m == nil { m = make(map[string]int) }; m["},
	{"defers in the wrong order", "func F() {\n\tdefer print(1)\n\tdefer print(2)\n}", "defer print(2) before defer print(1)", "defer print(2)\n\tdefer print(1)"},
	{"a loop over copies", "func F(xs []struct{ n int }) {\n\tfor _, x := range xs {\n\t\tx.n++\n\t}\n}", "elements changed, not copies", "for i := range xs {\n\t\txs[i].n++"},
	{"rounding", "func F(x float64) int { return int(x) }", "rounded", "int(math.Round(x))"},
	{"swapped arguments", "func F(a, b int) int { return max(b, a) }", "arguments swapped", "max(a, b)"},
	{"another variable", "func F(a, b int) int { return a - a }", "a to b", "a - b"},
}

func TestCorrective(t *testing.T) {
	for _, c := range mistakes {
		t.Run(c.name, func(t *testing.T) {
			text := "package m\n\nimport (\n\t\"fmt\"\n\t\"io\"\n)\n\nvar _ = fmt.Sprint\nvar _ = io.EOF\n\n" + c.decl + "\n"
			l, spec, file := helpertest.Package(t, text)
			req := Request{Spec: spec, File: file, Text: text, Names: []string{"F"}, Limit: 100, Corrective: true}
			var changes []string
			for _, m := range Make(l, req) {
				if strings.HasSuffix(m.Change, ": "+c.change) && strings.Contains(m.Text, c.after) {
					return
				}
				changes = append(changes, m.Change)
			}
			t.Errorf("%q is not among %q", c.change, changes)
		})
	}
}
