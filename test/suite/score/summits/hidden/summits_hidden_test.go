package summits

import (
	"slices"
	"testing"
)

func TestSummitsHidden(t *testing.T) {
	for _, c := range []struct{ profile, want []int }{
		{nil, nil},
		{[]int{4}, nil},
		{[]int{4, 5}, nil},
		{[]int{5, 4}, nil},
		{[]int{5, 4, 5}, nil},
		{[]int{1, 2, 3, 4}, nil},
		{[]int{4, 3, 2, 1}, nil},
		{[]int{1, 2, 2, 1}, nil},
		{[]int{1, 2, 2, 3, 1}, []int{3}},
		{[]int{0, 1, 2, 1, 0}, []int{2}},
		{[]int{-5, -2, -4, -3, -6}, []int{1, 3}},
		{[]int{0, 0, 1, 0, 0, 1, 0}, []int{2, 5}},
	} {
		profile := slices.Clone(c.profile)
		if got := Summits(profile); !slices.Equal(got, c.want) {
			t.Errorf("Summits(%v) = %v, want %v", c.profile, got, c.want)
		}
		if !slices.Equal(profile, c.profile) {
			t.Errorf("Summits changed %v to %v", c.profile, profile)
		}
	}
}
