package lengths

import (
	"maps"
	"testing"
)

func TestLengthsHidden(t *testing.T) {
	for text, want := range map[string]map[int]int{
		"":                {},
		"   ":             {},
		"a":               {1: 1},
		" a  b ":          {1: 2},
		"one\ttwo\nthree": {3: 2, 5: 1},
		"été là":          {3: 1, 2: 1},
		"日本 語":            {2: 1, 1: 1},
		"abcdefghij abc":  {10: 1, 3: 1},
		"don't stop":      {5: 1, 4: 1},
	} {
		got := Lengths(text)
		if got == nil || !maps.Equal(got, want) {
			t.Errorf("Lengths(%q) = %v, want %v", text, got, want)
		}
	}
}
