package runnerup

import (
	"slices"
	"testing"
)

func TestRunnerUpHidden(t *testing.T) {
	for _, c := range []struct {
		in   []int
		want int
		ok   bool
	}{
		{nil, 0, false},
		{[]int{1}, 0, false},
		{[]int{7, 7, 7}, 0, false},
		{[]int{1, 2}, 1, true},
		{[]int{2, 1}, 1, true},
		{[]int{-1, -2, -3}, -2, true},
		{[]int{-5, -5, -9}, -9, true},
		{[]int{0, -4}, -4, true},
		{[]int{5, 9, 9, 7, 5}, 7, true},
		{[]int{1, 2, 3, 4, 4}, 3, true},
		{[]int{-9223372036854775808, 3}, -9223372036854775808, true},
	} {
		in := slices.Clone(c.in)
		got, ok := RunnerUp(in)
		if ok != c.ok || (ok && got != c.want) {
			t.Errorf("RunnerUp(%v) = %d, %v, want %d, %v", c.in, got, ok, c.want, c.ok)
		}
		if !slices.Equal(in, c.in) {
			t.Errorf("RunnerUp changed its argument %v to %v", c.in, in)
		}
	}
}
