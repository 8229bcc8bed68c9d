package elevator

import "testing"

func TestFloor(t *testing.T) {
	for button, want := range map[string]int{"G": 0, "7": 7, "-1": -1} {
		got, err := Floor(button)
		if err != nil || got != want {
			t.Errorf("Floor(%q) = %d, %v, want %d", button, got, err, want)
		}
	}
	if _, err := Floor("bell"); err == nil {
		t.Error("no error for bell")
	}
}
