package recipe

import (
	"slices"
	"testing"
)

func TestScaleHidden(t *testing.T) {
	for _, c := range []struct {
		grams  []int
		factor int
		want   []int
	}{
		{nil, 2, nil},
		{[]int{}, 4, nil},
		{[]int{0}, 5, []int{0}},
		{[]int{7}, 0, []int{0}},
		{[]int{7, 8}, 0, []int{0, 0}},
		{[]int{7}, 1, []int{7}},
		{[]int{1, 2, 3, 4}, 2, []int{2, 4, 6, 8}},
		{[]int{10, 0, 10}, 10, []int{100, 0, 100}},
		{[]int{250, 125, 3}, 4, []int{1000, 500, 12}},
		{[]int{5, 5, 5}, 3, []int{15, 15, 15}},
	} {
		grams := slices.Clone(c.grams)
		if got := Scale(grams, c.factor); !slices.Equal(got, c.want) {
			t.Errorf("Scale(%v, %d) = %v, want %v", c.grams, c.factor, got, c.want)
		}
		if !slices.Equal(grams, c.grams) {
			t.Errorf("Scale changed %v to %v", c.grams, grams)
		}
	}
}
