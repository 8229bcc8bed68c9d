package covered

import (
	"slices"
	"testing"
)

func TestCoveredHidden(t *testing.T) {
	for _, c := range []struct {
		in   []Stroke
		want int
	}{
		{nil, 0},
		{[]Stroke{{3, 3}}, 0},
		{[]Stroke{{2, 7}}, 5},
		{[]Stroke{{7, 2}}, 5},
		{[]Stroke{{-4, -1}}, 3},
		{[]Stroke{{-2, 2}, {2, 5}}, 7},
		{[]Stroke{{0, 10}, {2, 3}}, 10},
		{[]Stroke{{0, 10}, {2, 3}, {4, 5}}, 10},
		{[]Stroke{{0, 10}, {2, 3}, {4, 12}}, 12},
		{[]Stroke{{8, 9}, {0, 1}, {4, 5}}, 3},
		{[]Stroke{{1, 4}, {1, 4}, {4, 1}}, 3},
		{[]Stroke{{0, 2}, {1, 3}, {2, 4}, {10, 9}}, 5},
		{[]Stroke{{0, 1000000000}, {500, 2000000000}}, 2000000000},
	} {
		in := slices.Clone(c.in)
		if got := Covered(in); got != c.want {
			t.Errorf("Covered(%v) = %d, want %d", c.in, got, c.want)
		}
		if !slices.Equal(in, c.in) {
			t.Errorf("Covered changed %v to %v", c.in, in)
		}
	}
}
