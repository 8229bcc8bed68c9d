package fix

import (
	"go/format"
	"sort"
	"strings"
	"testing"

	"stubwright/helper/helpertest"
	"stubwright/helper/load"
)

func weigh(errors []Error) int {
	sum := 0
	for _, e := range errors {
		sum += e.Weight
	}
	return sum
}

// at turns an offset in UTF-16 code units back into bytes.
func at(text string, units int) int {
	for i, r := range text {
		if units <= 0 {
			return i
		}
		units--
		if r > 0xffff {
			units--
		}
	}
	return len(text)
}

func apply(text string, changes []Change) string {
	var edits []load.Edit
	for _, c := range changes {
		edits = append(edits, load.Edit{Start: at(text, c.Start), End: at(text, c.End), Text: c.Text})
	}
	return load.Apply(text, edits)
}

// applyLightest takes the lightest alternative until nothing gets lighter.
func applyLightest(l *load.Loader, spec load.Spec, file, text string) (string, []string, []Error) {
	var used []string
	for {
		d := Fix(l, Request{Spec: spec, File: file, Text: text})
		best, weight := "", weigh(d.Errors)
		name := ""
		for _, a := range d.Alternatives {
			next := apply(text, a.Changes)
			if w := weigh(Check(l, spec, file, next)); w < weight {
				best, weight, name = next, w, a.Fixer
			}
		}
		if best == "" {
			return text, used, d.Errors
		}
		text, used = best, append(used, name)
	}
}

func TestFix(t *testing.T) {
	l, spec, file := helpertest.Package(t, "package m\n")
	for _, c := range drafts {
		head := "package m\n\n"
		text, used, left := applyLightest(l, spec, file, head+c.draft)
		if len(left) > 0 {
			t.Errorf("%s: left %v\n%s", c.fixers, left, text)
			continue
		}
		sort.Strings(used)
		if got := strings.Join(used, ", "); got != c.fixers {
			t.Errorf("used %q, want %q\n%s", got, c.fixers, text)
		}
		formatted, err := format.Source([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(formatted), c.want) {
			t.Errorf("%s: want %q in\n%s", c.fixers, c.want, formatted)
		}
	}
}

func TestPanics(t *testing.T) {
	l, spec, file := helpertest.Package(t, "package m\n")
	for _, c := range panicked {
		text := "package m\n\n" + c.draft
		line := strings.Count(text[:strings.Index(text, c.line)], "\n") + 1
		d := Fix(l, Request{Spec: spec, File: file, Text: text, Panic: &Panic{Line: line, Message: c.message}})
		found := false
		for _, a := range d.Alternatives {
			next, err := format.Source([]byte(apply(text, a.Changes)))
			found = found || err == nil && a.Fixer == c.fixer && strings.Contains(string(next), c.want) && len(Check(l, spec, file, string(next))) == 0
		}
		if !found {
			t.Errorf("%s: nothing with %q in %v", c.message, c.want, d.Alternatives)
		}
	}
}

func TestOffsetsAreUTF16(t *testing.T) {
	l, spec, file := helpertest.Package(t, "package m\n")
	text := "package m\n\n// 😀é\nfunc F() int { x := 1; return 2 }\n"
	d := Fix(l, Request{Spec: spec, File: file, Text: text})
	if len(d.Alternatives) != 1 || d.Alternatives[0].Changes[0].Start != 33 {
		t.Errorf("got %+v", d.Alternatives)
	}
}

func TestAMissingHelperIsNotTheFunctionItself(t *testing.T) {
	l, spec, file := helpertest.Package(t, "package m\n")
	text := "package m\n\nfunc ReverseWords(words []string) {\n\tfor i, word := range words {\n\t\twords[i] = ReverseWord(word)\n\t}\n}\n"
	if _, used, left := applyLightest(l, spec, file, text); len(used) != 0 || len(left) != 1 {
		t.Errorf("used %v, left %v", used, left)
	}
}

func TestSyntaxErrorsAreLeft(t *testing.T) {
	l, spec, file := helpertest.Package(t, "package m\n")
	d := Fix(l, Request{Spec: spec, File: file, Text: "package m\n\nfunc F() int {\n\tx := 1\n\treturn [][]\n}\n"})
	if len(d.Alternatives) != 0 || weigh(d.Errors) < 1000 {
		t.Errorf("got %+v", d)
	}
}
