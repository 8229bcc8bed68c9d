package crates

import "testing"

func TestCratesHidden(t *testing.T) {
	for _, c := range []struct{ bottles, perCrate, want int }{
		{12, 6, 2},
		{6, 6, 1},
		{1, 6, 1},
		{7, 6, 2},
		{1, 1, 1},
		{5, 1, 5},
		{24, 20, 2},
		{40, 20, 2},
		{41, 20, 3},
		{0, 0, 0},
		{5, 0, 0},
		{-1, 6, 0},
		{-13, 6, 0},
		{13, -6, 0},
		{-13, -6, 0},
	} {
		if got := Crates(c.bottles, c.perCrate); got != c.want {
			t.Errorf("Crates(%d, %d) = %d, want %d", c.bottles, c.perCrate, got, c.want)
		}
	}
}
