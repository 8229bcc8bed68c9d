package interval

import (
	"slices"
	"testing"
)

func TestMerge(t *testing.T) {
	tests := []struct {
		name     string
		in, want []Interval
	}{
		{"none", nil, nil},
		{"one", []Interval{{1, 2}}, []Interval{{1, 2}}},
		{"out of order", []Interval{{5, 8}, {1, 3}, {2, 4}}, []Interval{{1, 4}, {5, 8}}},
		{"one inside another", []Interval{{1, 10}, {2, 3}, {4, 11}}, []Interval{{1, 11}}},
		{"sharing an end point", []Interval{{1, 2}, {2, 3}}, []Interval{{1, 3}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Merge(tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("Merge(%v) = %v, want %v", tt.in, got, tt.want)
			}
		})
	}
}

func TestMergeKeepsItsArgument(t *testing.T) {
	in := []Interval{{5, 8}, {1, 3}, {2, 4}}
	if got := Merge(in); len(got) != 2 {
		t.Fatalf("Merge = %v, want two intervals", got)
	}
	if want := []Interval{{5, 8}, {1, 3}, {2, 4}}; !slices.Equal(in, want) {
		t.Errorf("Merge changed its argument to %v", in)
	}
}

func TestLen(t *testing.T) {
	if got := (Interval{3, 7}).Len(); got != 5 {
		t.Errorf("Len = %d, want 5", got)
	}
}
