package deltas

import (
	"slices"
	"testing"
)

func TestDeltasHidden(t *testing.T) {
	for _, c := range []struct{ in, want []int }{
		{nil, nil},
		{[]int{}, nil},
		{[]int{3}, nil},
		{[]int{3, 3}, []int{0}},
		{[]int{10, 7, 7, -1}, []int{-3, 0, -8}},
		{[]int{-5, 5, 0, 1, 2}, []int{10, -5, 1, 1}},
	} {
		in := slices.Clone(c.in)
		got := Deltas(in)
		if !slices.Equal(got, c.want) {
			t.Errorf("Deltas(%v) = %v, want %v", c.in, got, c.want)
		}
		if !slices.Equal(in, c.in) {
			t.Errorf("Deltas changed its argument %v to %v", c.in, in)
		}
	}
}
