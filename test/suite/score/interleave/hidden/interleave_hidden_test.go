package interleave

import (
	"fmt"
	"slices"
	"testing"
)

func TestInterleaveHidden(t *testing.T) {
	type l = [][]int
	for _, c := range []struct {
		in   l
		want []int
	}{
		{nil, nil},
		{l{nil}, nil},
		{l{nil, {}}, nil},
		{l{{1, 2, 3}}, []int{1, 2, 3}},
		{l{{1}, {2, 3, 4}}, []int{1, 2, 3, 4}},
		{l{nil, {2, 3}}, []int{2, 3}},
		{l{{1, 4, 6}, {2}, {3, 5}}, []int{1, 2, 3, 4, 5, 6}},
		{l{{1}, {2}, {3}, {4, 5}}, []int{1, 2, 3, 4, 5}},
		{l{{1, 1}, {1, 1}}, []int{1, 1, 1, 1}},
		{l{{1, 3, 5, 7}, {2, 4}, {}}, []int{1, 2, 3, 4, 5, 7}},
	} {
		before := fmt.Sprint(c.in)
		got := Interleave(c.in...)
		if !slices.Equal(got, c.want) {
			t.Errorf("Interleave(%v) = %v, want %v", c.in, got, c.want)
		}
		if after := fmt.Sprint(c.in); after != before {
			t.Errorf("%s became %s", before, after)
		}
	}
}
