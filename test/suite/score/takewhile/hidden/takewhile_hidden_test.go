package takewhile

import (
	"slices"
	"testing"
)

func TestTakeWhileHidden(t *testing.T) {
	for _, c := range []struct {
		in, head, rest []int
		calls          int
	}{
		{nil, nil, nil, 0},
		{[]int{}, nil, nil, 0},
		{[]int{-1}, nil, []int{-1}, 1},
		{[]int{4}, []int{4}, nil, 1},
		{[]int{1, 2, -3, 4, -5}, []int{1, 2}, []int{-3, 4, -5}, 3},
		{[]int{-1, 2, 3}, nil, []int{-1, 2, 3}, 1},
		{[]int{1, 2, -3}, []int{1, 2}, []int{-3}, 3},
		{[]int{5, 0, 5}, []int{5}, []int{0, 5}, 2},
	} {
		in := slices.Clone(c.in)
		calls := 0
		head, rest := TakeWhile(in, func(n int) bool { calls++; return n > 0 })
		if !slices.Equal(head, c.head) || !slices.Equal(rest, c.rest) {
			t.Errorf("TakeWhile(%v) = %v, %v, want %v, %v", c.in, head, rest, c.head, c.rest)
		}
		if calls != c.calls {
			t.Errorf("TakeWhile(%v) called ok %d times, want %d", c.in, calls, c.calls)
		}
		for i := range rest {
			rest[i] = 78
		}
		for i := range head {
			head[i] = 77
		}
		_ = append(head, 79)
		if !slices.Equal(in, c.in) {
			t.Errorf("%v became %v", c.in, in)
		}
	}
}
