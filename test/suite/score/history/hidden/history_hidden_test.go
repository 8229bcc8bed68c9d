package history

import (
	"strings"
	"testing"
)

func TestHistoryHidden(t *testing.T) {
	for _, c := range []struct{ do, want string }{
		{"u", ":-"},
		{"r", ":-"},
		{"a u", "a :+"},
		{"a u u", "a :+ :-"},
		{"a u r r", "a :+ a+ a-"},
		{"a b c u u r u", "a b c b+ a+ b+ a+"},
		{"a b c u u r r r", "a b c b+ a+ b+ c+ c-"},
		{"a b u x r u", "a b a+ x x- a+"},
		{"a b u x u u u", "a b a+ x a+ :+ :-"},
		{"a b u a r", "a b a+ a b+"},
		{"a a u u", "a a :+ :-"},
		{"a b b u", "a b b a+"},
		{"a u x u r", "a :+ x :+ x+"},
		{"a b u u r x r u u u", "a b a+ :+ a+ x x- a+ :+ :-"},
	} {
		var text Text
		got := ""
		for _, step := range strings.Fields(c.do) {
			mark := ""
			switch step {
			case "u", "r":
				ok := false
				if step == "u" {
					ok = text.Undo()
				} else {
					ok = text.Redo()
				}
				mark = "-"
				if ok {
					mark = "+"
				}
			default:
				text.Set(step)
			}
			now := text.String()
			if now == "" {
				now = ":"
			}
			got += " " + now + mark
		}
		if got = strings.TrimSpace(got); got != c.want {
			t.Errorf("%q gives %q, want %q", c.do, got, c.want)
		}
	}
}
