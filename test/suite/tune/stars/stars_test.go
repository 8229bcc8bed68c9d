package stars

import "testing"

func TestStars(t *testing.T) {
	if got := Stars(3); got != "***--" {
		t.Errorf("Stars(3) = %q, want ***--", got)
	}
	if got := Stars(5); got != "*****" {
		t.Errorf("Stars(5) = %q, want *****", got)
	}
}
