package latest

import (
	"slices"
	"strings"
	"testing"
)

func TestLatestHidden(t *testing.T) {
	big := func(n int) bool { return n >= 10 }
	small := func(n int) bool { return n < 10 }
	for _, c := range []struct {
		s    []int
		test func(int) bool
		want int
		ok   bool
	}{
		{nil, big, 0, false},
		{nil, small, 0, false},
		{[]int{10}, big, 10, true},
		{[]int{10, 1, 2}, big, 10, true},
		{[]int{10, 11, 12}, big, 12, true},
		{[]int{12, 1, 11, 2}, big, 11, true},
		{[]int{1, 2, 3}, big, 0, false},
		{[]int{1, 2, 3}, small, 3, true},
		{[]int{0, 20}, small, 0, true},
		{[]int{20, 30}, small, 0, false},
		{[]int{15, 0}, small, 0, true},
	} {
		s := slices.Clone(c.s)
		if got, ok := Latest(s, c.test); got != c.want || ok != c.ok {
			t.Errorf("Latest(%v) = %d, %v, want %d, %v", c.s, got, ok, c.want, c.ok)
		}
		if !slices.Equal(s, c.s) {
			t.Errorf("Latest changed %v to %v", c.s, s)
		}
	}
	vowel := func(s string) bool { return strings.HasPrefix(s, "a") }
	if got, ok := Latest([]string{"ab", "b", "ac", "d"}, vowel); got != "ac" || !ok {
		t.Errorf("got %q, %v, want ac, true", got, ok)
	}
	if got, ok := Latest([]string{"b"}, vowel); got != "" || ok {
		t.Errorf("got %q, %v, want nothing, false", got, ok)
	}
}
