package partition

import (
	"slices"
	"testing"
)

func TestPartitionHidden(t *testing.T) {
	for _, c := range []struct{ in, yes, no []int }{
		{nil, nil, nil},
		{[]int{}, nil, nil},
		{[]int{-1}, nil, []int{-1}},
		{[]int{4}, []int{4}, nil},
		{[]int{1, -1, 2, -2, 3, -3}, []int{1, 2, 3}, []int{-1, -2, -3}},
		{[]int{-1, -2, 3, 3}, []int{3, 3}, []int{-1, -2}},
		{[]int{5, 0, 5}, []int{5, 5}, []int{0}},
	} {
		in := slices.Clone(c.in)
		var seen []int
		yes, no := Partition(in, func(n int) bool { seen = append(seen, n); return n > 0 })
		if !slices.Equal(yes, c.yes) || !slices.Equal(no, c.no) {
			t.Errorf("Partition(%v) = %v, %v, want %v, %v", c.in, yes, no, c.yes, c.no)
		}
		if !slices.Equal(seen, c.in) {
			t.Errorf("keep was called for %v, want %v", seen, c.in)
		}
		for i := range yes {
			yes[i] = 77
		}
		for i := range no {
			no[i] = 78
		}
		if !slices.Equal(in, c.in) {
			t.Errorf("%v became %v", c.in, in)
		}
	}
}
