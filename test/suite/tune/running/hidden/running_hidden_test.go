package running

import (
	"slices"
	"testing"
)

func TestRunningHidden(t *testing.T) {
	for _, c := range []struct{ in, want []int }{
		{nil, nil},
		{[]int{}, nil},
		{[]int{7}, []int{7}},
		{[]int{0, 0, 4}, []int{0, 0, 4}},
		{[]int{-1, -2, -3, 10}, []int{-1, -3, -6, 4}},
	} {
		in := slices.Clone(c.in)
		got := Running(in)
		if !slices.Equal(got, c.want) {
			t.Errorf("Running(%v) = %v, want %v", c.in, got, c.want)
		}
		if !slices.Equal(in, c.in) {
			t.Errorf("Running changed its argument %v to %v", c.in, in)
		}
	}
}
