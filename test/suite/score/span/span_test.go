package span

import "testing"

func TestSeconds(t *testing.T) {
	tests := map[string]int{
		"1h30m": 5400,
		"90s":   90,
		"2d":    172800,
	}
	for text, want := range tests {
		if got, err := Seconds(text); got != want || err != nil {
			t.Errorf("Seconds(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	if _, err := Seconds("5m1h"); err == nil {
		t.Error("5m1h: no error")
	}
}
