package bus

import "testing"

func TestWait(t *testing.T) {
	if got := Wait(5); got != 15 {
		t.Errorf("Wait(5) = %d, want 15", got)
	}
	if got := Wait(30); got != 10 {
		t.Errorf("Wait(30) = %d, want 10", got)
	}
}
