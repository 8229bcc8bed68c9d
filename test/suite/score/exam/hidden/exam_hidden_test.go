package exam

import (
	"maps"
	"testing"
)

func TestPassedHidden(t *testing.T) {
	for _, c := range []struct {
		points map[string]int
		want   map[string]bool
	}{
		{nil, map[string]bool{}},
		{map[string]int{}, map[string]bool{}},
		{map[string]int{"Ana": 50}, map[string]bool{"Ana": true}},
		{map[string]int{"Ana": 49}, map[string]bool{"Ana": false}},
		{map[string]int{"Ana": 51}, map[string]bool{"Ana": true}},
		{map[string]int{"Ana": 0}, map[string]bool{"Ana": false}},
		{map[string]int{"Ana": 100, "Ben": 100}, map[string]bool{"Ana": true, "Ben": true}},
		{map[string]int{"Ana": 10, "Ben": 30}, map[string]bool{"Ana": false, "Ben": false}},
		{map[string]int{"A": 48, "B": 49, "C": 50, "D": 51}, map[string]bool{"A": false, "B": false, "C": true, "D": true}},
	} {
		before := maps.Clone(c.points)
		if got := Passed(c.points); !maps.Equal(got, c.want) {
			t.Errorf("Passed(%v) = %v, want %v", before, got, c.want)
		}
		if !maps.Equal(c.points, before) {
			t.Errorf("Passed changed %v to %v", before, c.points)
		}
	}
}
