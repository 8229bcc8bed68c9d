package layout

import (
	"slices"
	"testing"
)

func TestWrapHidden(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, nil},
		{" \n\t ", 10, nil},
		{"word", 10, []string{"word"}},
		{"word", 4, []string{"word"}},
		{"word", 3, []string{"word"}},
		{"word", 0, []string{"word"}},
		{"a b", 0, []string{"a", "b"}},
		{"a b", -1, []string{"a", "b"}},
		{"a b", 2, []string{"a", "b"}},
		{"a b", 3, []string{"a b"}},
		{"aa bb cc", 5, []string{"aa bb", "cc"}},
		{"aa bb cc", 8, []string{"aa bb cc"}},
		{"aa bb cc", 7, []string{"aa bb", "cc"}},
		{"  aa\n\nbb\tcc ", 8, []string{"aa bb cc"}},
		{"longer a b", 4, []string{"longer", "a b"}},
		{"a longer b", 6, []string{"a", "longer", "b"}},
		{"éé éé éé", 5, []string{"éé éé", "éé"}},
		{"日本 語", 4, []string{"日本 語"}},
		{"one two three four", 9, []string{"one two", "three", "four"}},
		{"one two three four", 10, []string{"one two", "three four"}},
	} {
		if got := Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestFillHidden(t *testing.T) {
	if got, want := Fill("one two\nthree\n\n\n four five", 9), "one two\nthree\n\nfour five"; got != want {
		t.Errorf("Fill = %q, want %q", got, want)
	}
}
