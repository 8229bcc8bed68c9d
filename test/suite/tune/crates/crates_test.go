package crates

import "testing"

func TestCrates(t *testing.T) {
	for _, c := range []struct{ bottles, perCrate, want int }{
		{13, 6, 3},
		{5, 6, 1},
		{0, 6, 0},
	} {
		if got := Crates(c.bottles, c.perCrate); got != c.want {
			t.Errorf("Crates(%d, %d) = %d, want %d", c.bottles, c.perCrate, got, c.want)
		}
	}
}
