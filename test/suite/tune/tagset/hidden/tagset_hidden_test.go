package tagset

import (
	"fmt"
	"slices"
	"testing"
)

func TestDifferenceHidden(t *testing.T) {
	for _, c := range []struct {
		s      Set[int]
		others []Set[int]
		want   Set[int]
	}{
		{Of[int](), nil, Of[int]()},
		{Of(1, 2), nil, Of(1, 2)},
		{Of(1, 2), []Set[int]{Of[int]()}, Of(1, 2)},
		{Of(1, 2), []Set[int]{nil, Of(2)}, Of(1)},
		{Of(1, 2, 3, 4), []Set[int]{Of(1), Of(4, 5)}, Of(2, 3)},
		{Of(1, 2, 3, 4), []Set[int]{Of(4, 5), Of(1)}, Of(2, 3)},
		{Of(1, 2), []Set[int]{Of(2, 1)}, Of[int]()},
		{Of[int](), []Set[int]{Of(1)}, Of[int]()},
	} {
		before := fmt.Sprint(c.s, c.others)
		got := c.s.Difference(c.others...)
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%v without %v = %v, want %v", c.s, c.others, got, c.want)
		}
		if after := fmt.Sprint(c.s, c.others); after != before {
			t.Errorf("%s became %s", before, after)
		}
		got[99] = struct{}{}
		if c.s.Has(99) {
			t.Error("the result is not a new set")
		}
	}
}

func TestSortedHidden(t *testing.T) {
	if got := Of[int]().Sorted(); len(got) != 0 {
		t.Errorf("Sorted of nothing = %v", got)
	}
	for range 5 {
		if got := Of(5, -1, 3, 3, 0, 12).Sorted(); !slices.Equal(got, []int{-1, 0, 3, 5, 12}) {
			t.Errorf("Sorted = %v", got)
		}
	}
}
