package battery

import "testing"

func TestUseHidden(t *testing.T) {
	for _, c := range []struct {
		percent, use int
		ok           bool
		after        int
	}{
		{100, 100, true, 0},
		{100, 101, false, 100},
		{100, 0, true, 100},
		{50, 50, true, 0},
		{50, 49, true, 1},
		{50, 51, false, 50},
		{0, 0, true, 0},
		{0, 1, false, 0},
		{50, -1, false, 50},
		{0, -10, false, 0},
	} {
		b := &Battery{percent: c.percent}
		if ok := b.Use(c.use); ok != c.ok || b.Percent() != c.after {
			t.Errorf("%d %%, Use(%d): %v, then %d; want %v, %d", c.percent, c.use, ok, b.Percent(), c.ok, c.after)
		}
	}
}

func TestChargeHidden(t *testing.T) {
	for _, c := range []struct{ percent, charge, after int }{
		{0, 100, 100},
		{0, 1, 1},
		{60, 40, 100},
		{60, 41, 100},
		{60, 39, 99},
		{100, 10, 100},
		{0, 500, 100},
		{60, 0, 60},
		{60, -10, 60},
		{0, -1, 0},
	} {
		b := &Battery{percent: c.percent}
		if b.Charge(c.charge); b.Percent() != c.after {
			t.Errorf("%d %%, Charge(%d): %d, want %d", c.percent, c.charge, b.Percent(), c.after)
		}
	}
}
