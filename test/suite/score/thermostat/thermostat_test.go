package thermostat

import "testing"

func TestAdjust(t *testing.T) {
	th := Thermostat{Low: 15, High: 25, Target: 20}
	if !th.Adjust(3) || th.Target != 23 {
		t.Errorf("after Adjust(3): %d, want 23", th.Target)
	}
	if th.Adjust(3) || th.Target != 25 {
		t.Errorf("after Adjust(3) again: %d, want 25", th.Target)
	}
	if !th.Adjust(-6) || th.Target != 19 {
		t.Errorf("after Adjust(-6): %d, want 19", th.Target)
	}
}
