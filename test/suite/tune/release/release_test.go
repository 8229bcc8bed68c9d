package release

import "testing"

func TestCompare(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"1.2", "1.10", -1},
		{"2.0", "2", 0},
		{"3.1.4", "3.1.3", 1},
	}
	for _, tt := range tests {
		if got, err := Compare(tt.a, tt.b); got != tt.want || err != nil {
			t.Errorf("Compare(%q, %q) = %d, %v, want %d", tt.a, tt.b, got, err, tt.want)
		}
	}
	if _, err := Compare("1.x", "1"); err == nil {
		t.Error("1.x is no version")
	}
}
