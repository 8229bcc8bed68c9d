package climb

import (
	"slices"
	"testing"
)

func TestClimbHidden(t *testing.T) {
	for _, c := range []struct {
		heights []int
		want    int
	}{
		{nil, 0},
		{[]int{}, 0},
		{[]int{500}, 0},
		{[]int{-500}, 0},
		{[]int{1, 2}, 1},
		{[]int{2, 1}, 0},
		{[]int{7, 7, 7}, 0},
		{[]int{0, 10, 20, 30}, 30},
		{[]int{30, 20, 10, 0}, 0},
		{[]int{10, 0, 10, 0, 10}, 20},
		{[]int{100, 20, 50, 30, 60}, 60},
		{[]int{-5, 5}, 10},
		{[]int{-20, -10, -15, -5}, 20},
		{[]int{5, -5, 0}, 5},
	} {
		heights := slices.Clone(c.heights)
		if got := Climb(heights); got != c.want {
			t.Errorf("Climb(%v) = %d, want %d", c.heights, got, c.want)
		}
		if !slices.Equal(heights, c.heights) {
			t.Errorf("Climb changed %v to %v", c.heights, heights)
		}
	}
}
