package mutants

import (
	"reflect"
	"sort"
	"testing"

	"stubwright/helper/helpertest"
)

func TestMake(t *testing.T) {
	text := "package m\n\nfunc Count(xs []int, k int) int {\n\tn := 0\n\tfor i := 0; i < len(xs); i++ {\n\t\tif xs[i] == k {\n\t\t\tn++\n\t\t}\n\t}\n\treturn n\n}\n\nfunc other() bool { return true }\n"
	l, spec, file := helpertest.Package(t, text)
	req := Request{Spec: spec, File: file, Text: text, Names: []string{"Count"}, Seed: 7, Limit: 100}
	var changes []string
	for _, m := range Make(l, req) {
		changes = append(changes, m.Change)
	}
	sort.Strings(changes)
	want := []string{
		"line 10: n to 0", "line 4: 0 one more", "line 5: ++ to --", "line 5: 0 one more", "line 5: < to <=",
		"line 5: < to >", "line 5: loop ends after its first round", "line 6: == to !=", "line 7: ++ to --", "line 7: n++ left out",
	}
	if !reflect.DeepEqual(changes, want) {
		t.Errorf("got  %q\nwant %q", changes, want)
	}
	runes := "package m\n\nfunc Last(s string, xs []int) string {\n\tfor range xs {\n\t\ts += s\n\t}\n\tr := []rune(s)\n\treturn string(r[1:])\n}\n"
	found := map[string]bool{}
	for _, m := range Make(l, Request{Spec: spec, File: file, Text: runes, Names: []string{"Last"}, Seed: 1, Limit: 100}) {
		found[m.Change] = true
	}
	for _, change := range []string{"line 7: []rune to []byte", "line 4: xs without its first"} {
		if !found[change] {
			t.Errorf("%q is not among %v", change, found)
		}
	}
	same := "package m\n\nfunc First(xs []int, k int) bool {\n\tfor _, x := range xs {\n\t\tswitch x {\n\t\tcase 0:\n\t\t\tk++\n\t\t\tbreak\n\t\t}\n\t\tif x != k {\n\t\t\tcontinue\n\t\t}\n\t\treturn true\n\t}\n\treturn k == 1\n}\n"
	changes = nil
	for _, m := range Make(l, Request{Spec: spec, File: file, Text: same, Names: []string{"First"}, Seed: 1, Limit: 100}) {
		changes = append(changes, m.Change)
	}
	sort.Strings(changes)
	want = []string{
		"line 10: != to ==", "line 11: continue left out", "line 13: true to false", "line 15: 1 one more",
		"line 15: == to !=", "line 4: xs without its first", "line 6: 0 one more", "line 7: ++ to --", "line 7: k++ left out",
	}
	if !reflect.DeepEqual(changes, want) {
		t.Errorf("none twice, and none that changes nothing: got %q\nwant %q", changes, want)
	}
	req.Limit = 3
	if one, two := Make(l, req), Make(l, req); len(one) != 3 || !reflect.DeepEqual(one, two) {
		t.Errorf("one seed gives one sample: %v, %v", one, two)
	}
}
