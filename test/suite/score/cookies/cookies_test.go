package cookies

import "testing"

func TestLeftover(t *testing.T) {
	if got := Leftover(14, 4); got != 2 {
		t.Errorf("Leftover(14, 4) = %d, want 2", got)
	}
	if got := Leftover(12, 3); got != 0 {
		t.Errorf("Leftover(12, 3) = %d, want 0", got)
	}
}
