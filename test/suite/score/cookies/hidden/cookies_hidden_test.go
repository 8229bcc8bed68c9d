package cookies

import "testing"

func TestLeftoverHidden(t *testing.T) {
	for _, c := range []struct{ cookies, children, want int }{
		{0, 0, 0},
		{0, 5, 0},
		{1, 0, 1},
		{9, 0, 9},
		{1, 1, 0},
		{7, 1, 0},
		{1, 2, 1},
		{3, 5, 3},
		{5, 5, 0},
		{6, 5, 1},
		{19, 5, 4},
		{100, 7, 2},
		{1001, 1000, 1},
	} {
		if got := Leftover(c.cookies, c.children); got != c.want {
			t.Errorf("Leftover(%d, %d) = %d, want %d", c.cookies, c.children, got, c.want)
		}
	}
}
