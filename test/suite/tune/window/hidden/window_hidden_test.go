package window

import "testing"

func TestAllowHidden(t *testing.T) {
	for _, c := range []struct {
		max    int
		period int64
		times  []int64
		want   string
	}{
		{1, 5, []int64{0, 4, 5, 9, 10}, "+-+-+"},
		{2, 10, []int64{0, 9, 9, 10, 11, 19, 20}, "++-+-++"},
		{1, 10, []int64{0, 5, 9, 10}, "+--+"},
		{3, 1, []int64{7, 7, 7, 7, 8}, "+++-+"},
		{2, 10, []int64{-20, -11, -11, -10, -1}, "++-++"},
		{2, 10, []int64{0, 1, 5, 10, 10, 11}, "++-+-+"},
		{2, 100, []int64{0, 99, 100, 101, 199}, "+++-+"},
	} {
		l := New(c.max, c.period)
		got := ""
		for _, now := range c.times {
			if l.Allow(now) {
				got += "+"
			} else {
				got += "-"
			}
		}
		if got != c.want {
			t.Errorf("max %d, period %d, times %v: %s, want %s", c.max, c.period, c.times, got, c.want)
		}
	}
}

func TestTwoLimitersHidden(t *testing.T) {
	a, b := New(1, 10), New(1, 10)
	if !a.Allow(0) || !b.Allow(0) || a.Allow(1) {
		t.Error("limiters have nothing to do with each other")
	}
}
