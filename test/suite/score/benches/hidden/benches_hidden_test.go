package benches

import (
	"slices"
	"testing"
)

func TestEveryOtherHidden(t *testing.T) {
	for _, c := range []struct{ in, want []int }{
		{nil, nil},
		{[]int{}, nil},
		{[]int{5}, []int{5}},
		{[]int{5, 6, 7}, []int{5, 7}},
		{[]int{2, 4, 6, 8}, []int{2, 6}},
		{[]int{1, 3, 5, 7, 9}, []int{1, 5, 9}},
		{[]int{0, 0, 0, 0}, []int{0, 0}},
		{[]int{3, 3, 1, 1, 2, 2}, []int{3, 1, 2}},
		{[]int{-1, -2, -3, -4, -5, -6, -7}, []int{-1, -3, -5, -7}},
	} {
		in := slices.Clone(c.in)
		if got := EveryOther(in); !slices.Equal(got, c.want) {
			t.Errorf("EveryOther(%v) = %v, want %v", c.in, got, c.want)
		}
		if !slices.Equal(in, c.in) {
			t.Errorf("EveryOther changed %v to %v", c.in, in)
		}
	}
	if got := EveryOther([]string{"x", "y", "z"}); !slices.Equal(got, []string{"x", "z"}) {
		t.Errorf("got %v, want [x z]", got)
	}
	if got := EveryOther([]bool{true}); !slices.Equal(got, []bool{true}) {
		t.Errorf("got %v, want [true]", got)
	}
}
