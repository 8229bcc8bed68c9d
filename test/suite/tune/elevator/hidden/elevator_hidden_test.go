package elevator

import "testing"

func TestFloorHidden(t *testing.T) {
	for button, want := range map[string]int{"G": 0, "0": 0, "1": 1, "9": 9, "10": 10, "42": 42, "-2": -2, "-10": -10} {
		got, err := Floor(button)
		if err != nil || got != want {
			t.Errorf("Floor(%q) = %d, %v, want %d", button, got, err, want)
		}
	}
	for _, button := range []string{"", "g", "GG", "G1", "1a", "-", "2.5"} {
		if got, err := Floor(button); err == nil {
			t.Errorf("Floor(%q) = %d without an error", button, got)
		}
	}
}
