package release

import "testing"

func TestCompareHidden(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"0", "0", 0},
		{"0", "0.0.0", 0},
		{"1", "2", -1},
		{"10", "9", 1},
		{"1", "1.0.1", -1},
		{"1.0.0.1", "1", 1},
		{"01.002", "1.2", 0},
		{"1.2.3", "1.2.3", 0},
		{"1.9.9", "2.0", -1},
		{"2.1", "1.99.99", 1},
		{"999999999", "999999998", 1},
		{"1.000000002", "1.1", 1},
		{"1.0.0.0.0.0.0.0.1", "1.0.0.0.0.0.0.0.2", -1},
	} {
		if got, err := Compare(c.a, c.b); got != c.want || err != nil {
			t.Errorf("Compare(%q, %q) = %d, %v, want %d", c.a, c.b, got, err, c.want)
		}
		if got, err := Compare(c.b, c.a); got != -c.want || err != nil {
			t.Errorf("Compare(%q, %q) = %d, %v, want %d", c.b, c.a, got, err, -c.want)
		}
	}
	for _, bad := range []string{"", ".", "1.", ".1", "1..2", "v1", "1.2-rc", "-1", "+1", "1.-2", "1.+2", " 1", "1 ", "1_0", "1.0x1", "1234567890", "1.0000000001", "1.a", "a", "١"} {
		if got, err := Compare(bad, "1.2"); err == nil {
			t.Errorf("Compare(%q, 1.2) = %d without an error", bad, got)
		}
		if got, err := Compare("9.2", bad); err == nil {
			t.Errorf("Compare(9.2, %q) = %d without an error", bad, got)
		}
	}
}
