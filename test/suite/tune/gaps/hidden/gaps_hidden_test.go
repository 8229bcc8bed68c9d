package gaps

import (
	"slices"
	"testing"
)

func TestGapsHidden(t *testing.T) {
	for _, c := range []struct {
		day        Span
		busy, want []Span
	}{
		{Span{0, 10}, nil, []Span{{0, 10}}},
		{Span{0, 10}, []Span{{0, 10}}, nil},
		{Span{0, 10}, []Span{{3, 5}, {5, 7}}, []Span{{0, 3}, {7, 10}}},
		{Span{0, 10}, []Span{{6, 8}, {1, 2}}, []Span{{0, 1}, {2, 6}, {8, 10}}},
		{Span{0, 10}, []Span{{1, 9}, {2, 3}}, []Span{{0, 1}, {9, 10}}},
		{Span{0, 10}, []Span{{1, 9}, {2, 3}, {4, 5}}, []Span{{0, 1}, {9, 10}}},
		{Span{5, 10}, []Span{{0, 3}}, []Span{{5, 10}}},
		{Span{5, 10}, []Span{{0, 5}}, []Span{{5, 10}}},
		{Span{5, 10}, []Span{{12, 15}}, []Span{{5, 10}}},
		{Span{5, 10}, []Span{{10, 15}}, []Span{{5, 10}}},
		{Span{5, 10}, []Span{{3, 6}, {9, 12}}, []Span{{6, 9}}},
		{Span{5, 10}, []Span{{3, 6}, {12, 14}}, []Span{{6, 10}}},
		{Span{-10, -5}, []Span{{-8, -7}}, []Span{{-10, -8}, {-7, -5}}},
		{Span{0, 10}, []Span{{9, 10}}, []Span{{0, 9}}},
	} {
		busy := slices.Clone(c.busy)
		if got := Gaps(c.day, busy); !slices.Equal(got, c.want) {
			t.Errorf("Gaps(%v, %v) = %v, want %v", c.day, c.busy, got, c.want)
		}
		if !slices.Equal(busy, c.busy) {
			t.Errorf("Gaps changed %v to %v", c.busy, busy)
		}
	}
}
