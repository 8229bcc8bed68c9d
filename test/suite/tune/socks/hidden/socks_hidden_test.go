package socks

import "testing"

func TestPayHidden(t *testing.T) {
	for _, c := range []struct{ pairs, price, want int }{
		{0, 5, 0},
		{1, 1, 1},
		{2, 7, 14},
		{3, 1, 2},
		{4, 5, 15},
		{5, 5, 20},
		{6, 5, 20},
		{7, 5, 25},
		{8, 10, 60},
		{9, 10, 60},
		{10, 3, 21},
		{30, 4, 80},
		{100, 1, 67},
		{6, 0, 0},
	} {
		if got := Pay(c.pairs, c.price); got != c.want {
			t.Errorf("Pay(%d, %d) = %d, want %d", c.pairs, c.price, got, c.want)
		}
	}
}
