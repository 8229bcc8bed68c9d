package tank

import "testing"

func TestFillHidden(t *testing.T) {
	for _, c := range []struct{ litres, fill, over, after int }{
		{0, 0, 0, 0},
		{0, 10, 0, 10},
		{0, 11, 1, 10},
		{10, 5, 5, 10},
		{10, 0, 0, 10},
		{4, 6, 0, 10},
		{4, 7, 1, 10},
		{4, -1, 0, 4},
		{0, -3, 0, 0},
		{4, 100, 94, 10},
	} {
		tank := Tank{Capacity: 10, Litres: c.litres}
		if over := tank.Fill(c.fill); over != c.over || tank.Litres != c.after || tank.Capacity != 10 {
			t.Errorf("%d litres, Fill(%d): over %d, then %d; want %d, %d", c.litres, c.fill, over, tank.Litres, c.over, c.after)
		}
	}
}

func TestDrainHidden(t *testing.T) {
	for _, c := range []struct{ litres, drain, out, after int }{
		{0, 0, 0, 0},
		{0, 5, 0, 0},
		{5, 5, 5, 0},
		{5, 6, 5, 0},
		{5, 0, 0, 5},
		{5, 1, 1, 4},
		{5, -1, 0, 5},
		{10, -100, 0, 10},
		{10, 100, 10, 0},
	} {
		tank := Tank{Capacity: 10, Litres: c.litres}
		if out := tank.Drain(c.drain); out != c.out || tank.Litres != c.after || tank.Capacity != 10 {
			t.Errorf("%d litres, Drain(%d): out %d, then %d; want %d, %d", c.litres, c.drain, out, tank.Litres, c.out, c.after)
		}
	}
}
