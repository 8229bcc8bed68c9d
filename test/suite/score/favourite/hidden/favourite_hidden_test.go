package favourite

import (
	"slices"
	"testing"
)

func TestFavouriteHidden(t *testing.T) {
	for _, c := range []struct {
		in   []int
		want int
		ok   bool
	}{
		{[]int{}, 0, false},
		{[]int{0}, 0, true},
		{[]int{-3}, -3, true},
		{[]int{-3, -4}, -4, true},
		{[]int{9, 8, 7, 6}, 6, true},
		{[]int{1, 2, 2, 3, 3}, 2, true},
		{[]int{3, 3, 2, 2, 1}, 2, true},
		{[]int{1, 4, 1, 4, 4}, 4, true},
		{[]int{-1, -1, 5, 5, 0}, -1, true},
		{[]int{10, 10, 10, 2, 2}, 10, true},
	} {
		for range 5 {
			in := slices.Clone(c.in)
			got, ok := Favourite(in)
			if ok != c.ok || (ok && got != c.want) {
				t.Errorf("Favourite(%v) = %d, %v, want %d, %v", c.in, got, ok, c.want, c.ok)
			}
			if !slices.Equal(in, c.in) {
				t.Errorf("Favourite changed its argument %v to %v", c.in, in)
			}
		}
	}
}
