package bicycle

import (
	"math"
	"testing"
)

func TestSpeedHidden(t *testing.T) {
	for _, c := range []struct{ kilometres, minutes, want float64 }{
		{0, 10, 0},
		{0, 0, 0},
		{5, 0, 0},
		{5, -1, 0},
		{5, -0.5, 0},
		{1, 1, 60},
		{1, 0.5, 120},
		{7, 120, 3.5},
		{12.5, 30, 25},
		{1.25, 10, 7.5},
		{25, 80, 18.75},
		{0.5, 60, 0.5},
	} {
		if got := Speed(c.kilometres, c.minutes); math.IsNaN(got) || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("Speed(%v, %v) = %v, want %v", c.kilometres, c.minutes, got, c.want)
		}
	}
}
