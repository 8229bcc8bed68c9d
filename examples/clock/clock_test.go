package clock

import "testing"

func TestClock(t *testing.T) {
	if got := Clock(3661); got != "1:01:01" {
		t.Errorf("Clock(3661) = %q, want %q", got, "1:01:01")
	}
	if got := Clock(59); got != "0:00:59" {
		t.Errorf("Clock(59) = %q, want %q", got, "0:00:59")
	}
}
