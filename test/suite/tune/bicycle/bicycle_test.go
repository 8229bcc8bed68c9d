package bicycle

import "testing"

func TestSpeed(t *testing.T) {
	if got := Speed(10, 30); got != 20 {
		t.Errorf("got %v, want 20", got)
	}
	if got := Speed(15, 60); got != 15 {
		t.Errorf("got %v, want 15", got)
	}
}
