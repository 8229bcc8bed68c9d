package quarterturn

import (
	"fmt"
	"reflect"
	"testing"
)

func TestQuarterTurnHidden(t *testing.T) {
	for _, c := range []struct{ in, want [][]int }{
		{[][]int{}, nil},
		{[][]int{{7}}, [][]int{{7}}},
		{[][]int{{1, 2, 3}}, [][]int{{1}, {2}, {3}}},
		{[][]int{{1}, {2}, {3}}, [][]int{{3, 2, 1}}},
		{[][]int{{1, 2, 3}, {4, 5, 6}}, [][]int{{4, 1}, {5, 2}, {6, 3}}},
		{[][]int{{1, 2}, {3, 4}, {5, 6}}, [][]int{{5, 3, 1}, {6, 4, 2}}},
		{[][]int{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}, [][]int{{7, 4, 1}, {8, 5, 2}, {9, 6, 3}}},
	} {
		before := fmt.Sprint(c.in)
		got := QuarterTurn(c.in)
		if len(got) != len(c.want) || (len(got) > 0 && !reflect.DeepEqual(got, c.want)) {
			t.Errorf("QuarterTurn(%v) = %v, want %v", c.in, got, c.want)
		}
		if after := fmt.Sprint(c.in); after != before {
			t.Errorf("%s became %s", before, after)
		}
	}
}
