package dial

import "testing"

func TestTurnHidden(t *testing.T) {
	for _, c := range []struct{ size, at, steps, want int }{
		{8, 0, 0, 0},
		{8, 7, 1, 0},
		{8, 7, 0, 7},
		{8, 0, 8, 0},
		{8, 3, 16, 3},
		{8, 3, 21, 0},
		{8, 0, -1, 7},
		{8, 3, -3, 0},
		{8, 3, -4, 7},
		{8, 3, -8, 3},
		{8, 0, -8, 0},
		{8, 3, -21, 6},
		{1, 0, 5, 0},
		{1, 0, -5, 0},
		{60, 59, 61, 0},
	} {
		d := Dial{Size: c.size, At: c.at}
		if got := d.Turn(c.steps); got != c.want {
			t.Errorf("%d marks, Turn(%d) from %d = %d, want %d", c.size, c.steps, c.at, got, c.want)
		}
		if d.At != c.want || d.Size != c.size {
			t.Errorf("%d marks, Turn(%d) from %d leaves %+v", c.size, c.steps, c.at, d)
		}
	}
}
