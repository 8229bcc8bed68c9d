package warmest

import "testing"

func TestWarmestHidden(t *testing.T) {
	for _, c := range []struct {
		degrees []int
		want    int
	}{
		{[]int{}, -1},
		{[]int{0}, 0},
		{[]int{-7}, 0},
		{[]int{-7, -3, -5}, 1},
		{[]int{-3, -3}, 0},
		{[]int{5, 9, 9, 1}, 1},
		{[]int{9, 5, 9}, 0},
		{[]int{-1, 0}, 1},
		{[]int{0, -1}, 0},
		{[]int{1, 2, 3, 4, 3, 2, 4}, 3},
		{[]int{100, 99, 98}, 0},
	} {
		if got := Warmest(c.degrees); got != c.want {
			t.Errorf("Warmest(%v) = %d, want %d", c.degrees, got, c.want)
		}
	}
}
