package wildcard

import "testing"

func TestMatchHidden(t *testing.T) {
	for _, c := range []struct {
		pattern string
		yes, no []string
	}{
		{"", []string{""}, []string{"a"}},
		{"*", []string{"", "a", "abc", "a/b", "."}, nil},
		{"**", []string{"", "abc"}, nil},
		{"?", []string{"a", "é", "日", "?", "*", "/"}, []string{"", "ab"}},
		{"??", []string{"ab", "日本"}, []string{"a", "abc", "日"}},
		{"abc", []string{"abc"}, []string{"ab", "abcd", "xabc", "ABC", ""}},
		{"a*c", []string{"ac", "abc", "acc", "abcbc"}, []string{"a", "abcd", "c", "bac"}},
		{"*a*b", []string{"ab", "aab", "xaxb", "abab"}, []string{"a", "ba", "aba"}},
		{"a*b*c", []string{"abc", "abbcc", "aXbXc", "abcbc"}, []string{"acb", "abcd", "ac"}},
		{"*?", []string{"a", "abc"}, []string{""}},
		{"a?*", []string{"ab", "abc"}, []string{"a"}},
		{"[a]*", []string{"[a]", "[a]b"}, []string{"a", "ab"}},
		{"a.c", []string{"a.c"}, []string{"abc"}},
		{`\*`, []string{`\`, `\x`}, []string{"*"}},
		{"*.tar.*", []string{"x.tar.gz", ".tar."}, []string{"tar.gz", "x.tar"}},
	} {
		for _, name := range c.yes {
			if !Match(c.pattern, name) {
				t.Errorf("Match(%q, %q) = false", c.pattern, name)
			}
		}
		for _, name := range c.no {
			if Match(c.pattern, name) {
				t.Errorf("Match(%q, %q) = true", c.pattern, name)
			}
		}
	}
}
