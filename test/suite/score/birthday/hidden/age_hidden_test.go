package birthday

import "testing"

func TestAgeHidden(t *testing.T) {
	for _, c := range []struct{ born, now, want int }{
		{2020, 2020, 0},
		{2020, 2021, 1},
		{1999, 2000, 1},
		{1900, 2024, 124},
		{1, 1, 0},
		{1, 50, 49},
		{987, 1001, 14},
	} {
		got, err := Age(c.born, c.now)
		if err != nil || got != c.want {
			t.Errorf("Age(%d, %d) = %d, %v, want %d", c.born, c.now, got, err, c.want)
		}
	}
	for _, c := range []struct{ born, now int }{{2020, 2019}, {2020, 1990}, {2, 1}, {3000, 1}} {
		if got, err := Age(c.born, c.now); err == nil {
			t.Errorf("Age(%d, %d) = %d without an error", c.born, c.now, got)
		}
	}
}
