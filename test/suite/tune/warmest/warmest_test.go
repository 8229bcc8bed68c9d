package warmest

import "testing"

func TestWarmest(t *testing.T) {
	if got := Warmest([]int{12, 19, 15}); got != 1 {
		t.Errorf("got %d, want 1", got)
	}
	if got := Warmest([]int{3, 4, 21}); got != 2 {
		t.Errorf("got %d, want 2", got)
	}
	if got := Warmest(nil); got != -1 {
		t.Errorf("got %d, want -1", got)
	}
}
