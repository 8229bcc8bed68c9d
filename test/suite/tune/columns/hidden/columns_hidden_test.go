package columns

import (
	"fmt"
	"reflect"
	"testing"
)

func TestColumnsHidden(t *testing.T) {
	for _, c := range []struct{ in, want [][]int }{
		{[][]int{}, nil},
		{[][]int{{}, {}}, nil},
		{[][]int{{5}}, [][]int{{5}}},
		{[][]int{{1, 2, 3}}, [][]int{{1}, {2}, {3}}},
		{[][]int{{1}, {2}, {3}}, [][]int{{1, 2, 3}}},
		{[][]int{{1, 2, 3}, {4, 5, 6}}, [][]int{{1, 4}, {2, 5}, {3, 6}}},
		{[][]int{{1, 2}, {3, 4}, {5, 6}}, [][]int{{1, 3, 5}, {2, 4, 6}}},
	} {
		before := fmt.Sprint(c.in)
		got := Columns(c.in)
		if len(got) != len(c.want) || (len(got) > 0 && !reflect.DeepEqual(got, c.want)) {
			t.Errorf("Columns(%v) = %v, want %v", c.in, got, c.want)
		}
		for _, column := range got {
			column[0] = 99
		}
		if after := fmt.Sprint(c.in); after != before {
			t.Errorf("%s became %s", before, after)
		}
	}
}
