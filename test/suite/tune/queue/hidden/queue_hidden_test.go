package queue

import (
	"slices"
	"testing"
)

func TestRequeueHidden(t *testing.T) {
	for _, c := range []struct{ in, want []int }{
		{nil, nil},
		{[]int{}, nil},
		{[]int{5}, []int{5}},
		{[]int{0}, []int{0}},
		{[]int{5, 6}, []int{6, 5}},
		{[]int{3, 1, 2}, []int{1, 2, 3}},
		{[]int{7, 7, 8}, []int{7, 8, 7}},
		{[]int{1, 2, 3, 4, 5}, []int{2, 3, 4, 5, 1}},
		{[]int{-1, 0, 1, 0}, []int{0, 1, 0, -1}},
	} {
		in := slices.Clone(c.in)
		if got := Requeue(in); !slices.Equal(got, c.want) {
			t.Errorf("Requeue(%v) = %v, want %v", c.in, got, c.want)
		}
		if !slices.Equal(in, c.in) {
			t.Errorf("Requeue changed %v to %v", c.in, in)
		}
	}
	if got := Requeue([]string{"a", "b", "c"}); !slices.Equal(got, []string{"b", "c", "a"}) {
		t.Errorf("got %v, want [b c a]", got)
	}
	if got := Requeue([]bool{true, false}); !slices.Equal(got, []bool{false, true}) {
		t.Errorf("got %v, want [false true]", got)
	}
}
