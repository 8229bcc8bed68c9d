package speakers

import (
	"slices"
	"testing"
)

func TestSpeakersHidden(t *testing.T) {
	for _, c := range []struct{ in, want map[string][]string }{
		{nil, map[string][]string{}},
		{map[string][]string{"Al": nil}, map[string][]string{}},
		{map[string][]string{"Al": {"en", "en"}}, map[string][]string{"en": {"Al"}}},
		{map[string][]string{"Cy": {"en"}, "Bo": {"en"}, "Al": {"en"}, "Di": {"en"}}, map[string][]string{"en": {"Al", "Bo", "Cy", "Di"}}},
		{map[string][]string{"b": {"x", "y"}, "a": {"y", "z", "y"}}, map[string][]string{"x": {"b"}, "y": {"a", "b"}, "z": {"a"}}},
	} {
		for range 10 {
			got := Speakers(c.in)
			if len(got) != len(c.want) {
				t.Fatalf("Speakers(%v) = %v, want %v", c.in, got, c.want)
			}
			for k, v := range c.want {
				if !slices.Equal(got[k], v) {
					t.Fatalf("Speakers(%v) = %v, want %v", c.in, got, c.want)
				}
			}
		}
	}
}
