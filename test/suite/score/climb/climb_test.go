package climb

import "testing"

func TestClimb(t *testing.T) {
	if got := Climb([]int{100, 150, 120, 200}); got != 130 {
		t.Errorf("got %d, want 130", got)
	}
	if got := Climb([]int{300, 200}); got != 0 {
		t.Errorf("got %d, want 0", got)
	}
}
