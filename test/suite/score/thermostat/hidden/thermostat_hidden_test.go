package thermostat

import "testing"

func TestAdjustHidden(t *testing.T) {
	for _, c := range []struct {
		low, high, target, degrees int
		ok                         bool
		after                      int
	}{
		{15, 25, 20, 0, true, 20},
		{15, 25, 20, 5, true, 25},
		{15, 25, 20, 6, false, 25},
		{15, 25, 20, -5, true, 15},
		{15, 25, 20, -6, false, 15},
		{15, 25, 15, -1, false, 15},
		{15, 25, 25, 1, false, 25},
		{15, 25, 25, 0, true, 25},
		{15, 25, 15, 0, true, 15},
		{15, 25, 20, 1000, false, 25},
		{15, 25, 20, -1000, false, 15},
		{-10, -5, -7, 2, true, -5},
		{-10, -5, -7, 3, false, -5},
		{-10, -5, -7, -4, false, -10},
		{18, 18, 18, 0, true, 18},
		{18, 18, 18, 1, false, 18},
	} {
		th := Thermostat{Low: c.low, High: c.high, Target: c.target}
		ok := th.Adjust(c.degrees)
		if want := (Thermostat{c.low, c.high, c.after}); ok != c.ok || th != want {
			t.Errorf("%d in [%d, %d], Adjust(%d): %v, %+v; want %v, %+v", c.target, c.low, c.high, c.degrees, ok, th, c.ok, want)
		}
	}
}
