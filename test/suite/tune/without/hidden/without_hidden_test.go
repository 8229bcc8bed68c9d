package without

import (
	"slices"
	"testing"
)

func TestWithoutHidden(t *testing.T) {
	for _, c := range []struct {
		s        []int
		unwanted int
		want     []int
	}{
		{nil, 1, nil},
		{[]int{}, 0, nil},
		{[]int{1}, 1, nil},
		{[]int{1}, 2, []int{1}},
		{[]int{0, 0, 0}, 0, nil},
		{[]int{5, 4, 5, 3, 5}, 5, []int{4, 3}},
		{[]int{4, 5, 5, 3}, 5, []int{4, 3}},
		{[]int{3, 1, 2}, 9, []int{3, 1, 2}},
	} {
		s := slices.Clone(c.s)
		got := Without(s, c.unwanted)
		if !slices.Equal(got, c.want) {
			t.Errorf("Without(%v, %d) = %v, want %v", c.s, c.unwanted, got, c.want)
		}
		for i := range got {
			got[i] = -1
		}
		if !slices.Equal(s, c.s) {
			t.Errorf("Without(%v, %d) changed or shares its argument: %v", c.s, c.unwanted, s)
		}
	}
	if got := Without([]string{"", "x", ""}, ""); !slices.Equal(got, []string{"x"}) {
		t.Errorf("got %q, want [x]", got)
	}
	type point struct{ x, y int }
	if got := Without([]point{{1, 2}, {2, 1}, {1, 2}}, point{1, 2}); !slices.Equal(got, []point{{2, 1}}) {
		t.Errorf("got %v, want [{2 1}]", got)
	}
}
