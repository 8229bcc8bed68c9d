package streak

import "testing"

func TestStreak(t *testing.T) {
	if got := Streak([]bool{true, false, true, true}); got != 2 {
		t.Errorf("got %d, want 2", got)
	}
	if got := Streak([]bool{false, false}); got != 0 {
		t.Errorf("got %d, want 0", got)
	}
}
