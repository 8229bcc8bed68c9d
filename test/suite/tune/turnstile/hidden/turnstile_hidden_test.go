package turnstile

import (
	"strings"
	"testing"
)

func fill(names ...string) *Line {
	var l Line
	for _, n := range names {
		l.Join(n)
	}
	return &l
}

func drain(l *Line) string {
	var all []string
	for l.Len() > 0 {
		name, ok := l.Leave()
		if !ok || len(all) > 20 {
			return "broken"
		}
		all = append(all, name)
	}
	return strings.Join(all, " ")
}

func TestLeaveHidden(t *testing.T) {
	l := fill()
	if name, ok := l.Leave(); name != "" || ok {
		t.Errorf("an empty line: %q, %v", name, ok)
	}
	l.Join("a")
	if name, ok := l.Leave(); name != "a" || !ok {
		t.Errorf("%q, %v", name, ok)
	}
	if name, ok := l.Leave(); name != "" || ok || l.Len() != 0 {
		t.Errorf("empty again: %q, %v", name, ok)
	}
	l.Join("b")
	l.Join("c")
	if got := drain(l); got != "b c" {
		t.Errorf("got %q", got)
	}
}

func TestSwapHidden(t *testing.T) {
	for _, c := range []struct {
		names string
		i     int
		ok    bool
		want  string
	}{
		{"", 0, false, ""},
		{"a", 0, false, "a"},
		{"a b", 1, false, "a b"},
		{"a b", -1, false, "a b"},
		{"a b", 2, false, "a b"},
		{"a b c", 1, true, "a c b"},
		{"a b c", 0, true, "b a c"},
		{"a b c", 7, false, "a b c"},
	} {
		l := fill(strings.Fields(c.names)...)
		if ok := l.Swap(c.i); ok != c.ok {
			t.Errorf("Swap(%d) of %q = %v", c.i, c.names, ok)
		}
		if got := drain(l); got != c.want {
			t.Errorf("Swap(%d) of %q left %q, want %q", c.i, c.names, got, c.want)
		}
	}
}
